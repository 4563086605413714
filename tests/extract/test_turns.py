"""Conversations are read turn by turn; "we" in a letter is who writes it."""

from kpdesk.extract import extract
from kpdesk.extract.turns import turns
from tests.extract.readings import needs_model

INTERVIEW = (
    "Questions to a geologist\n\nAna Ruvo teaches geology at the Plateau College. Ana Ruvo saw the mines in May.\n\n"
    "Q: Are the mines safe?\n\nA: They are not. The shafts fall in when it rains.\n\n"
    "Q: What should be done?\n\nA: Close the two oldest fields."
)
BROADCAST = (
    "HOST: The miners met in Lusaka today. Tendai Moyo was there.\n\n"
    "MOYO: I asked one of them. Ana Ruvo sorts gravel in the eastern field.\n\n"
    "RUVO: Nobody has paid us since April. We shall not wait for ever.\n\n"
    "HOST: Thank you."
)
LETTER = (
    "AN OPEN LETTER TO THE MINISTER\n\nDear Minister,\n\nWe, the members of the Plateau Diggers Federation, write to you "
    "again. We demand that the eastern field be opened. We reject the claim that diggers smuggle stones.\n\nRespectfully,\n\nAna Ruvo"
)


def said(text):
    """Speaker and content of every statement."""
    draft = extract(text, published="2011-06-20")
    names = {a.id: a.name for a in draft.actors}
    return [(names.get(s.speaker or ""), " … ".join(c.text for c in s.content)) for s in draft.statements]


@needs_model
def test_an_interview_gives_the_answers_to_the_person_who_was_asked():
    """Whole answers, and no question."""
    assert said(INTERVIEW) == [
        ("Ana Ruvo", "They are not. The shafts fall in when it rains."),
        ("Ana Ruvo", "Close the two oldest fields."),
    ]


@needs_model
def test_a_broadcast_quotes_who_is_introduced_and_not_who_introduces():
    """Host and reporter are no sources."""
    assert ("Ana Ruvo", "Nobody has paid us since April. We shall not wait for ever.") in said(BROADCAST)
    assert not {"Tendai Moyo"} & {who for who, _ in said(BROADCAST)}


@needs_model
def test_we_in_a_letter_is_the_body_that_writes():
    """Outside of quotation marks."""
    found = said(LETTER)
    assert found
    assert {who for who, _ in found} == {"Plateau Diggers Federation"}


def test_a_few_lines_with_a_colon_are_no_conversation():
    """Captions, notes and carbon copies."""
    assert turns("PICTURE: A mine.\nNote: No names were given.\nThe end.") == []
