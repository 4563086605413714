"""Hostile input for every parser of ours: known errors or values, never anything else."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kpdesk.domain import dates
from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.records import BY_KIND
from kpdesk.domain.values import as_values, canonical, content_hash, from_values
from kpdesk.errors import KpdeskError
from kpdesk.exports.safe_text import breakable, fit
from kpdesk.exports.tables import rows_to_csv
from kpdesk.services import checking, evidence
from kpdesk.store import protection, search
from kpdesk.store.case import CaseFile
from kpdesk.store.check import read_text, value_of
from kpdesk.store.driver import sqlite
from kpdesk.store.tables import FULL_TEXT_DDL, TABLES
from tests.builders import a_full_case
from tests.torture import fuzz_kept, fuzz_reading
from tests.torture.tally import Tally

# Characters that parsers trip over, beside what hypothesis finds by itself.
ODD = "\0\x07\x0b\x1b\r\n\t\u2028\u2029\u00a0\ufeff\u200b\u200d\u202e\u2066\u2069\u0301💎𝔘اﻗ漢\"'`*():^-+=@%\\/{}[]<>&;,|~#_?!.0123456789"
PIECES = (
    "NEAR(", "AND", "OR NOT", "title:", "{a b}:", "=cmd|' /C calc'!A0", "../../etc/passwd", "#read(\"x\")", "<script>",
    "2011-02-30", "2011-06-20/2011-06-23", "31 June", "12/05/2026", "this month", "last Tuesday", "May", "Q3 2025",
    "first half of 2025", "mid-", "1990s", "September 11", "%s%n", "' OR 1=1 --", "\ud83d", "café", "cafe\u0301",
)  # fmt: skip
OTHERS = 8  # parsers that ``fuzz_reading`` and ``fuzz_kept`` feed as often as these here
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=ODD, max_size=40),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(alphabet=ODD, max_size=4)), max_size=6).map(" ".join),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def _dates(text: str) -> None:
    for value in (text, text[:10]):
        try:
            date = dates.parse_date(value)
        except KpdeskError:
            continue
        if date:
            assert dates.earliest(date) <= dates.latest(date)
            assert dates.parse_date(date) == date and dates.show(date)


def _search() -> Callable[[str], None]:
    index = sqlite.connect(":memory:", isolation_level=None)
    for statement in FULL_TEXT_DDL:
        index.execute(statement)
    index.execute("INSERT INTO search_index(rowid, title, body) VALUES (1, 'monitors', 'cafe in mutare')")

    def query(text: str) -> None:
        words = text.split()
        expression = search.match_expression(words, words[:1], last_is_prefix=len(text) % 2 == 0)
        if expression:
            index.execute(
                "SELECT rowid FROM search_index(?)", (expression.encode("utf-8", "replace").decode(),)
            ).fetchall()

    return query


def _values(kind: str, values: dict[str, Any]) -> None:
    try:
        record = from_values(kind, values)
        again = from_values(kind, json.loads(canonical(as_values(record))))
        assert content_hash(kind, as_values(again)) == content_hash(kind, as_values(record))
    except (TypeError, ValueError):  # unknown fields, half characters: the unit of work cleans what it writes
        return


def _raw_value(kind: str, raw: Any) -> None:
    for column in TABLES[kind].c:
        try:
            value_of(kind, column.name, read_text(raw) if isinstance(raw, bytes) else raw)
        except ValueError:
            continue


def _anchors(text: str, start: int, end: int) -> None:
    try:
        anchor = anchor_at(text, start, end, text_version_id="t", actor_id="a")
    except ValueError:
        return
    assert text[anchor.start : anchor.end] == anchor.quote
    assert text[: anchor.start].endswith(anchor.prefix) and text[anchor.end :].startswith(anchor.suffix)


def _csv_cells(text: str) -> None:
    made = rows_to_csv(["a"], [[text]])
    cell = list(csv.reader(io.StringIO(made, newline="")))[-1]
    assert not cell or not cell[0] or cell[0].lstrip()[:1] not in ("=", "+", "-", "@")


def _printed(text: str) -> None:
    made = breakable(fit(text))
    made.encode("utf-8")
    assert not set(made) & set("\0\x1b\n\u202e\u2066\u2069")


def _drive(name: str, tally: Tally, inputs: int, strategy: Any, check: Callable[..., object]) -> None:
    """Feed ``inputs`` values to ``check``; KpdeskError is an answer, anything else counts."""

    @seed(1)
    @settings(
        max_examples=inputs, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def run(value: Any) -> None:
        tally.add("fuzz_inputs")
        try:
            check(*value) if isinstance(value, tuple) else check(value)
        except KpdeskError:
            pass
        except Exception as fault:
            tally.bad("unexpected_exceptions", f"fuzzing {name} with {repr(value)[:200]}: {fault!r}")

    run()


def run(folder: Path, tally: Tally, *, inputs: int) -> None:
    """Share the inputs over the parsers, and mutate whole files with a tenth of them."""
    warnings.simplefilter("ignore")
    kinds = st.sampled_from(sorted(BY_KIND))
    fields = kinds.flatmap(
        lambda kind: st.tuples(st.just(kind), st.dictionaries(st.sampled_from([c.name for c in TABLES[kind].c]), plain))
    )
    deep = st.integers(1, 20_000).map(lambda n: "[" * n)
    raw = st.tuples(kinds, st.one_of(st.binary(max_size=12), st.integers(), st.floats(), st.none(), texts, deep))
    ours: list[tuple[str, Any, Callable[..., object]]] = [
        ("dates", texts, _dates),
        ("search words", texts, _search()),
        ("record values", fields, _values),
        ("raw values", raw, _raw_value),
        ("anchors", st.tuples(texts, st.integers(-3, 70), st.integers(-3, 70)), _anchors),
        ("first bytes", st.tuples(st.binary(max_size=300), st.integers(0, 9000)), protection.looks_encrypted),
        ("pass-phrases", texts, protection.strength),
        ("CSV cells", texts, _csv_cells),
        ("printed words", texts, _printed),
    ]
    whole_files = max(inputs // 100, 10)
    each = (inputs - whole_files) // (len(ours) + OTHERS) + 1
    jobs = [(name, strategy, check, each) for name, strategy, check in ours]
    jobs += [*fuzz_reading.parsers(texts, each), *fuzz_kept.parsers(texts, plain, folder, each)]
    for name, strategy, check, number in jobs:
        _drive(name, tally, number, strategy, check)
    _files(folder, tally, whole_files)
    for wrong in fuzz_kept.beside(folder, _mutated, whole_files // 2):
        tally.add("fuzz_inputs")
        if wrong:
            tally.bad("unexpected_exceptions", f"fuzzing what lies beside a case: {wrong}")


def _files(folder: Path, tally: Tally, inputs: int) -> None:
    """Files that are almost cases and packages that are almost packages."""
    chance = random.Random(4)
    case = a_full_case(folder, file="fuzzed.kpdesk")
    package = evidence.write_package(case, folder / "fuzzed.zip", force=True)
    case.close()
    seeds = [package.read_bytes(), case.path.read_bytes()]
    with zipfile.ZipFile(io.BytesIO(seeds[0])) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    for n in range(inputs):
        tally.add("fuzz_inputs")
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            path = Path(inside) / "x.kpdesk"
            try:
                if n % 4 == 0:
                    path.write_bytes(_mutated(seeds[1], chance))
                    _tried(lambda path=path: CaseFile.open(path).close())
                    _tried(lambda path=path: checking.check_file(path))
                elif n % 4 == 1:
                    path.write_bytes(chance.randbytes(chance.choice((0, 1, 15, 100, 4096, 8192))))
                    _tried(lambda path=path: CaseFile.open(path).close())
                elif n % 4 == 2:
                    path.write_bytes(_mutated(seeds[0], chance))
                    evidence.verify_package(path)
                else:
                    name = chance.choice(sorted(members))
                    with zipfile.ZipFile(path, "w") as made:
                        for member, data in members.items():
                            made.writestr(member, _mutated(data, chance) if member == name else data)
                    assert evidence.verify_package(path) or name == "README.txt"
            except Exception as fault:
                tally.bad("unexpected_exceptions", f"fuzzing files ({n % 4}): {fault!r}")


def _tried(deed: Callable[[], object]) -> None:
    with contextlib.suppress(KpdeskError):
        deed()


def _mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 20))):
        at = chance.randrange(len(out)) if out else 0
        match chance.randrange(4):
            case 0 if out:
                out[at] = chance.randrange(256)
            case 1:
                out[at:at] = chance.randbytes(chance.randrange(1, 20))
            case 2:
                del out[at : at + chance.randrange(1, 50)]
            case _:
                out[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(out)
