"""Errors for people: what happened, what to do, and the exit code that the command line returns."""

from __future__ import annotations

import pytest

from kpdesk import errors


def test_message_and_hint_read_as_sentences() -> None:
    """Both together, or the message alone."""
    assert str(errors.KpdeskError("It broke.", "Mend it.")) == "It broke. Mend it."
    assert str(errors.KpdeskError("It broke.")) == "It broke."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.KpdeskError, 1), (errors.UsageError, 2), (errors.CaseFileError, 3), (errors.ReadOnlyError, 3),
        (errors.PassphraseNeeded, 3), (errors.AlreadyOpen, 3), (errors.DamagedError, 3), (errors.ConflictError, 1),
        (errors.TextError, 1),
    ],
)  # fmt: skip
def test_every_kind_has_its_exit_code(kind: type[errors.KpdeskError], code: int) -> None:
    """0 done, 1 findings, 2 usage, 3 the file cannot be used."""
    assert kind("x").exit_code == code
