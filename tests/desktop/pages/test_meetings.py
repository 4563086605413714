"""The Meetings page in the window: views, evidence from a mark, the brush everywhere, a file of what is shown."""

import pytest

from kpdesk.desktop import notices
from tests.builders import a_meeting, put


@pytest.fixture
def page(window):
    window.desk.go("meetings", view="timeline")
    return window.page


def test_the_timeline_shows_the_case_and_says_how_many(page):
    """One meeting, with its place in the header."""
    assert page.count_text() == "1 meeting"
    assert [m.place for m in page.canvas.index.data.meetings] == ["Windhoek"]


def test_the_evidence_of_a_mark_is_one_key_away(page, qtbot):
    """The right characters, not just any."""
    canvas = page.canvas
    for kind, lane in (("meeting", 0), ("statement", 1), ("position", 2)):
        canvas.select(kind, canvas.walk.lanes[lane][2][0][0])
        with qtbot.waitSignal(page.desk.evidence_asked) as told:
            page.handlers()["evidence"]()
        quotes = [a.quote for a in told.args[0]]
        assert (
            quotes
            == {
                "meeting": ["the meeting in Windhoek"],
                "statement": ["We cannot sit at a table where nothing is decided,"],
                "position": ["rejects an export ban"],
            }[kind]
        )


def test_an_accepted_meeting_appears_at_once(page, case):
    """Without leaving the page."""
    put(case, a_meeting(name="Plenary, Kinshasa", kind="plenary", start="2011-11"))
    page.reload()
    assert page.count_text() == "2 meetings"
    put(case, a_meeting(name="Undated", start=None))
    page.reload()
    assert page.unplaced.text() == "1 without a date: in the table"


def test_the_brush_is_known_everywhere_and_taken_away_by_its_chip(page, window):
    """A chip in the header of every place."""
    page.canvas.set_brush((734000, 734050))
    assert window.desk.range is not None
    window.desk.go("sources")
    assert window.header.range_chip.isVisible()
    window.header.range_chip.click()
    assert window.desk.range is None and not window.header.range_chip.isVisible()
    assert page.canvas.view.brush is None


def test_views_are_table_and_page_and_back_returns(page, window):
    """Return on a meeting opens its page."""
    meeting_id = page.data.meetings[0].id
    page.canvas.opened.emit("meeting", meeting_id)
    assert page.stack.currentWidget() is page.page and page.page.meeting_id == meeting_id
    window.desk.go("meetings", view="table")
    assert page.table.model.total == 1
    window.desk.back()
    assert page.stack.currentWidget() is page.page
    window.desk.back()
    assert page.stack.currentWidget() is not page.page


def test_a_date_typed_is_gone_to_and_a_wrong_one_is_told(page, qtbot):
    """G, then words."""
    page.handlers()["timeline.date"]()
    page.date_field.setText("June 2005")
    page._on_date()
    scale = page.canvas.view.scale
    assert scale.left < 732098 < scale.right and scale.right - scale.left < 80
    page.date_field.setText("31 June 2011")
    with qtbot.waitSignal(page.desk.said) as told:
        page._on_date()
    assert "June has 30 days" in told.args[0].text


def test_lanes_and_reviewed_change_what_is_drawn(page):
    """The same data otherwise."""
    page.lanes.choose("place")
    page._show_data()
    assert [lane.title for lane in page.canvas.index.lanes] == ["Windhoek"]
    page.reviewed.setChecked(True)
    assert page.canvas.index.data.reviewed_share() == 1.0


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_file_of_the_view_is_written(page, qtbot, tmp_path, monkeypatch, suffix):
    """In the background, and said."""
    out = tmp_path / f"t{suffix}"
    monkeypatch.setattr(notices, "ask_save", lambda *_: out)
    with qtbot.waitSignal(page.desk.said, timeout=20_000) as told:
        page.handlers()["view.file"]()
    assert out.stat().st_size > 1000 and told.args[0].text == f"Wrote {out.name}."


def test_an_empty_case_says_what_to_do(open_on, empty_case):
    """Why, and one button."""
    window = open_on(empty_case)
    window.desk.go("meetings")
    assert window.page.stack.currentWidget() is window.page.nothing


def test_letters_of_the_timeline_do_not_fire_while_a_date_is_typed(page, qtbot):
    """F is a letter there."""
    page.canvas.show_days(734000, 734100)
    scale = page.canvas.view.scale
    page._ask_date()
    qtbot.keyClicks(page.date_field, "Feb")
    assert page.date_field.text() == "Feb" and page.canvas.view.scale == scale
