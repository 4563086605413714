"""Who was at a meeting though no verb says so."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        (
            "The Kimberley Process plenary in Luanda ended on Friday. Peter Okello, the Ghanaian in the chair, said the"
            " talks had failed.",
            ("Peter Okello", "chaired"),
            True,
        ),
        (
            "The Kimberley Process plenary in Luanda ended on Friday without a text. Canada blocked the draft on"
            " Marange exports.",
            ("Canada", "attended"),
            True,
        ),
        (
            "The Kimberley Process plenary in Luanda ended on Friday. Years ago Canada blocked exports from Marange.",
            ("Canada", "attended"),
            False,
        ),
    ],
)
def test_deeds_at_the_meeting_show_who_was_there(text, wanted, there):
    """The chair and those who took a side at it; not those who did so long ago."""
    draft = extract(text, published="2010-11-20")
    names = {a.id: a.name for a in draft.actors}
    assert (wanted in {(names[p.actor], p.how) for m in draft.meetings for p in m.participation}) is there
