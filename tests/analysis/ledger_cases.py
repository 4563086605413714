"""A small ledger with every mark that a cell can have."""

from __future__ import annotations

from kpdesk.analysis.ledger_picture import LedgerData

_NAMES = {
    "adpa": "ADPA",
    "drc": "DRC",
    "zw": "Zimbabwe",
    "ngo": "Coalition",
    "eu": "European Union",
    "us": "United States",
}
_ROWS = (
    ("adpa", "m", "support", "2010-01", None, "accepted"), ("adpa", "m", "support", "2010-02", None, "accepted"),
    ("adpa", "m", "support", "2010-03", None, "accepted"), ("zw", "m", "support", "2008", None, "accepted"),
    ("zw", "m", "support", "2010-07", None, "accepted"), ("ngo", "m", "support", "2010-01", None, "accepted"),
    ("ngo", "m", "oppose", "2010-02", None, "accepted"), ("ngo", "m", "support", "2010-03", None, "accepted"),
    ("eu", "c", "oppose", "2010-05", "adpa", "accepted"), ("eu", "m", "oppose", "2010-05", None, "proposed"),
    ("us", "m", "support", "2009-05", None, "accepted"), ("us", "m", "oppose", "2010-11", None, "accepted"),
    ("us", "c", "mixed", "2010-11", None, "accepted"), ("us", "m", "oppose", None, None, "accepted"),
)  # fmt: skip
LEDGER = LedgerData(
    positions=[(f"p{n}", *row, "s") for n, row in enumerate(_ROWS)],
    names=_NAMES,
    issues={"m": "Marange export certification", "c": "Consensus decision-making"},
    memberships=[("drc", "adpa", None, None, "accepted")],
    case_name="Small",
    sources=4,
)
