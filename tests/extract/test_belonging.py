"""Offices that only the parse tells: who heads, serves, speaks for or is sent by a body."""

from __future__ import annotations

import pytest

from kpdesk.extract.assembly import extract


def belongs(text: str, person: str) -> str | None:
    draft = extract(text, published="2014-04-03")
    names = {a.id: a.name for a in draft.actors}
    found = next(a for a in draft.actors if a.name == person)
    return names.get(found.affiliation or "")


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        (
            "Hanne Aarts, a researcher with the Antwerp-based institute Delta Minerals Institute, told us that little had changed.",
            "Hanne Aarts",
            "Delta Minerals Institute",
        ),
        (
            "Pieter Louw, speaking for the Vaal Diggers' Union, said the Kimberley Process was too slow.",
            "Pieter Louw",
            "Vaal Diggers' Union",
        ),
        (
            "Nomsa Dlamini, sent by the Limpopo Miners' Association, handed out leaflets at the plenary.",
            "Nomsa Dlamini",
            "Limpopo Miners' Association",
        ),
        (
            "Farai Moyo was not there; his group, the Save Valley Residents' Trust, fears the deal.",
            "Farai Moyo",
            "Save Valley Residents' Trust",
        ),
        (
            "The Sangha Buyers' Association, whose Paul Mbeki pleaded for due diligence, was content.",
            "Paul Mbeki",
            "Sangha Buyers' Association",
        ),
    ],
)
def test_a_person_belongs_to_the_body_that_the_sentence_ties_to_the_name(text: str, person: str, body: str) -> None:
    assert belongs(text, person) == body


def test_a_trader_from_a_country_does_not_belong_to_its_government() -> None:
    text = "Zimbabwe rejected the plan. Rudo Banda, a trader from Zimbabwe, said prices had fallen."
    assert belongs(text, "Rudo Banda") is None
