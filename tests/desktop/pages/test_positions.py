"""The Positions page in the window: a cell opens into its evidence, the slider steps, the network leads to words."""

import pytest

from kpdesk.desktop import notices
from tests.builders import a_position, an_actor, put


@pytest.fixture
def page(window, case):
    issue, source = case.all("issue")[0], case.all("source")[0]
    for name, stance, as_of in (
        ("Zimbabwe", "support", "2010-03"),
        ("Canada", "oppose", "2010-06"),
        ("Zimbabwe", "support", "2011-02"),
    ):
        holder = next((a for a in case.all("actor") if a.name == name), None) or put(
            case, an_actor(name=name, kind="government")
        )
        a_position(case, source=source, issue=issue, holder=holder, stance=stance, as_of=as_of)
    window.desk.go("positions", view="matrix")
    return window.page


def _row(page, name):
    return next(n for n in range(len(page.ledger.rows)) if page.ledger.name(n) == name)


def test_a_cell_opens_its_dated_sequence_and_leads_to_the_characters(page, qtbot):
    """Newest first."""
    page.matrix.select(_row(page, "Zimbabwe"), 0)
    page.matrix.opened.emit(*page.matrix.selected)
    assert [e.as_of for e in page.panel.entries] == ["2011-02", "2010-03"]
    with qtbot.waitSignal(page.desk.evidence_asked) as told:
        page.handlers()["evidence"]()
    assert {a.quote for a in told.args[0]} == {"rejects an export ban"}


def test_the_slider_steps_from_change_to_change(page):
    """Earlier there is less."""
    assert page.bar.day_words.text() == "1 June 2011"
    for expected in ("1 February 2011", "1 June 2010", "1 March 2010", "1 March 2010"):
        page.handlers()["matrix.earlier"]()
        assert page.bar.day_words.text() == expected
    assert [page.ledger.name(n) for n in range(len(page.ledger.rows))] == ["Zimbabwe"]


def test_a_brush_sets_the_day_and_what_it_is_compared_with(page):
    """ "What changed between these two days?"."""
    page.desk.set_range(("2010-05-01", "2010-12-31"))
    assert page.bar.day_words.text() == "31 December 2010" and page.ledger.compared is not None
    page.desk.set_range(None)
    assert page.ledger.compared is None


def test_the_network_joins_actors_and_a_pair_leads_to_its_issues(page, window):
    """And from there to the words."""
    window.desk.go("positions", view="network")
    net = page.network.network
    assert set(net.names) == {"Zimbabwe", "Canada", "Government of Examplia"} and len(net.pairs) == 3
    page.network.select(0)
    assert page.panel.isVisible()
    page._on_pair(net.pairs[0])
    page._open_evidence(page.index.holders[net.actors[0]], net.names[0], page.index.issues[0], "Export ban")
    assert page.panel.entries


def test_the_table_has_the_same_positions(page, window):
    """What screen readers are pointed to."""
    window.desk.go("positions", view="table")
    assert page.table.model.total == len(page.data.positions) == 4
    assert page.count_text() == "4 positions"


@pytest.mark.parametrize("view", ["matrix", "network"])
def test_a_file_of_the_view_is_written(page, window, qtbot, tmp_path, monkeypatch, view):
    """Matrix and network."""
    window.desk.go("positions", view=view)
    out = tmp_path / "p.svg"
    monkeypatch.setattr(notices, "ask_save", lambda *_: out)
    with qtbot.waitSignal(page.desk.said, timeout=20_000):
        page.handlers()["view.file"]()
    assert out.stat().st_size > 1500


def test_a_case_without_positions_says_what_to_do(open_on, empty_case):
    """Open Review."""
    window = open_on(empty_case)
    window.desk.go("positions")
    assert window.page.stack.currentIndex() == 2


def test_an_actor_can_be_gone_to(page, window):
    """From its own page."""
    holder = next(h for h, n in page.data.names.items() if n == "Canada")
    window.desk.go("positions", view="matrix", actor_id=holder, issue_id=page.index.issues[0])
    assert page.ledger.name(page.matrix.selected[0]) == "Canada" and page.matrix.selected[1] == 0
