"""Words right beside a name that tell that somebody was at a meeting, chaired it or hosted it."""

from __future__ import annotations

import pytest

from kpdesk.extract.assembly import extract


def parts(text: str) -> set[tuple[str, str]]:
    draft = extract(text, published="2014-11-20")
    names = {a.id: a.name for a in draft.actors}
    return {(names[p.actor], p.how) for m in draft.meetings for p in m.participation}


@pytest.mark.parametrize(
    ("text", "who", "how"),
    [
        (
            "The Kimberley Process plenary in Guangzhou ended on Friday. South Africa, in the chair, gave the diggers ten minutes.",
            "South Africa",
            "chaired",
        ),
        (
            "The Kimberley Process plenary in Guangzhou ended on Friday. Nomsa Dlamini, one of a dozen campaigners in the room, called the outcome a betrayal.",
            "Nomsa Dlamini",
            "attended",
        ),
        (
            "Delegates from Botswana and Namibia argued all night at the Kimberley Process plenary in Guangzhou.",
            "Namibia",
            "attended",
        ),
        (
            "The Kimberley Process plenary in Guangzhou was thinly attended. Among those who did make the trip were Namibia and the Limpopo Miners' Association.",
            "Limpopo Miners' Association",
            "attended",
        ),
    ],
)
def test_the_words_beside_a_name_put_it_at_the_meeting(text: str, who: str, how: str) -> None:
    assert (who, how) in parts(text)


def test_the_country_of_a_chairman_is_not_the_chair() -> None:
    found = parts(
        "Delegates met for the Kimberley Process plenary in Harare under the chairmanship of Zimbabwe's Tatenda Moyo."
    )
    assert ("Zimbabwe", "chaired") not in found


def test_delegates_from_a_country_who_only_wrote_were_not_there() -> None:
    found = parts(
        "The Kimberley Process plenary in Guangzhou ended. Delegates from Namibia later wrote a letter about it."
    )
    assert ("Namibia", "attended") not in found
