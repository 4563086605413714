"""What a person adds on a meeting's page is kept as one deed, shown at once, and can be taken back."""

import pytest

from kpdesk.desktop.pages.meeting_adders import AccountAdder, AgendaAdder, PresenceAdder


@pytest.fixture
def page(window, case):
    window.desk.go("meetings", meeting_id=case.all("meeting")[0].id)
    return window.page.page


def _fill(page, adder, words, key=""):
    made = page.findChildren(adder)[-1]
    made.field.setText(words)
    if key:
        made.box.set_key(key)
    made.add()


def test_an_issue_goes_on_the_agenda_and_gets_accounts(page, case, window):
    """Of two who do not agree."""
    _fill(page, AgendaAdder, "Export ban")
    assert [i.title for i in page.view.items] == ["Export ban"]
    _fill(page, AccountAdder, "Ana Sithole", "none")
    _fill(page, AccountAdder, "The chair", "adopted")
    (item,) = page.view.items
    assert [(a.result, a.claimant, a.state) for a in item.accounts] == [
        ("none", "Ana Sithole", "accepted"),
        ("adopted", "The chair", "accepted"),
    ]
    assert item.disputed
    window.desk.undo()
    assert len(page.view.items[0].accounts) == 1


def test_who_came_is_added_with_how(page, case):
    """A name not in the case yet becomes an actor."""
    _fill(page, PresenceAdder, "Global Witness", "walked_out")
    assert [p.actor for p in page.view.who["walked_out"]] == ["Global Witness"]


def test_nothing_is_added_without_a_name(page, qtbot):
    """It says so."""
    with qtbot.waitSignal(page.desk.said) as told:
        _fill(page, PresenceAdder, "")
    assert "write a name first" in told.args[0].text
