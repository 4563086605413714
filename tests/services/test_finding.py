"""Finding: the right records, with the words around them and the characters they lead to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpdesk.domain.finding import Criteria
from kpdesk.domain.records import Name, Tag, Tagging
from kpdesk.errors import UsageError
from kpdesk.services import finding, making, review
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_full_case, a_source, a_statement, an_actor, put, text_of


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory):
    """A small case with something of most kinds, read only by these tests."""
    with a_full_case(tmp_path_factory.mktemp("finding")) as case:
        yield case


@pytest.fixture
def own(tmp_path: Path):
    """The same, to be written to."""
    with a_full_case(tmp_path) as case:
        yield case


def kinds(case: CaseFile, words: str = "", typing: bool = False, **facets) -> list[str]:
    return sorted(h.kind for h in finding.find(case, Criteria(words=words, **facets), typing=typing).hits)


def test_a_hit_in_a_text_leads_to_its_characters(full: CaseFile) -> None:
    """Counted in code points behind an emoji, with the words around it."""
    found = finding.find(full, Criteria(words='"were not asked"'))
    (hit,) = found.hits
    assert (hit.kind, found.total) == ("source", 1)
    assert TEXT[hit.start : hit.end] == hit.match == "were not asked"
    assert hit.text_version_id == text_of(full, full.all("source")[0]).id
    assert hit.before.endswith("in Mutare (“we ")
    assert hit.after.startswith("”) agreed.")


def test_a_hit_in_a_statement_leads_to_the_word_in_the_source(full: CaseFile) -> None:
    """Not just to the statement's beginning."""
    found = finding.find(full, Criteria(words="nothing", kinds=("statement",)))
    (hit,) = found.hits
    assert hit.title == "Ana Sithole"
    assert full.text(hit.text_version_id)[hit.start : hit.end] == "nothing" == hit.match


def test_words_beginnings_phrases_and_exclusions(full: CaseFile) -> None:
    """Every word must be there; the last one may be begun while typing."""
    assert kinds(full, "table decided") == ["source", "statement"]
    assert kinds(full, "table windhoek") == ["source"]
    assert kinds(full, "deci") == []
    assert kinds(full, "deci", typing=True) == ["source", "statement"]
    assert kinds(full, "deci*") == ["source", "statement"]
    assert kinds(full, '"table where"') == ["source", "statement"]
    assert kinds(full, '"where table"') == []
    assert kinds(full, "table -monitors") == ["statement"]
    assert kinds(full, "-monitors") == []


def test_case_accents_and_letter_forms_do_not_matter(full: CaseFile) -> None:
    """Café, CAFE and full-width letters find each other, and the match shows what the text has."""
    for words in ("CAFE", "café", "ｃａｆｅ", "Cafe\u0301"):
        (hit,) = finding.find(full, Criteria(words=words)).hits
        assert hit.match == "Café"


def test_actors_and_meetings_lead_to_where_they_are_named(full: CaseFile) -> None:
    """By any of their names."""
    (hit,) = [h for h in finding.find(full, Criteria(words="sithole")).hits if h.kind == "actor"]
    assert full.text(hit.text_version_id)[hit.start : hit.end] == "Ana Sithole"
    (hit,) = finding.find(full, Criteria(words="windhoek", kinds=("meeting",))).hits
    assert full.text(hit.text_version_id)[hit.start : hit.end] == "the meeting in Windhoek"


def test_filters_narrow_with_and_without_words(full: CaseFile) -> None:
    """Typed or chosen."""
    ana = next(a for a in full.all("actor") if a.name == "Ana Sithole")
    issue = full.all("issue")[0]
    assert kinds(full, "actor:sithole") == ["actor", "meeting", "position", "source", "statement"]
    assert kinds(full, actor_id=ana.id) == kinds(full, "actor:sithole")
    assert kinds(full, "table actor:sithole") == ["source", "statement"]
    assert kinds(full, 'issue:"export ban" kind:statement') == ["statement"]
    assert kinds(full, issue_id=issue.id) == ["position", "source", "statement"]
    assert kinds(full, "stance:oppose") == ["position", "source", "statement"]
    assert kinds(full, "stance:support") == []
    assert kinds(full, "meeting:windhoek") == ["actor", "meeting", "source", "statement"]
    assert kinds(full, "outlet:example table") == ["source", "statement"]
    assert kinds(full, "outlet:nowhere table") == []
    assert kinds(full, "from:2011-06 to:2011-06-30") == ["meeting", "position", "source", "statement"]
    assert kinds(full, "from:2012") == []
    assert kinds(full, "actor:nobody table") == []


def test_tags_and_states_are_filters_too(own: CaseFile) -> None:
    """A refused record is found only when asked for."""
    said = own.all("statement")[0]
    tag = put(own, Tag(name="to check"))
    put(own, Tagging(tag_id=tag.id, statement_id=said.id))
    assert kinds(own, 'tag:"to check"') == ["statement"]
    assert kinds(own, tag_id=tag.id) == ["statement"]
    put(own, an_actor(name="Carat Holdings", state="proposed", made_by="m"))
    assert kinds(own, "carat") == ["actor"]
    assert kinds(own, "state:proposed") == ["actor"]
    review.reject(own, [("actor", next(a.id for a in own.all("actor") if a.name == "Carat Holdings"))])
    assert kinds(own, "carat") == []
    assert kinds(own, "carat state:rejected") == ["actor"]
    assert kinds(own, "carat", rejected=True) == ["actor"]


def test_what_changes_is_found_at_once(own: CaseFile) -> None:
    """A new name, a removed text."""
    ana = own.all("actor")[0]
    put(own, Name(actor_id=ana.id, text="Zanele"))
    assert kinds(own, "zanele") == ["actor"]
    making.remove(own, "source", [own.all("source")[0].id])
    assert kinds(own, "windhoek") == ["meeting"]


def test_a_statement_without_a_day_counts_by_its_publication(own: CaseFile) -> None:
    """“From 2013” finds what was printed in 2013."""
    source = a_source(own, text="Printed later.", published="2013-02")
    a_statement(own, source=source, words="", content="Undated words", said_on=None)
    assert kinds(own, "undated from:2013") == ["statement"]
    assert kinds(own, "undated to:2012") == []


def test_totals_count_all_and_pages_are_limited(own: CaseFile) -> None:
    """What is shown is part of what there is."""
    for n in range(12):
        put(own, an_actor(name=f"Carat Holdings {n}"))
    found = finding.find(own, Criteria(words="carat"), limit=5)
    assert (len(found.hits), found.total) == (5, 12)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.one_of(st.sampled_from("\"'*-():^~{}[]\\ aé💎\0ORANDNEAR"), st.characters()), max_size=30),
    typing=st.booleans(),
)
def test_odd_input_is_text_never_an_error(full: CaseFile, words: str, typing: bool) -> None:
    """Whatever is typed, the answer is hits; a hit's characters are its match."""
    for hit in finding.find(full, Criteria(words=words), typing=typing).hits:
        if hit.kind == "source" and hit.start >= 0:
            assert " ".join(full.text(hit.text_version_id)[hit.start : hit.end].split()) == hit.match


def test_searches_are_kept_replaced_and_read_back(own: CaseFile) -> None:
    """With every criterion."""
    wanted = Criteria(words="ban", kinds=("statement",), stance="oppose", named=(("actor", "mtisi"),), since="2011")
    finding.keep_search(own, " Bans ", Criteria(words="old"))
    finding.keep_search(own, "Bans", wanted)
    ((_, name, criteria),) = finding.saved(own)
    assert (name, criteria) == ("Bans", wanted)
    with pytest.raises(UsageError, match="needs a name"):
        finding.keep_search(own, "  ", wanted)


def test_a_regular_expression_is_found_in_the_texts(full: CaseFile) -> None:
    """With its exact place; what cannot be read is told in a note."""
    found = finding.find(full, Criteria(words=r"ca\wé|\bnot\s+travel", pattern=True))
    (hit,) = found.hits
    assert hit.match == "not travel"
    assert full.text(hit.text_version_id)[hit.start : hit.end] == "not travel"
    note = finding.find(full, Criteria(words="(", pattern=True)).note
    assert note.startswith("This regular expression cannot be read: missing )")
    assert finding.find(full, Criteria(words=r"\bnot\s+travel", pattern=True, outlet="Other")).total == 0


def test_outlets_are_listed_once(own: CaseFile) -> None:
    """For the filter's completion."""
    put(own, replace(own.all("source")[0], id="another"))
    assert finding.outlets(own) == ["The Example"]
