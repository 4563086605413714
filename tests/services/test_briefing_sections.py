"""The sections of the five kinds, as plain records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.domain.records import AgendaItem, Outcome, StatementMeeting
from kpdesk.domain.report import Entry, Facts, Quotation, Subheading, Table, sentences_of
from kpdesk.services import briefing_sections as sections
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_scope import Scope, find_scope
from kpdesk.services.briefing_words import Words
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import material
from tests.builders import (
    a_case,
    a_full_case,
    a_meeting,
    a_participation,
    a_position,
    a_statement,
    an_actor,
    an_anchor,
    an_issue,
    put,
)


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


def setup(case: CaseFile, kind: str, of: str | None = None, **choices: object) -> tuple[Words, Scope]:
    found = material(case)
    return Words(case, found, Choices(**choices)), find_scope(found, kind, of)  # type: ignore[arg-type]


def told(blocks: list) -> list[str]:
    return [s.text for b in blocks for s in sentences_of(b)]


def test_a_chronology_runs_by_year_with_meetings_before_words(case: CaseFile) -> None:
    """A heading for the year, the meeting of that month, then what was said."""
    blocks = sections.events(*setup(case, "chronology"))
    assert [type(b) for b in blocks] == [Subheading, Entry, Entry]
    assert blocks[0] == Subheading(text="2011")
    assert (
        isinstance(blocks[1], Entry)
        and blocks[1].heading == "Intersessional, Windhoek"
        and blocks[1].when == "June 2011"
    )
    assert told(blocks)[0] == "Ana Sithole planned to boycott the meeting."


def test_those_who_did_the_same_share_a_sentence_with_a_note_after_each_name(case: CaseFile) -> None:
    """It reads as prose, and each name still leads to its own characters."""
    (meeting,) = case.all("meeting")
    (source,) = case.all("source")
    for name in ("Angola", "Botswana", "Canada"):
        there = a_participation(case, meeting=meeting, actor=put(case, an_actor(name=name)), how="attended")
        put(case, an_anchor(case, source, "monitors", participation_id=there.id))
    sentences = sections.meeting_entry(setup(case, "chronology")[0], meeting).sentences
    assert [s.text for s in sentences[:3]] == ["Angola,", "Botswana,", "and Canada attended."]
    assert [(bool(s.evidence), s.part) for s in sentences[:3]] == [(True, True), (True, True), (True, False)]


def test_what_is_not_reviewed_stands_in_a_sentence_of_its_own(case: CaseFile) -> None:
    """The mark at its end is true of all of it, and of nothing else."""
    (meeting,) = case.all("meeting")
    for name, state in (("Angola", "accepted"), ("Botswana", "proposed"), ("Canada", "proposed")):
        a_participation(case, meeting=meeting, actor=put(case, an_actor(name=name)), how="attended", state=state)
    w, _ = setup(case, "chronology", unreviewed="mark")
    sentences = sections.meeting_entry(w, meeting).sentences[:3]
    assert [(s.text, s.reviewed) for s in sentences] == [
        ("Angola attended.", True), ("Botswana", False), ("and Canada attended.", False),
    ]  # fmt: skip


def test_a_meeting_of_which_nothing_is_known_claims_nothing(tmp_path: Path) -> None:
    """That it was held where it was to be is not claimed; its chair is told where it is known."""
    with a_case(tmp_path) as case:
        meeting = put(case, a_meeting(name="Talks, June 2011", start="2011-06", place="Windhoek"))
        w, _ = setup(case, "chronology")
        entry = sections.meeting_entry(w, meeting)
        assert (entry.when, entry.heading) == ("June 2011", "Talks, Windhoek")
        assert told([entry]) == ["The sources name nobody who took part."]
        chair = put(case, an_actor(name="Ana Sithole"))
        w, _ = setup(case, "chronology")
        assert told([sections.meeting_entry(w, replace(meeting, chair_id=chair.id))]) == ["Chaired by Ana Sithole."]


def test_a_chronology_tells_what_came_of_a_meeting(case: CaseFile) -> None:
    """By each account, of each item."""
    (meeting,) = case.all("meeting")
    item = put(case, AgendaItem(meeting_id=meeting.id, title="Export ban"))
    put(case, Outcome(agenda_item_id=item.id, result="none", claimant_id=put(case, an_actor(name="Angola")).id))
    entry = sections.meeting_entry(setup(case, "chronology")[0], meeting)
    assert entry.sentences[-1].text == "Export ban: no outcome, says Angola."


def test_a_meeting_brief_tells_only_the_moves_over_that_meeting(case: CaseFile) -> None:
    """Who changed sides years later is no matter of this meeting."""
    holder, issue = put(case, an_actor(name="Examplia")), put(case, an_issue(label="Trade"))
    for stance, day in (("oppose", "2010"), ("support", "2011-07"), ("oppose", "2016")):
        a_position(case, holder=holder, issue=issue, stance=stance, as_of=day)
    (moved,) = sections.moved(*setup(case, "meeting", case.all("meeting")[0].id))
    assert told([moved])[0].endswith("between 2010 and July 2011.")


def test_a_statement_without_a_date_stands_under_that_of_its_source(tmp_path: Path) -> None:
    """And says so."""
    with a_case(tmp_path) as case:
        a_statement(case, said_on=None)
        (_, entry) = sections.events(*setup(case, "chronology"))
        assert isinstance(entry, Entry) and (entry.when, entry.when_note) == ("18 June 2011", "pub.")


def test_a_meeting_brief_parts_run_up_at_and_about(case: CaseFile) -> None:
    """Each statement stands once."""
    (meeting,) = case.all("meeting")
    at = a_statement(case, said_at_id=meeting.id)
    about = a_statement(case)
    put(
        case,
        StatementMeeting(statement_id=about.id, meeting_id=meeting.id),
        StatementMeeting(statement_id=at.id, meeting_id=meeting.id),
    )
    w, scope = setup(case, "meeting", "Intersessional, Windhoek")
    assert [len(fn(w, scope)) for fn in (sections.run_up, sections.said_at, sections.said_about)] == [1, 1, 1]


def test_who_was_there_is_in_order_of_part_played(case: CaseFile) -> None:
    """Chair, host, those who came, those who left."""
    (meeting,) = case.all("meeting")
    for how, name in (("walked_out", "B"), ("chaired", "C"), ("attended", "A")):
        a_participation(case, meeting=meeting, actor=put(case, an_actor(name=name)), how=how)
    lines = told(sections.who(*setup(case, "meeting", meeting.id)))
    assert lines == [
        "C chaired the meeting.",
        "A attended.",
        "B walked out.",
        "Ana Sithole planned to boycott the meeting.",
    ]


def test_accounts_of_one_outcome_stand_side_by_side(case: CaseFile) -> None:
    """Each with its claimant; an item without any says so."""
    (meeting,), (issue,) = case.all("meeting"), case.all("issue")
    item = put(case, AgendaItem(meeting_id=meeting.id, issue_id=issue.id))
    put(case, AgendaItem(meeting_id=meeting.id, title="Any other business", ordinal=1))
    chair = put(case, an_actor(name="The chair"))
    put(case, Outcome(agenda_item_id=item.id, result="adopted", claimant_id=chair.id))
    put(case, Outcome(agenda_item_id=item.id, result="none", note="no text was agreed"))
    assert told(sections.agenda(*setup(case, "meeting", meeting.id))) == [
        "Adopted, says The chair.", "No outcome (no text was agreed).", "No account of an outcome.",
    ]  # fmt: skip


def test_who_stands_where_says_by_whose_account(case: CaseFile) -> None:
    """A column less where the briefing is of that issue; the stance in words beside its sign."""
    (table,) = sections.stands(*setup(case, "issue", "Export ban"))
    assert isinstance(table, Table) and table.head == ("Holder", "Stance", "As of", "Whose account")
    assert [c.text.replace("\u00a0", " ") for c in table.rows[0]] == [
        "Government of Examplia", "▼ Oppose", "June 2011", "Ana Sithole",
    ]  # fmt: skip
    assert table.rows[0][1].evidence


def test_a_move_names_both_stances_and_both_dates(tmp_path: Path) -> None:
    """With evidence for each end."""
    with a_case(tmp_path) as case:
        holder, issue = put(case, an_actor(name="Examplia")), put(case, an_issue(label="Export ban"))
        a_position(case, holder=holder, issue=issue, stance="oppose", as_of="2010-11")
        a_position(case, holder=holder, issue=issue, stance="support", as_of="2011-06-23")
        (entry,) = sections.moved(*setup(case, "chronology"))
        assert told([entry]) == [
            "Examplia moved from opposition to support on Export ban, between November 2010 and 23 June 2011."
        ]
        assert len(next(sentences_of(entry)).evidence) == 2


def test_an_actor_page_begins_with_what_it_is(case: CaseFile) -> None:
    """Kind, country in words, other names."""
    put(case, an_actor(name="Zed", country="ZW", kind="ngo"))
    (facts,) = sections.actor_glance(*setup(case, "actor", "Zed"))
    assert isinstance(facts, Facts) and [(k, v[0].text) for k, v in facts.rows] == [
        ("Kind", "NGO"),
        ("Country", "Zimbabwe"),
    ]
    assert sections.country_name("QQ") == "QQ"


def test_a_quotation_sheet_groups_by_speaker(case: CaseFile) -> None:
    """Each quotation with who, when, and whether the words are the outlet's."""
    a_statement(case, speaker_id=None, mode="indirect")
    blocks = sections.quotations(*setup(case, "quotations"))
    assert [b.text for b in blocks if isinstance(b, Subheading)] == ["Ana Sithole", "Somebody not named"]
    by = [b.by for b in blocks if isinstance(b, Quotation)]
    assert by == ["Ana Sithole", "Somebody not named, in the words of The Example"]


def test_a_quotation_sheet_of_a_meeting_holds_only_its_words(case: CaseFile) -> None:
    """What was said of other things stays out."""
    a_statement(case, said_on="2010")
    blocks = sections.quotations(*setup(case, "quotations", "Intersessional, Windhoek"))
    assert len([b for b in blocks if isinstance(b, Quotation)]) == 1
