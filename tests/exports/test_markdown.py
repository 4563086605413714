"""Markdown: structure is ours, words are words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.exports.markdown import as_markdown, escaped
from tests.exports.report_samples import every_block, hostile_report, report


def test_headings_notes_and_tables_are_markdown() -> None:
    """Each note is referred to once and stands once."""
    text = as_markdown(report(*every_block()))
    assert text.startswith("# Marange\n") and "\n## What happened\n" in text and "| --- | --- |" in text
    assert sorted(re.findall(r"^\[\^(\d+)\]: ", text, re.M)) == sorted(set(re.findall(r"\[\^(\d+)\](?!:)", text)))


@given(st.text(st.characters(), max_size=80))
def test_escaped_text_holds_no_live_mark(text: str) -> None:
    """Every special sign is preceded by a backslash; taking the backslashes out gives the text back."""
    shown = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|~$]", shown)
    as_markdown(hostile_report(text)).encode("utf-8")


def test_addresses_in_words_do_not_become_links() -> None:
    """Only the citation's own address is one."""
    assert "https:" not in escaped("see https://evil.example") and "www." not in escaped("www.evil.example")
    assert escaped("1. not a list") == "1\\. not a list" and escaped("- nor this") == "\\- nor this"
