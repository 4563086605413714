"""Finding: words, phrases, beginnings and exclusions over the whole case, narrowed by facets; saved searches."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from kpdesk.domain.changes import Changes
from kpdesk.domain.finding import Criteria, Found, tokens, understood
from kpdesk.domain.records import SavedSearch
from kpdesk.domain.values import fitted, kept_object
from kpdesk.errors import UsageError
from kpdesk.services.hits import exactly, finder, hits_of
from kpdesk.services.pattern_search import PatternFault, matches
from kpdesk.store import queries_find
from kpdesk.store.case import CaseFile

SHOWN = 100
PATTERN_SECONDS, PATTERN_RECORDS = 5.0, 200_000


def find(
    case: CaseFile, wanted: Criteria, *, limit: int = SHOWN, typing: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Found:  # fmt: skip
    """The best hits with the words around them. Odd input is text, never an error.

    Words may hold filters (actor:, issue:, stance:, meeting:, outlet:, tag:, state:, kind:, from:, to:). ``typing``
    takes the last word as a beginning. A regular expression (``wanted.pattern``) is tried for a few seconds in a
    process of its own, which ``stopped`` ends earlier; what was found until then is given, with a note.
    """
    if wanted.pattern and wanted.words:
        return _by_pattern(case, wanted, limit, stopped)
    wanted = understood(wanted)
    words, without = tokens(wanted.words)
    if not words and (without or not wanted.narrowed):
        return Found(hits=(), total=0)
    keys, total = queries_find.find_keys(case, wanted, limit=limit, typing=typing)
    look = finder(words, typing) if words else None
    return Found(hits=tuple(hits_of(case, keys, look)), total=total)


def outlets(case: CaseFile) -> list[str]:
    """Outlets to choose from."""
    return list(queries_find.outlets(case))


def keep_search(case: CaseFile, name: str, wanted: Criteria) -> Changes:
    """Keep a search under a name; one of that name is replaced."""
    name = " ".join(name.split())
    if not name:
        raise UsageError("The search needs a name.", "Write one.")
    with case.unit(f"Kept the search “{name}”") as unit:
        unit.remove_all("saved_search", [s.id for s in unit.all("saved_search", name=name)])
        unit.add(SavedSearch(name=name, criteria=json.dumps(asdict(wanted), ensure_ascii=False)))
    return unit.changes


def forget_search(case: CaseFile, search_id: str) -> Changes:
    """Keep a search no longer."""
    search = case.get("saved_search", search_id)
    if search is None:
        return Changes()
    with case.unit(f"Forgot the search “{search.name}”") as unit:
        unit.remove("saved_search", search_id)
    return unit.changes


def saved(case: CaseFile) -> list[tuple[str, str, Criteria]]:
    """(id, name, criteria) of the searches that were kept."""
    found = [(search.id, search.name, _criteria(search.criteria)) for search in case.all("saved_search")]
    return sorted(found, key=lambda row: row[1].casefold())


def _criteria(kept: str) -> Criteria:
    return Criteria(**fitted(Criteria, kept_object(kept)))


def _by_pattern(case: CaseFile, wanted: Criteria, limit: int, stopped: Callable[[], bool]) -> Found:
    """Try a regular expression text by text, within a time limit."""
    every = queries_find.candidates(case, wanted, limit=PATTERN_RECORDS)
    try:
        result = matches(case, wanted.words, every, seconds=PATTERN_SECONDS, stopped=stopped)
    except PatternFault as fault:
        return Found(hits=(), total=0, note=str(fault))
    shown = list(result.spans)[:limit]
    hits = hits_of(case, shown, exactly({key: result.spans[key] for key in shown}))
    return Found(hits=tuple(hits), total=len(result.spans), note=result.note)
