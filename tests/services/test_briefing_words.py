"""Records into sentences that name who says it and rest on characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kpdesk.domain.records import Affiliation, Echo
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_words import Words, date_key, shown
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import material
from tests.builders import a_case, a_full_case, a_position, a_source, a_statement, an_actor, an_anchor, put


def words(case: CaseFile, **choices: Any) -> Words:
    return Words(case, material(case), Choices(**choices))


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


def test_a_quotation_names_speaker_words_and_exact_characters(case: CaseFile) -> None:
    """The characters of the note are those of the text."""
    w = words(case)
    (statement,) = w.found.statements.values()
    sentence = w.statement(statement)
    (evidence,) = sentence.evidence
    version = case.all("text_version")[0]
    assert case.text(version.id)[evidence.start : evidence.end] == evidence.quotation == statement.content
    assert evidence.speaker == "Ana Sithole" and evidence.said_on == "2011-06" and evidence.published == "2011-06-18"
    assert sentence.text.startswith("Ana Sithole said: We cannot sit") and sentence.quoted and sentence.reviewed


def test_reported_words_are_not_passed_off_as_the_speakers(tmp_path: Path) -> None:
    """An outlet's words are called its own, in another style than a quotation."""
    with a_case(tmp_path) as case:
        statement = a_statement(case, mode="indirect", told_to="VOA", words="monitors would not travel")
        sentence = words(case).statement(statement)
        assert sentence.text == "Ana Sithole, speaking to VOA, in the words of The Example: monitors would not travel."
        assert [r.style for r in sentence.runs if "monitors" in r.text] == ["report"]


def test_a_claimed_position_says_who_claims_it(case: CaseFile) -> None:
    """The holder is not made to say what another says of it."""
    w = words(case)
    assert w.position(w.found.positions[0]).text == "Government of Examplia opposes Export ban, says Ana Sithole."


def test_a_position_without_own_anchors_rests_on_its_statements(tmp_path: Path) -> None:
    """Evidence is never empty where there is any."""
    with a_case(tmp_path) as case:
        said = a_statement(case)
        position = a_position(case, statement=said)
        with case.unit("take the anchors away") as unit:
            unit.remove_all("anchor", [a.id for a in case.all("anchor", position_id=position.id)])
        (evidence,) = words(case).position(position).evidence
        assert evidence.quotation == said.content


def test_a_role_is_told_once_with_what_says_so(tmp_path: Path) -> None:
    """At the first mention only."""
    with a_case(tmp_path) as case:
        source = a_source(case)
        ana, body = put(case, an_actor()), put(case, an_actor(name="Diamond Watch Coalition", kind="ngo"))
        role = put(case, Affiliation(member_id=ana.id, of_id=body.id, role="coordinator"))
        put(case, an_anchor(case, source, "coordinator of the Diamond Watch Coalition", affiliation_id=role.id))
        statement = a_statement(case, source=source, speaker=ana)
        w = words(case)
        first, second = w.statement(statement), w.statement(statement)
        assert "Ana Sithole (coordinator, Diamond Watch Coalition) said" in first.text
        assert first.evidence[-1].quotation == "coordinator of the Diamond Watch Coalition"
        assert "coordinator" not in second.text


def test_unreviewed_records_are_left_out_and_counted_or_marked(tmp_path: Path) -> None:
    """Nothing unreviewed slips in unmarked."""
    with a_case(tmp_path) as case:
        statement = a_statement(case, state="proposed")
        strict, open_ = words(case), words(case, unreviewed="mark")
        assert not strict.takes(statement) and strict.left_out == {("statement", statement.id)}
        assert open_.takes(statement) and not open_.statement(statement).reviewed


def test_the_same_words_in_another_outlet_are_cited_too(tmp_path: Path) -> None:
    """An echo is one more place, not one more statement."""
    with a_case(tmp_path) as case:
        statement = a_statement(case)
        other = a_source(
            case, title="Printed again", outlet="Other Wire", text="“We cannot sit at a table,” she said again."
        )
        echo = put(case, Echo(statement_id=statement.id, source_id=other.id))
        put(case, an_anchor(case, other, "We cannot sit at a table", echo_id=echo.id, role="content"))
        assert [e.outlet for e in words(case).said(statement)] == ["The Example", "Other Wire"]


def test_a_short_quotation_leaves_the_whole_to_the_note(tmp_path: Path) -> None:
    """The note then holds all of it."""
    with a_case(tmp_path) as case:
        long = "word " * 60
        source = a_source(case, text=f"“{long}end,” she said.")
        statement = a_statement(case, source=source, words=f"{long}end,")
        sentence = words(case, quotation="short").statement(statement)
        assert sentence.text.endswith("word …") and not sentence.quoted
        assert sentence.evidence[0].quotation.endswith("end,")


def test_a_span_takes_what_can_fall_into_it(case: CaseFile) -> None:
    """A month that overlaps is in; no date is in only where no span is chosen."""
    w = words(case, start="2011-06-15", end="2011-06-30")
    assert w.within("2011-06") and not w.within("2011-07") and not w.within(None) and w.within(None, "2011")
    assert words(case).within(None)


def test_dates_sort_by_their_first_day_and_what_has_none_comes_last() -> None:
    """A year before its months; what is no date after all dates."""
    values = ["2011-06-20", None, "2011-06", "2010", "soon"]
    assert sorted(values, key=lambda v: date_key(v)) == ["2010", "2011-06", "2011-06-20", None, "soon"]
    assert shown("2011-06") == "June 2011" and shown(None) == "no date" and shown("soon") == "soon"


def test_reported_speech_is_told_in_the_sources_own_words_and_traced_to_them(tmp_path: Path) -> None:
    """From the verb on; the note gives exactly these characters."""
    with a_case(tmp_path) as case:
        source = a_source(case)
        statement = a_statement(
            case, source=source, mode="indirect", told_to="reporters", words="monitors would not travel"
        )
        for role, said in (("speaker", "Ana Sithole"), ("cue", "told")):
            put(case, an_anchor(case, source, said, statement_id=statement.id, role=role))
        w = words(case)
        sentence = w.statement(statement)
        assert sentence.text == "Ana Sithole told reporters that monitors would not travel."
        assert [r.style for r in sentence.runs[1:]] == ["plain", "report", "plain"]
        (evidence,) = sentence.evidence
        text = case.text(case.all("text_version")[0].id)
        assert (
            text[evidence.start : evidence.end] == evidence.quotation == "told reporters that monitors would not travel"
        )
        (whole,) = w.said(statement, whole=True)
        assert (
            whole.quotation.startswith("Ana Sithole, coordinator") and text[whole.start : whole.end] == whole.quotation
        )
