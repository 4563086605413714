"""The whole way without a window: paste, decide, take back, find, correct, brief; and what decisions teach the next text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.domain.finding import Criteria
from kpdesk.domain.queue import QueueFilter
from kpdesk.extract import pipeline
from kpdesk.services import (
    briefing,
    capture,
    cases,
    checking,
    finding,
    history,
    learning,
    lookup,
    merging,
    queue,
    reanchoring,
    review,
)
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, fingerprint, put

pytestmark = pytest.mark.skipif(not pipeline.is_available(), reason="the language model is not built yet")

FIRST = (
    "Tendai Moyo, director of the Mutare Diamond Forum, said monitors should return to Marange. "
    "Researcher Petra Lind told reporters that the export ban must stay.\n\n"
    "“We will not sit at a table where nothing is decided,” Moyo said of the meeting this month in Kinshasa.\n"
)
LATER = (
    "Tendayi Moyo told reporters that the Mutare Diamond Forum keeps its distance from the sale of Marange diamonds.\n"
)


@pytest.fixture
def case(tmp_path: Path):
    with cases.create(tmp_path / "story", name="A story") as case:
        yield case


def read(case: CaseFile, text: str) -> str:
    """Take a text in and let it be read; the id of its source."""
    added = capture.add_paste(case, text, published="2011-11", outlet="The Example")
    capture.read_and_propose(case, added.source_id)
    return added.source_id


def named(case: CaseFile, name: str):
    (actor,) = case.all("actor", name=name)
    return actor


def speakers(case: CaseFile, source_id: str) -> list[str]:
    return [case.get("actor", s.speaker_id).name for s in case.all("statement", source_id=source_id) if s.speaker_id]


def test_from_a_pasted_article_to_a_briefing(case: CaseFile, tmp_path: Path) -> None:
    """Every step through the services, everything still there after closing, nothing found by the check."""
    source_id = read(case, FIRST)
    keys = [(k.kind, k.record_id) for k in queue.keys(case, QueueFilter(source_id=source_id))]
    assert len(keys) == lookup.undecided(case, source_id) + len(
        [k for k in keys if k[0] in ("affiliation", "participation")]
    )
    before = fingerprint(case)
    review.accept(case, keys)
    assert lookup.undecided(case) == 0
    history.undo(case)
    assert fingerprint(case) == before
    history.redo(case)
    (hit,) = finding.find(case, Criteria(words='"where nothing is decided"', kinds=("statement",))).hits
    assert case.text(hit.text_version_id)[hit.start : hit.end] == "where nothing is decided"
    report = reanchoring.correct_text(case, source_id, "CORRECTED 💎\n" + FIRST)
    assert report.count("moved") == len(report.fates) > 5
    out = briefing.make(case, "chronology", out=tmp_path / "brief.md", date="2026-11-23")
    words = out.read_text("utf-8")
    assert "We will not sit at a table where nothing is decided" in words
    assert "Tendai Moyo" in words
    path, accepted = case.path, case.count("statement", state="accepted")
    assert accepted >= 3
    case.close()
    assert checking.check_file(path).ok
    with CaseFile.open(path, read_only=True) as again:
        assert again.count("statement", state="accepted") == accepted


def test_a_refused_actor_is_not_proposed_from_the_next_text(case: CaseFile) -> None:
    """Until the refusal is taken back."""
    read(case, FIRST)
    refusal = review.reject(case, [("actor", named(case, "Petra Lind").id)])
    source = read(case, "Petra Lind said the mines are closed to monitors.")
    assert named(case, "Petra Lind").state == "rejected"
    assert "Petra Lind" not in speakers(case, source)
    history.take_back(case, refusal.seq)
    other = read(case, "Petra Lind said the talks had failed again.")
    assert speakers(case, other) == ["Petra Lind"]


def test_a_merge_decides_who_speaks_in_the_next_text(case: CaseFile) -> None:
    """The other name means the actor that is left."""
    lind, other = put(case, an_actor(name="Petra Lind")), put(case, an_actor(name="Petronella Okonkwo"))
    merging.merge(case, lind.id, other.id)
    assert speakers(case, read(case, "Petronella Okonkwo told reporters that the ban must stay.")) == ["Petra Lind"]


def test_look_alikes_are_one_until_they_are_told_apart(case: CaseFile) -> None:
    """One letter more is a misspelling, unless a person said otherwise."""
    read(case, FIRST)
    assert speakers(case, read(case, LATER)) == ["Tendai Moyo"]


def test_actors_told_apart_stay_apart_in_the_next_text(case: CaseFile) -> None:
    """Each name its own actor."""
    one, other = put(case, an_actor(name="Tendai Moyo")), put(case, an_actor(name="Tendayi Moyo"))
    merging.not_the_same(case, one.id, other.id)
    assert speakers(case, read(case, LATER)) == ["Tendayi Moyo"]
    assert case.count("name", actor_id=one.id) == 0


def test_a_taught_name_is_recognised(case: CaseFile) -> None:
    """An acronym that the text does not explain."""
    forum = put(case, an_actor(name="Mutare Diamond Forum", kind="ngo"))
    learning.teach_name(case, forum.id, "MUDIFO", kind="acronym")
    assert speakers(case, read(case, "MUDIFO said that monitors should return to the fields.")) == [
        "Mutare Diamond Forum"
    ]


def test_a_taught_phrase_decides_the_stance_until_it_is_withdrawn(case: CaseFile) -> None:
    """The same words are read the person's way, and say so."""
    (issue,) = case.all("issue", key="marange_exports")
    learning.teach_phrase(case, "keeps its distance from", issue.id, "mixed")
    source = read(case, LATER)
    (position,) = case.all("position", source_id=source)
    assert position.stance == "mixed"
    assert "keeps its distance from" in position.why
    (phrase,) = case.all("learnt_phrase")
    learning.withdraw(case, phrase.id)
    capture.read_and_propose(case, source)
    (position,) = case.all("position", source_id=source)
    assert position.stance == "oppose"
