"""The fields of forms are fields of records."""

from __future__ import annotations

from dataclasses import fields

from kpdesk.desktop.forms.specs import SPECS, WORDS
from kpdesk.domain.records import BY_KIND
from kpdesk.domain.vocabulary import ALLOWED


def test_every_field_is_one_of_its_record() -> None:
    """A renamed column is noticed here."""
    for kind, specs in SPECS.items():
        names = {f.name: f for f in fields(BY_KIND[kind])}
        assert {s.name for s in specs} <= set(names)
        for spec in specs:
            if spec.editor in ("actor", "meeting", "issue"):
                assert names[spec.name].metadata["to"] == spec.editor
            if (kind, spec.name) in ALLOWED:
                assert spec.editor == "choice" and spec.choices(kind)


def test_every_form_has_a_word_for_its_record() -> None:
    """Never the table's name."""
    assert set(SPECS) == set(WORDS)
