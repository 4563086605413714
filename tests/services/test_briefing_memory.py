"""What changed since the last briefing, and templates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpdesk.domain.report import sentences_of
from kpdesk.errors import UsageError
from kpdesk.services import briefing, history
from kpdesk.services import briefing_memory as memory
from kpdesk.services.briefing_choices import Choices
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, a_statement

SINCE = {"sections": ["since", "events"]}


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


def since(case: CaseFile) -> list[str]:
    section = next(s for s in briefing.compose(case, "chronology", choices=SINCE).report.sections if s.key == "since")
    return [s.text for b in section.blocks for s in sentences_of(b)]


def test_the_first_of_a_kind_says_that_it_is_the_first(case: CaseFile) -> None:
    """There is nothing to compare with."""
    assert since(case) == ["This is the first briefing of this kind that the case remembers."]


def test_new_changed_and_gone_records_are_told(case: CaseFile, tmp_path: Path) -> None:
    """Since the last one of this kind and subject; another kind does not count."""
    briefing.make(case, "chronology", out=tmp_path / "a.md", choices=SINCE)
    assert since(case)[0].startswith("Nothing changed since the briefing of ")
    (old,) = case.all("statement")
    (participation,) = case.all("participation")
    a_statement(case, speaker=case.all("actor", name="Ana Sithole")[0], words="we were not asked", said_on="2011-06-19")
    with case.unit("change") as unit:
        unit.put(replace(old, told_to="reporters"))
        unit.remove("participation", participation.id)
    briefing.make(case, "issue", of="export-ban", out=tmp_path / "b.md")
    lines = since(case)
    assert lines[0].endswith(": 1 new, 1 changed, 1 no longer in it.")
    assert any(line.startswith("New: Ana Sithole said: we were not asked") for line in lines)
    assert any(line.startswith("Changed: Ana Sithole told reporters: We cannot sit") for line in lines)


def test_a_template_is_kept_replaced_and_removed(case: CaseFile) -> None:
    """One name, one template of a kind; undo brings it back."""
    memory.keep_template(case, " For  the minister ", "actor", Choices(title="A"))
    memory.keep_template(case, "for the Minister", "actor", Choices(title="B"))
    memory.keep_template(case, "For the minister", "issue", Choices())
    (template,) = memory.templates(case, "actor")
    assert memory.choices_of(template).title == "B" and len(memory.templates(case)) == 2
    memory.remove_template(case, template.id)
    assert memory.templates(case, "actor") == []
    history.undo(case)
    assert len(memory.templates(case, "actor")) == 1


def test_a_template_needs_a_name_and_a_kind(case: CaseFile) -> None:
    """Told in words."""
    with pytest.raises(UsageError, match="needs a name"):
        memory.keep_template(case, "  ", "actor", Choices())
    with pytest.raises(UsageError, match="no kind of briefing"):
        memory.keep_template(case, "A", "poem", Choices())
    with pytest.raises(UsageError, match="no longer in the case"):
        memory.remove_template(case, "nothing")
