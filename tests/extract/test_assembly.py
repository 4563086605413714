"""The whole way from text to draft: offsets, variants of one text, odd texts, and what a case has taught."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpdesk.domain.draft import Known, KnownActor
from kpdesk.extract import extract
from kpdesk.extract.assembly import extract as read
from tests.extract.readings import needs_model

pytestmark = needs_model
STORY = """Talks on Plateau stones fail

OTTAWA, July 12 - Ana Ruvo, who heads the Plateau Trust, told reporters on Saturday that Canada’s exports were clean. “We will not wait,” she said.

The Plateau Trust walked out of a Kimberley Process meeting in Gatineau in June. Kimberly members backed a ban on Marange stones, the café owner Rob Nye said.
"""
PIECES = [
    *STORY.split(),
    "“",
    "”",
    '"',
    "'",
    "\n",
    "KP",
    "(KP)",
    "told",
    "said that",
    "Mr.",
    "Zimbabwe's",
    "the plenary in",
    "June 2010",
    "—",
    "\u0301",
    "😀",
    "\u2028",
    "ﬁ",
]


def spans(draft):
    """Every span of a draft."""
    for actor in draft.actors:
        yield from actor.mentions
        yield from [actor.role_evidence] if actor.role_evidence else []
    for meeting in draft.meetings:
        yield from meeting.mentions
        yield from [meeting.when_from] if meeting.when_from else []
        yield from (p.evidence for p in meeting.participation)
    for statement in draft.statements:
        yield from statement.content
        yield from (s for s in (statement.cue, statement.speaker_mention, statement.said_on_from) if s)
    for position in draft.positions:
        yield from position.evidence


def records(draft):
    """What a draft says, without places."""
    return (
        [(a.id, a.name, a.kind, a.role, a.affiliation, a.reference, len(a.mentions)) for a in draft.actors],
        [(m.name, m.kind, m.place, m.when, [(p.actor, p.how) for p in m.participation]) for m in draft.meetings],
        [(s.speaker, s.mode, s.told_to, s.said_on, s.about_meetings, len(s.content)) for s in draft.statements],
        [(p.holder, p.issue, p.stance, p.claimed_by) for p in draft.positions],
    )


def nfc(value):
    """Records with composed letters, however deep."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return type(value)(nfc(v) for v in value) if isinstance(value, list | tuple) else value


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: "😀" + t,
        lambda t: "😀 \n" + t,
        lambda t: "\ufeff" + t,
    ],
    ids=["crlf", "nfd", "emoji", "emoji line", "bom"],
)
def test_the_make_of_a_text_does_not_change_its_records(change):
    """Line ends, decomposed letters and an emoji in front shift spans and nothing else."""
    plain, changed = extract(STORY, published="2010-07-12"), change(STORY)
    other = extract(changed, published="2010-07-12")
    assert nfc(records(other)) == nfc(records(plain))
    assert all(changed[s.start : s.end] == s.text for s in spans(other))


def test_a_story_gives_records_with_reasons():
    """Who, where, when, what; each with a sentence that says why."""
    draft = extract(STORY, published="2010-07-12")
    assert {"Ana Ruvo", "Plateau Trust"} <= {a.name for a in draft.actors}
    assert [m.when for m in draft.meetings] == ["2010-06"]
    assert any(s.told_to == "reporters" and s.said_on == "2010-07-10" for s in draft.statements)
    for record in (*draft.actors, *draft.meetings, *draft.statements, *draft.positions):
        assert record.why and 0 < record.score < 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60).map(" ".join),
    st.sampled_from([None, "2010", "2010-07", "2010-07-12"]),
)
def test_offsets_always_slice_to_the_quoted_text(text, published):
    """Whatever is pasted, every span of the draft is the text it quotes, and every id is one of the draft's."""
    draft = extract(text, published=published)
    assert all(text[s.start : s.end] == s.text and s.start < s.end for s in spans(draft))
    actors, meetings, statements = (
        {r.id for r in listed} for listed in (draft.actors, draft.meetings, draft.statements)
    )
    assert {s.speaker for s in draft.statements} <= actors | {None}
    assert {p.holder for p in draft.positions} <= actors
    assert {m for s in draft.statements for m in s.about_meetings} <= meetings
    assert {s.repeats for s in draft.statements} <= statements | {None}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=120))
def test_no_text_is_too_odd(text):
    """Any Unicode string has a draft, lone surrogates included."""
    draft = extract(text)
    assert draft.characters == len(text)
    assert all(m.when is None or m.when_from is None or not m.when_from.text.startswith("this") for m in draft.meetings)


@pytest.mark.parametrize(
    "text", ["", " \n ", "|a|b|\n" * 100, "- item\n" * 300, "word " * 400, "1;2;3\n" * 200, "“" * 500]
)
def test_lists_tables_and_rows_of_words_are_no_trouble(text):
    """A text without sentences has few records or none."""
    assert len(extract(text).statements) < 5


def test_nothing_is_proposed_from_a_language_that_cannot_be_read():
    """A note says so."""
    draft = extract(
        "Les délégués de la coalition ont dit que la réunion de Kinshasa n'est pas une solution pour les mineurs de la région."
    )
    assert draft.language == "fr"
    assert draft.notes == ("The text looks French; only English can be read, so nothing was proposed.",)
    assert not draft.actors and not draft.statements


def test_no_date_is_invented_when_the_publication_date_is_unknown():
    """Relative words stay words."""
    draft = extract(STORY.replace("OTTAWA, July 12 - ", ""))
    assert [m.when for m in draft.meetings] == [None]
    assert {s.said_on for s in draft.statements} == {None}


def test_a_learnt_alias_changes_the_next_extraction_and_says_so():
    """What a person wrote as an actor before is that actor."""
    text = "The Highveld Digest reported that Old Faithful rejected the text. Old Faithful said the ban must stay."
    known = Known(
        actors=(
            KnownActor(
                id="7",
                name="Kimberley Process",
                kind="intergovernmental",
                names=("Old Faithful",),
                reference="organisation/kimberley-process",
            ),
        )
    )
    (actor,) = [a for a in extract(text, known=known).actors if a.record == "7"]
    assert actor.name == "Kimberley Process"
    assert "You wrote 'Old Faithful' as 'Kimberley Process' before." in actor.why
    assert not any(a.reference for a in extract(text).actors)


def test_a_rejected_name_is_not_proposed_again():
    """It stays out until the rejection is taken back."""
    assert "Plateau Trust" in {a.name for a in extract(STORY).actors}
    known = Known(rejected_names=frozenset({"plateau trust"}))
    assert "Plateau Trust" not in {a.name for a in extract(STORY, known=known).actors}


def test_two_told_apart_stay_two():
    """Spelling variants are one person unless a person said no."""
    text = "Alan Merten of the Plateau Trust said the talks failed. Allan Merten of the Valley Trust said they did not."
    assert len([a for a in extract(text).actors if a.kind == "person"]) == 1
    known = Known(not_the_same=frozenset({frozenset({"Alan Merten", "Allan Merten"})}))
    assert len([a for a in extract(text, known=known).actors if a.kind == "person"]) == 2


def test_a_learnt_phrase_is_a_position_and_says_so():
    """A corrected reading decides the next one."""
    text = "Ana Ruvo of the Plateau Trust said the ministers should open the eastern gates for the stones of Marange."
    known = Known(phrases=(("open the eastern gates", "marange_exports", "oppose"),))
    (position,) = extract(text, published="2010", known=known).positions
    assert (position.issue, position.stance) == ("marange_exports", "oppose")
    assert position.why.startswith("You read 'open the eastern gates' as oppose")


def test_a_name_that_matching_knows_becomes_the_cases_actor():
    """What services hand in as candidates is used, with its reason."""
    known = Known(actors=(KnownActor(id="9", name="Anna Ruwo", kind="person"),))

    def match(name):
        return [("9", "Anna Ruwo", 0.9, "Spelling differs by two letters.")] if name == "Ana Ruvo" else []

    (actor,) = [a for a in extract(STORY, known=known, match=match).actors if a.record == "9"]
    assert "Spelling differs by two letters." in actor.why


def test_without_the_reference_set_nothing_is_linked():
    """A researcher chooses per case."""
    draft = extract(STORY, published="2010-07-12", known=Known(use_reference=False))
    assert not any(a.reference for a in draft.actors)
    assert not any(m.reference for m in draft.meetings)


def test_partial_facts_are_only_offered():
    """A person must confirm what the reference set is not sure of."""
    draft = extract("Alan Martin of the Plateau Trust said the talks in Kinshasa had failed again.")
    (actor,) = [a for a in draft.actors if a.name == "Alan Martin"]
    assert (actor.reference, actor.maybe) == (None, "person/alan-martin")


def test_parts_of_a_long_text_are_one_draft():
    """Beyond the size that is read at once, the same people stay the same people."""
    text = (STORY + "\nThe road was long and dusty.\n") * 4
    told: list[float] = []
    draft = read(text, published="2010-07-12", progress=lambda share, word: told.append(share), part=700)
    assert len([a for a in draft.actors if a.name == "Ana Ruvo"]) == 1
    assert len(told) > 2 and told[-1] == 1.0
    assert all(text[s.start : s.end] == s.text for s in spans(draft))
