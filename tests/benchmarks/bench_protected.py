"""A plain case and the same one with a pass-phrase, measured turn by turn in one run: what encryption costs the desk.

``ratio`` is that of the sums of the warm figures (lists, searches, a decision, a merge and its undo); ``open_more_s``
is how much longer opening takes, which is the derivation of the key.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kpdesk.domain.finding import Criteria
from kpdesk.domain.listing import LISTS, ListQuery
from kpdesk.services import cases, finding, history, lookup, merging, review
from kpdesk.store.case import CaseFile
from kpdesk.store.engine import connect
from kpdesk.store.protection import Key, export
from tests.benchmarks.big_case import big_case
from tests.proposals import an_article

PASSPHRASE = "five words that do not belong"
RUNS = 7
SEARCHES = ("mon", "monitors exp", '"monitors exports"', "sithole", "ban stance:oppose from:2010")
Deed = Callable[[], object]


def measure() -> dict[str, tuple[float, str]]:
    """Medians of each deed on both kinds, their sums and the ratio."""
    paths = {"plain": big_case(), "protected": _protected(big_case())}
    keys = {"plain": None, "protected": PASSPHRASE}
    with tempfile.TemporaryDirectory(dir=big_case().parent) as folder:
        copies = {kind: _copied(path, Path(folder) / f"{kind}.kpdesk") for kind, path in paths.items()}
        opened = {kind: statistics.median(_open(copies[kind], keys[kind]) for _ in range(RUNS)) for kind in copies}
        work = {kind: cases.open_case(path, passphrase=keys[kind]) for kind, path in copies.items()}
        deeds = {kind: _deeds(case) for kind, case in work.items()}
        medians = {name: _turn_by_turn({kind: deeds[kind][name] for kind in deeds}) for name in deeds["plain"]}
        for case in work.values():
            case.close()
    figures = {f"{name}_{kind}_s": (s, "s") for name, by_kind in medians.items() for kind, s in by_kind.items()}
    sums = {kind: sum(by_kind[kind] for by_kind in medians.values()) for kind in copies}
    figures |= {f"sum_{kind}_s": (total, "s") for kind, total in sums.items()}
    figures |= {f"open_{kind}_s": (s, "s") for kind, s in opened.items()}
    return figures | {
        "open_more_s": (opened["protected"] - opened["plain"], "s"),
        "ratio": (sums["protected"] / sums["plain"], "times"),
    }


def _protected(plain: Path) -> Path:
    """The same case encrypted; made once and kept beside it."""
    path = plain.with_name(f"protected-{plain.name}")
    if not path.exists() or path.stat().st_mtime < plain.stat().st_mtime:
        path.unlink(missing_ok=True)
        part = path.with_suffix(".making")
        part.unlink(missing_ok=True)
        connection = connect(plain)
        export(connection, part, Key.fresh(PASSPHRASE))
        connection.close()
        part.rename(path)
    return path


def _copied(path: Path, target: Path) -> Path:
    target.write_bytes(path.read_bytes())
    return target


def _open(path: Path, passphrase: str | None) -> float:
    begin = time.perf_counter()
    case = cases.open_case(path, passphrase=passphrase)
    lookup.page(case, ListQuery(kind="sources"))
    lookup.undecided(case)
    done = time.perf_counter() - begin
    case.close()
    return done


def _deeds(case: CaseFile) -> dict[str, Deed]:
    issue = case.all("issue")[0]
    articles = iter([an_article(case, issue, n) for n in range(RUNS + 2)])
    busy = case.all("statement", source_id=case.all("source")[0].id)[0].speaker_id
    other = next(a for a in case.all("actor") if a.id != busy)
    assert busy is not None

    def lists() -> None:
        for kind in LISTS:
            lookup.page(case, ListQuery(kind=kind))
            lookup.page(case, ListQuery(kind=kind, words="monitors"))

    def searches() -> None:
        for words in SEARCHES:
            finding.find(case, Criteria(words=words), typing=True)

    def decision() -> None:
        review.accept(case, [("statement", next(articles).said.id)])

    def merge() -> None:
        merging.merge(case, other.id, busy)
        history.undo(case)

    return {"lists": lists, "searches": searches, "decision": decision, "merge_and_undo": merge}


def _turn_by_turn(deed: dict[str, Deed]) -> dict[str, float]:
    """Medians of both kinds; the first turn warms up, and what else the computer does falls on both alike."""
    times: dict[str, list[float]] = {kind: [] for kind in deed}
    for _ in range(RUNS + 1):
        for kind, do in deed.items():
            begin = time.perf_counter()
            do()
            times[kind].append(time.perf_counter() - begin)
    return {kind: statistics.median(all_of[1:]) for kind, all_of in times.items()}
