"""A whole article decided from the keyboard alone, with the evidence in view; what a person sees reached the file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kpdesk.domain.queue import QueueFilter
from kpdesk.services import backups, history, queue, tagging
from kpdesk.services.tagging import Tagged
from tests.builders import an_actor, put
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path, copies=2)
    yield made
    made.case.close()


@pytest.fixture
def page(made, open_on, qtbot):
    window = open_on(made.case)
    window.desk.go("review")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.page.queue.list)
    return window.page


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A real key press at whatever has the focus, as a person's would be."""
    focused = QApplication.focusWidget() or page.queue.list
    qtbot.keyClick(focused, key, modifier)


def in_view(page):
    """Whether the evidence of the shown record lies in the visible part of the text."""
    spans = page.reader.text.marks.of_record(*page._shown)
    main = [s for s in spans if s.role in ("content", "evidence", "mention")]
    rect = page.reader.text.rect_of(main[0].start, main[0].end)
    return page.reader.text.viewport().rect().toRectF().contains(rect) and not rect.isEmpty()


def test_an_article_is_decided_with_at_most_one_and_a_fifth_keys_a_proposal(qtbot, made, page):
    """A for most, R for one, a stance for the position; the evidence is in view at each decision."""
    proposals = len([k for k in page.queue.model.keys if k.source_id == made.first.source.id]) + 1  # and Ana's role
    keys = 0
    while (shown := page._shown) and page.queue.model.keys[page.queue.at()].source_id == made.first.source.id:
        assert in_view(page), shown
        letter = {"participation": Qt.Key.Key_R, "position": Qt.Key.Key_U}.get(shown[0], Qt.Key.Key_A)
        press(qtbot, page, letter)
        keys += 1
        assert page._shown != shown
    assert keys / proposals <= 1.2
    first = made.first
    states = {r.KIND: made.case.get(r.KIND, r.id).state for r in (first.said, first.meeting, first.boycott, first.role)}
    assert states == {
        "statement": "accepted", "meeting": "accepted", "participation": "rejected", "affiliation": "accepted",
    }  # fmt: skip
    position = made.case.get("position", first.position.id)
    assert (position.stance, position.state) == ("support", "edited")
    assert page.count_text() == "6 of 12 to decide"


def test_each_key_is_one_deed_and_undo_brings_the_proposal_back(qtbot, made, page):
    """Ctrl+Z after A: the row is undecided again."""
    shown = page._shown
    press(qtbot, page, Qt.Key.Key_A)
    assert page.queue.model.state(shown) == "accepted"
    page.desk.undo()
    assert page.queue.model.state(shown) == "proposed"
    assert page._shown == shown
    assert page.count_text() == "12 of 12 to decide"


def test_skip_leaves_undecided_and_back_returns_to_the_last_decision(qtbot, made, page):
    """S and B decide nothing."""
    first = page._shown
    press(qtbot, page, Qt.Key.Key_A)
    second = page._shown
    press(qtbot, page, Qt.Key.Key_S)
    assert page.queue.model.state(second) == "proposed" and page._shown != second
    press(qtbot, page, Qt.Key.Key_B)
    assert page._shown == first
    press(qtbot, page, Qt.Key.Key_J)
    assert page._shown == page.queue.model.key(page.queue.model.find(first) + 1)
    press(qtbot, page, Qt.Key.Key_K)
    assert page._shown == first


def test_editing_in_place_keeps_and_goes_on(qtbot, made, page):
    """E, type, Ctrl+Return: the record is edited, letters in the field decide nothing."""
    shown = page._shown
    press(qtbot, page, Qt.Key.Key_E)
    field = QApplication.focusWidget()
    assert field.accessibleName() == "Name"
    qtbot.keyClicks(field, "Ara")
    assert page.queue.model.state(shown) == "proposed"
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    record = made.case.get(*shown)
    assert (record.name, record.state) == ("Ara", "edited")
    assert page._shown != shown and QApplication.focusWidget() is page.queue.list


def test_escape_leaves_the_form_as_it_was(qtbot, made, page):
    """Nothing is kept of what was typed."""
    shown = page._shown
    press(qtbot, page, Qt.Key.Key_E)
    qtbot.keyClicks(QApplication.focusWidget(), "zzz")
    press(qtbot, page, Qt.Key.Key_Escape)
    assert made.case.get(*shown).state == "proposed" and page._shown == shown
    assert page.card.changed() == {}
    assert QApplication.focusWidget() is page.queue.list


def test_everything_shown_is_rejected_as_one_undoable_deed(qtbot, made, page):
    """Shift+R puts the focus on the button that says how many; Return does it."""
    page.queue.set_filter(QueueFilter(source_id=made.first.source.id))
    before = made.case.history(limit=1)[0].seq
    press(qtbot, page, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.queue.reject_all
    assert page.queue.reject_all.accessibleName() == "Reject 6 shown"
    press(qtbot, page, Qt.Key.Key_Space)
    assert made.case.get("actor", made.first.ana.id).state == "rejected"
    assert made.case.history(limit=1)[0].seq == before + 1
    history.undo(made.case)
    assert made.case.get("actor", made.first.ana.id).state == "proposed"


def test_return_on_accept_all_accepts_all_and_opens_no_record(qtbot, made, page):
    """Return is also a command of the text here; on a button it presses the button."""
    page.queue.accept_all.setFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.queue.model.left == 0


def test_a_role_comes_into_the_queue_when_its_member_came_along(qtbot, made, page):
    """Accepting the statement accepts its speaker; her role is still to decide."""
    page.queue.go_to(page.queue.model.find(("statement", made.first.said.id)))
    page.accept()
    assert page.queue.model.find(("affiliation", made.first.role.id)) is not None
    page.desk.undo()
    assert page.queue.model.find(("affiliation", made.first.role.id)) is None  # decided with her again
    assert page.queue.model.left == queue.count(made.case)


def test_a_corrected_stance_can_be_learnt_from_the_message(qtbot, made, page):
    """Offered, not done unasked."""
    page.queue.go_to(page.queue.model.find(("position", made.first.position.id)))
    said = []
    page.desk.said.connect(said.append)
    press(qtbot, page, Qt.Key.Key_U)
    words, learn = said[-1].actions[-1]
    assert words == "Learn it" and made.case.all("learnt_phrase") == []
    learn()
    assert made.case.all("learnt_phrase")[0].phrase == "rejects an export ban"


def test_a_click_on_a_mark_shows_its_card_without_moving_the_text(qtbot, made, page):
    """From the text to the record."""
    text = page.reader.text
    span = text.marks.of_record("meeting", made.first.meeting.id)[0]
    before = text.verticalScrollBar().value()
    text.marks_clicked.emit([m for m in text.marks.marks if span in m.spans])
    assert page.card.details.record.id == made.first.meeting.id
    assert page.queue.current() == ("meeting", made.first.meeting.id)
    assert text.verticalScrollBar().value() == before


def test_when_all_is_decided_the_page_says_so_and_why_a_filter_is_empty(qtbot, made, page):
    """Each empty state has one button."""
    page.queue.set_filter(QueueFilter(words="nothing like this"))
    assert page.main.currentWidget() is page.hidden
    assert not page.queue.filter.isHidden() and page.card.isHidden()
    page.hidden.button.click()
    assert page.main.currentWidget() is page.reader and not page.card.isHidden()
    page.decide_shown("accept")
    page.reload(None)
    assert page.stack.currentWidget() is page.nothing


def test_deciding_many_at_once_leaves_a_backup_of_what_was_proposed(qtbot, made, page):
    """It is made aside, just before; the message has Undo and Show them as for a few."""
    put(made.case, *[an_actor(name=f"Actor {n}", state="proposed", made_by="kpdesk") for n in range(backups.MANY)])
    page.reload(None)
    many = len(page.queue.model.undecided())
    page.decide_shown("reject")
    qtbot.waitUntil(lambda: not page.desk.jobs.busy(), timeout=30_000)
    (kept,) = backups.backups_of(made.case)
    assert many > backups.MANY and kept.why == f"before rejecting {many} proposals"
    assert page.queue.model.undecided() == [] and made.case.count("actor", state="proposed") == 0
    assert "will not be proposed again" in page.window().messages.text()
    assert [button.text() for button in page.window().messages.buttons()][:2] == ["Undo", "Show them"]


def test_letters_in_a_list_of_the_form_decide_nothing(qtbot, made, page):
    """A box that is not editable must not let A through."""
    box = page.card.form.findChildren(type(page.card.form._editors["kind"]))[0]
    box.setFocus()
    shown = page._shown
    qtbot.keyClick(box, Qt.Key.Key_A)
    assert page.queue.model.state(shown) == "proposed"


@pytest.mark.parametrize(("width", "list_shown"), [(1280, True), (1000, False), (700, False)])
def test_the_deeds_stay_in_view_at_any_width(qtbot, made, open_on, width, list_shown):
    """Narrow windows fold the list; Accept is never out of the window."""
    window = open_on(made.case, width=width, height=500)
    window.desk.go("review")
    qtbot.waitUntil(lambda: window.page.card.accept_button.isVisible())
    button = window.page.card.accept_button
    corner = button.mapTo(window, button.rect().bottomRight())
    assert window.rect().contains(corner)
    assert window.page.queue.isVisible() == list_shown


def test_rejected_records_are_seen_again_when_asked_for(qtbot, made, page):
    """The scope Rejected lists them, and the text shows them dotted."""
    press(qtbot, page, Qt.Key.Key_R)
    assert not any(m.state == "rejected" for m in page.reader.text.marks.marks)
    page.queue.set_filter(QueueFilter(scope="rejected"))
    assert {page.queue.model.state(page.queue.model.key(n)) for n in range(page.queue.model.rowCount())} == {"rejected"}
    assert any(m.state == "rejected" for m in page.reader.text.marks.marks)
    page.reopen()
    assert made.case.get("actor", made.first.ana.id).state == "proposed"


def test_space_opens_the_hover_card_and_escape_closes_it(qtbot, made, page):
    """From the queue, without leaving it; Space closes it as well."""
    press(qtbot, page, Qt.Key.Key_Space)
    card = page.reader._card
    assert card.isVisible() and card.accessibleName().startswith("Actor · person, Ana Sithole")
    press(qtbot, page, Qt.Key.Key_Escape)
    assert not card.isVisible() and QApplication.focusWidget() is page.queue.list


def test_a_record_tagged_by_hand_can_be_removed_again(qtbot, made, page):
    """Its card offers it; undo brings it back."""
    made_record = tagging.tag(made.case, made.first.version.id, Tagged(kind="actor", spans=((0, 6),)))
    page.desk.tell(made_record)
    page._on_mark("actor", made_record.record_id)
    assert page.card.remove_button.isVisible() and not page.card.reopen_button.isVisible()
    page.card.remove_button.click()
    assert made.case.get("actor", made_record.record_id) is None
    page.desk.undo()
    assert made.case.get("actor", made_record.record_id).name == "HARARE"


def test_another_case_starts_without_the_filter_of_the_old_one(qtbot, made, page, tmp_path):
    """And with its own first proposal."""
    page.queue.set_filter(QueueFilter(actor_id=made.first.ana.id))
    (tmp_path / "other").mkdir()
    other = a_case_with_proposals(tmp_path / "other")
    page.desk.take_case(other.case)
    assert page.queue.wanted == QueueFilter() and page._shown == ("actor", other.first.ana.id)
    assert page.count_text() == "6 of 6 to decide"


def test_a_date_that_is_none_is_told_beside_its_field(qtbot, made, page):
    """The words stay, nothing is decided, and the focus is where it can be mended."""
    key = ("statement", made.first.said.id)
    page.queue.go_to(page.queue.model.find(key))
    field = page.card.form._editors["said_on"]
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, "31 June 2011")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made.case.get(*key).state == "proposed" and page._shown == key
    assert "June has 30 days" in page.card.form._faults["said_on"].text()
    assert page.card.form._faults["said_on"].isVisible()
    assert field.text() == "31 June 2011" and QApplication.focusWidget() is field


def test_choosing_another_row_loses_nothing_that_was_typed(qtbot, made, page):
    """Neither kept nor dropped: it waits in its record, and a message leads back."""
    shown = page._shown
    said = []
    page.desk.said.connect(said.append)
    press(qtbot, page, Qt.Key.Key_E)
    qtbot.keyClicks(QApplication.focusWidget(), "Half a na")
    page.queue.go_to(page.queue.at() + 1)
    assert page._shown != shown and page.card.changed() == {}
    assert made.case.get(*shown).state == "proposed"
    said[-1].actions[0][1]()
    assert page._shown == shown and page.card.changed()["name"] == "Half a na"


def test_words_being_typed_outlive_an_undo_of_the_same_record(qtbot, made, page):
    """Undo in the message bar takes the decision back; what stands half typed in a field stays, and can be kept."""
    shown = page._shown
    press(qtbot, page, Qt.Key.Key_A)
    press(qtbot, page, Qt.Key.Key_B)
    press(qtbot, page, Qt.Key.Key_E)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Ara")
    qtbot.mouseClick(page.window().messages.buttons()[0], Qt.MouseButton.LeftButton)
    assert made.case.get(*shown).state == "proposed"
    assert page._shown == shown and page.card.changed() == {"name": "Ara"} | {
        name: value for name, value in page.card.changed().items() if name.startswith("role_")
    }
    page.keep()
    assert (made.case.get(*shown).name, made.case.get(*shown).state) == ("Ara", "edited")


def test_what_was_kept_is_shown_as_the_case_has_it(qtbot, made, page):
    """A date written one way and shown another is not taken for words that are still to keep."""
    page.queue.go_to(page.queue.model.find(("statement", made.first.said.id)))
    press(qtbot, page, Qt.Key.Key_E)
    date = page.card.form._editors["said_on"]
    date.setFocus()
    qtbot.keyClicks(date, "18 june 2011")
    qtbot.keyClick(date, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made.case.get("statement", made.first.said.id).said_on == "2011-06-18"
    assert "not kept" not in page.window().messages.text()
    page.queue.go_to(page.queue.model.find(("statement", made.first.said.id)))
    assert page.card.changed() == {}


def test_an_issue_that_is_not_in_the_case_is_told_beside_its_field(qtbot, made, page):
    """Nothing that was typed goes without a word, and nothing is written."""
    page.queue.go_to(page.queue.model.find(("statement", made.first.said.id)))
    issues = page.card.form._editors["issues"]
    issues.setFocus()
    qtbot.keyClick(issues, Qt.Key.Key_End)
    qtbot.keyClicks(issues, ", Export bann")
    before = made.case.get("statement", made.first.said.id)
    qtbot.keyClick(issues, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.card.form._faults["issues"].text().startswith("There is no issue “Export bann”")
    assert made.case.get("statement", made.first.said.id) == before


def test_after_all_shown_were_decided_the_list_has_the_focus(qtbot, made, page):
    """The button is gone with what it decided; the next key must not open a record."""
    press(qtbot, page, Qt.Key.Key_A)
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.queue.model.left == 0
    assert QApplication.focusWidget() is page.queue.list


def test_down_leads_from_the_filter_to_the_rows_and_a_decides_there(qtbot, made, page):
    """What was typed narrows the rows; the letter after Down is a command, not text."""
    page.find()
    qtbot.keyClicks(page.queue.filter, "Sithole")
    press(qtbot, page, Qt.Key.Key_Down)
    shown = page._shown
    assert page.queue.list.hasFocus() and page.queue.wanted.words == "Sithole"
    press(qtbot, page, Qt.Key.Key_A)
    assert made.case.get(*shown).state == "accepted"
    assert page.queue.filter.text() == "Sithole"


def test_esc_leaves_the_bulk_button_so_that_return_rejects_nothing(qtbot, made, page):
    """Shift+R looks at it, Esc goes back to the rows."""
    press(qtbot, page, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert page.queue.reject_all.hasFocus()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.queue.list.hasFocus()
    assert queue.count(made.case) == 12


def test_tab_goes_from_mark_to_mark_and_stays_in_the_text(qtbot, page):
    """Also where other parts of the page could take the focus; F6 leads out."""
    page.reader.text.setFocus()
    seen = []
    for _ in range(3):
        press(qtbot, page, Qt.Key.Key_Tab)
        assert page.reader.text.hasFocus()
        seen.append(page._shown)
    assert len(set(seen)) > 1
    press(qtbot, page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert page._shown == seen[1]


def test_whole_source_opens_at_the_records_words(qtbot, page):
    """V: the same characters are lit on the Sources page."""
    shown = page._shown
    press(qtbot, page, Qt.Key.Key_V)
    sources = page.window().page
    assert sources.place == "sources"
    assert sources.reader.selected_record == shown
    assert sources.reader.text.scene.evidence


def test_why_is_brought_into_view(qtbot, made, page):
    """W on a card that is too low for all of it."""
    page.window().resize(1280, 420)
    press(qtbot, page, Qt.Key.Key_W)
    card = page.card
    bar = card.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    assert card._all.text()


def test_asking_for_the_least_sure_first_goes_to_them(page):
    """The first of that order; back in reading order the record stays."""
    page.queue.go_to(3)
    page.queue.set_filter(QueueFilter(order="doubtful"))
    assert page.queue.at() == 0
    page.queue.go_to(2)
    shown = page._shown
    page.queue.set_filter(QueueFilter())
    assert page._shown == shown
