"""The matrix as a picture: what each mark means, rows under their blocs, and only what is in view."""

from kpdesk.analysis.ledger_picture import (
    CELL_W,
    HEAD_W,
    LedgerData,
    cell_words,
    layout,
    ledger,
    ledger_index,
    ledger_keys,
)
from kpdesk.domain.drawing import Box, Sign, Text
from tests.analysis.timeline_cases import day

NAMES = {"adpa": "ADPA", "drc": "DRC", "zw": "Zimbabwe", "ngo": "Coalition", "eu": "European Union"}
ISSUES = {"m": "Marange export certification", "c": "Consensus decision-making", "n": "Nobody spoke of it"}


def _position(n, holder, issue, stance, as_of, claimed=None, state="accepted"):
    return (f"p{n}", holder, issue, stance, as_of, claimed, state, None)


DATA = LedgerData(
    positions=[
        _position(1, "adpa", "m", "support", "2010-01"), _position(2, "adpa", "m", "support", "2010-02"),
        _position(3, "adpa", "m", "support", "2010-03"), _position(4, "zw", "m", "support", "2008"),
        _position(5, "ngo", "m", "support", "2010-01"), _position(6, "ngo", "m", "oppose", "2010-02"),
        _position(7, "ngo", "m", "support", "2010-03"), _position(8, "eu", "c", "oppose", "2010-05", "adpa"),
        _position(9, "eu", "m", "oppose", "2010-05", None, "proposed"),
    ],
    names=NAMES, issues=ISSUES, memberships=[("drc", "adpa", None, None, "accepted")],
)  # fmt: skip


def _made(**how):
    return ledger(ledger_index(DATA), DATA, day(2011), **how)


def _cells(made):
    return {
        (made.name(r), made.columns[c].issue): cell_words(made, r, c)
        for r in range(len(made.rows))
        for c in range(len(made.columns))
    }


def test_each_cell_says_in_words_what_its_marks_mean():
    """Trend, silence, conflict, claims of others, one unreviewed report, taken over."""
    words = {
        k.split(", ")[0] + "/" + k.split(": ")[0].split(", ")[1][:4]: k.split(": ", 1)[1]
        for k in _cells(_made()).values()
    }
    assert words["ADPA/Mara"] == "support, 3 of 3, steady"
    assert words["DRC/Mara"] == "support, taken over from its bloc"
    assert words["Zimbabwe/Mara"] == "support, 1 of 1, silent since 1 Jan 2008"
    assert words["Coalition/Mara"].startswith("conflicting: 2 support, 1 oppose")
    assert words["European Union/Cons"] == "oppose, 1 of 1, only others say so"
    assert words["European Union/Mara"].startswith("not clear: one unreviewed report only")
    assert words["ADPA/Cons"] == "nothing known"


def test_members_stand_under_their_bloc_and_can_be_put_away():
    """Closed blocs hide them; issues nobody spoke of have no column."""
    made = _made()
    assert [(made.name(n), r.depth) for n, r in enumerate(made.rows)][:2] == [("ADPA", 0), ("DRC", 1)]
    closed = _made(closed=frozenset({"adpa"}))
    assert "DRC" not in [closed.name(n) for n in range(len(closed.rows))]
    assert [c.title for c in made.columns] == ["Marange export certification", "Consensus decision-making"]
    assert [_made(words="zimb").name(n) for n in range(len(_made(words="zimb").rows))] == ["Zimbabwe"]


def test_marks_are_drawn_as_the_design_says():
    """Arrow, split tint with a dot, brackets, dashes, inherited without tint."""
    made = _made(compared_day=day(2009))
    layers, hits = layout(made, *made.size)
    shapes = [s for layer in layers for s in layer.shapes]
    signs = [s.name for s in shapes if isinstance(s, Sign)]
    assert {"steady", "inherited", "support", "oppose", "unclear"} <= set(signs)
    assert next(s for s in shapes if isinstance(s, Sign) and s.name == "unclear").dash
    assert [s for s in shapes if isinstance(s, Box) and s.fill == "warn"]
    assert [s for s in shapes if isinstance(s, Box) and s.fill == "accent" and s.h == 2]
    assert {"(", ")", "since 2008"} <= {s.text for s in shapes if isinstance(s, Text)}
    assert len([h for h in hits if h.kind == "cell"]) == len(made.rows) * len(made.columns)
    assert {"only others say so", "both sides at once", "steady", "taken over from the bloc"} <= {
        k.words for k in ledger_keys(layers)
    }


def test_only_what_is_in_view_is_laid_out():
    """Two thousand actors cost no more than twenty."""
    many = LedgerData(
        positions=[_position(n, f"h{n % 2000}", f"i{n % 25}", "support", "2010") for n in range(6000)],
        names={f"h{n}": f"Actor {n}" for n in range(2000)}, issues={f"i{n}": f"Issue {n}" for n in range(25)},
    )  # fmt: skip
    made = ledger(ledger_index(many), many, day(2011))
    layers, hits = layout(made, 1000, 600, scroll=(300, 40_000))
    assert len([h for h in hits if h.kind == "cell"]) < 200
    assert all(h.x > HEAD_W - CELL_W for h in hits if h.kind == "cell")
    assert len(made.rows) == 2000 and sum(len(layer.shapes) for layer in layers) < 900


def test_an_empty_case_has_an_empty_matrix():
    """Nothing to draw, nothing breaks."""
    data = LedgerData()
    made = ledger(ledger_index(data), data, day(2011))
    assert made.rows == () and layout(made, 800, 400)[1] == []
