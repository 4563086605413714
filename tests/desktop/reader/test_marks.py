"""Marks of a text: grouped, found in view, walked in order, rejected ones left out."""

from kpdesk.desktop.offsets import Offsets
from kpdesk.desktop.reader.marks import Marks
from tests.desktop.reader.texts import ODD, span


def test_several_records_over_the_same_words_share_one_mark():
    """Undecided wins over decided; the kinds stay apart."""
    spans = [
        span(ODD, "owners", record_id="a", state="accepted"), span(ODD, "owners", record_id="b", state="proposed"),
        span(ODD, "owners", "position", record_id="p", stance="oppose", role="evidence"),
    ]  # fmt: skip
    marks = Marks(spans, Offsets(ODD))
    assert [(m.kind, len(m.spans), m.state) for m in marks.at(Offsets(ODD).to_units(ODD.index("owners")))] == [
        ("actor", 2, "proposed"), ("position", 1, "proposed" if spans[2].state == "proposed" else "accepted"),
    ]  # fmt: skip


def test_marks_after_an_emoji_lie_where_qt_counts_them():
    """Units, not code points."""
    marks = Marks([span(ODD, "asked")], Offsets(ODD))
    assert marks.marks[0].start == ODD.index("asked") + 1


def test_rejected_and_hidden_kinds_are_left_out_unless_asked_for():
    """What is rejected is not drawn."""
    spans = [span(ODD, "owners", state="rejected"), span(ODD, "chair", "meeting")]
    offsets = Offsets(ODD)
    assert [m.kind for m in Marks(spans, offsets).marks] == ["meeting"]
    assert len(Marks(spans, offsets, show_rejected=True)) == 2
    assert len(Marks(spans, offsets, hidden=("meeting",))) == 0


def test_walking_goes_in_the_order_of_the_text_both_ways():
    """Tab and Shift+Tab."""
    spans = [span(ODD, w) for w in ("chair", "Café", "Ana")]
    marks = Marks(spans, Offsets(ODD))
    order = []
    mark = marks.after(-1)
    while mark:
        order.append(mark.spans[0].record_id)
        mark = marks.after(mark.start)
    assert order == ["actor Café", "actor chair", "actor Ana"]
    last = marks.after(10_000, step=-1)
    assert (
        last.spans[0].record_id == "actor Ana" and marks.after(last.start, step=-1).spans[0].record_id == "actor chair"
    )


def test_a_record_knows_all_its_spans_and_what_is_undecided():
    """Cues and speakers are not drawn but belong to it."""
    spans = [span(ODD, "said", "statement", record_id="s", role="cue"), span(ODD, "asked", "statement", record_id="s")]
    marks = Marks(spans, Offsets(ODD))
    assert [s.role for s in marks.of_record("statement", "s")] == ["cue", "content"]
    assert len(marks.marks) == 1 and marks.undecided() == []
