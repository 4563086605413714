"""The command ``brief``: words in, one briefing or one for each, and a note in the case of what was made."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kpdesk.domain.dates import parse_date
from kpdesk.domain.values import kept_object
from kpdesk.errors import CaseFileError, PassphraseNeeded, UsageError

if TYPE_CHECKING:
    from kpdesk.store.case import CaseFile

# Imports of services lie inside the commands, as in kpdesk.commands.


def run_brief(given: Namespace) -> int:
    with _few_searches_for_garbage():
        return _run_brief(given)


@contextmanager
def _few_searches_for_garbage() -> Iterator[None]:
    """By default some 500 searches for garbage run while modules load, and find none."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _run_brief(given: Namespace) -> int:
    from kpdesk.services import briefing

    if given.kind in ("actor", "meeting", "issue") and not (given.of or given.each):
        raise UsageError(f"A briefing of this kind is of one {given.kind}.", "Add --of NAME, or --each for all.")
    how: dict[str, Any] = {"date": given.date, "force": given.force, "keep": not given.no_trace}
    with given.passphrases.unlock(given.casefile.name, lambda passphrase: _case(given, passphrase)) as case:
        how["choices"] = _choices(given, case)
        if given.each:
            paths = briefing.each(case, given.kind, given.out, _tell, suffix=f".{given.form}", **how)
        else:
            paths = [briefing.make(case, given.kind, of=given.of, out=given.out, **how)]
    for path in paths:
        print(f"Wrote {path}")
    return 0


def _case(given: Namespace, passphrase: str | None) -> CaseFile:
    """The case, to be written to unless no trace is wanted; for reading where another holds it."""
    from kpdesk.services import cases

    if not given.no_trace:
        try:
            return cases.open_case(given.casefile, passphrase=passphrase)
        except PassphraseNeeded:
            raise
        except CaseFileError as fault:
            case = cases.open_case(given.casefile, read_only=True, passphrase=passphrase)
            print(f"kpdesk: not noted in the case as made: {fault.message}", file=sys.stderr)
            return case
    return cases.open_case(given.casefile, read_only=True, passphrase=passphrase)


def _choices(given: Namespace, case: CaseFile) -> dict[str, Any]:
    """What the words of the command choose, over what the template keeps."""
    from kpdesk.services import briefing_memory
    from kpdesk.services.briefing_choices import SECTIONS

    chosen: dict[str, Any] = {}
    if given.template:
        kept = briefing_memory.templates(case, given.kind)
        template = next((t for t in kept if t.name.casefold() == given.template.casefold()), None)
        if template is None:
            names = ", ".join(f"“{t.name}”" for t in kept)
            hint = f"There is {names}." if names else "The window keeps one: Briefings, “Keep as a template…”."
            raise UsageError(f"The case keeps no template “{given.template}” of this kind.", hint)
        chosen = kept_object(template.choices)
    sections = [word.strip() for word in (given.sections or "").split(",") if word.strip()]
    unknown = next((word for word in sections if word not in SECTIONS[given.kind]), None)
    if unknown:
        raise UsageError(f"“{unknown}” is no section of this kind.", f"There are {', '.join(SECTIONS[given.kind])}.")
    words = {
        "sections": sections, "unreviewed": (given.unreviewed or "").replace("-", "_"), "view": given.view, "issues": given.issue,
        "start": given.start and parse_date(given.start), "end": given.end and parse_date(given.end),
        "title": given.title, "summary": given.summary, "quotation": given.quotation, "citations": given.citations,
    }  # fmt: skip
    return chosen | {name: value for name, value in words.items() if value}


def _tell(share: float, name: str) -> None:
    if sys.stderr.isatty() and name:
        print(f"{share:4.0%}  {name}", file=sys.stderr)
