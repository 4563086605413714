"""The evidence package: standard tools verify it, and every way of altering it shows."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kpdesk.domain.values import as_values, content_hash
from kpdesk.errors import DamagedError, KpdeskError, UsageError
from kpdesk.services import erasing, evidence
from kpdesk.store import backup, leftovers
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_full_case, an_actor, put

STORED = Path(__file__).parents[1] / "store" / "fixtures" / "evidence-1.zip"
PASSPHRASE = "five words that don’t match"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with a_full_case(tmp_path) as case:
        return evidence.write_package(case, tmp_path / "evidence.zip")


def test_a_package_verifies_here_and_with_sha256sum(package: Path, tmp_path: Path) -> None:
    """Unpacked on another machine, the standard command finds every file as it was."""
    assert evidence.verify_package(package) == []
    with zipfile.ZipFile(package) as opened:
        opened.extractall(tmp_path / "out")
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True, text=True)
        assert done.returncode == 0 and "FAILED" not in done.stdout
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (tmp_path / "out" / "originals" / digest).read_text("utf-8") == TEXT


def _with(package: Path, name: str, change, *, sums: bool = False) -> Path:
    target = package.with_name("altered.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        members = {n: old.read(n) for n in old.namelist()}
        members[name] = change(members[name])
        if sums:
            lines = [f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in members.items() if n != "SHA256SUMS"]
            members["SHA256SUMS"] = "".join(lines).encode()
        for n, data in members.items():
            new.writestr(n, data)
    return target


def test_an_altered_record_log_or_text_is_found(package: Path) -> None:
    """Even by one who writes the sums anew: records have hashes, the log its chain, texts their names."""
    text = f"texts/{hashlib.sha256(TEXT.encode()).hexdigest()}.txt"
    for name in ("records.jsonl", "log.jsonl", text):
        for sums in (False, True):
            assert evidence.verify_package(_with(package, name, lambda d: d.replace(b"Sithole", b"Stihole"), sums=sums))


def test_a_file_added_or_missing_is_found(package: Path) -> None:
    """The list of sums is complete in both directions."""
    assert evidence.verify_package(_with(package, "SHA256SUMS", lambda d: b"\n".join(d.splitlines()[1:])))
    assert evidence.verify_package(_with(package, "SHA256SUMS", lambda d: d + b"0" * 64 + b"  more.txt\n"))


def test_a_broken_package_is_told_not_raised(package: Path) -> None:
    """Cut off, scrambled or no zip at all."""
    data = package.read_bytes()
    for broken in (data[:-30], data[:200] + b"x" * 50 + data[250:], b"", b"hello"):
        package.write_bytes(broken)
        assert evidence.verify_package(package)


def test_the_log_in_it_is_linked_set_by_set(package: Path) -> None:
    """Each line can be followed without this program."""
    with zipfile.ZipFile(package) as opened:
        rows = [json.loads(line) for line in opened.read("log.jsonl").decode().splitlines()]
    assert [r["seq"] for r in rows] == list(range(1, len(rows) + 1)) and all(r["chain"] for r in rows)


def test_a_case_with_erased_values_makes_a_package_that_verifies(tmp_path: Path) -> None:
    """Redactions are part of the log, not damage."""
    with a_full_case(tmp_path) as case:
        erasing.erase(case, [("actor", case.all("actor")[0].id)])
        package = evidence.write_package(case, tmp_path / "e.zip")
        assert evidence.verify_package(package) == []
        with pytest.raises(UsageError, match="there already"):
            evidence.write_package(case, package)
        evidence.write_package(case, package, force=True)


def test_a_package_made_before_the_log_was_held_against_the_records_verifies() -> None:
    """A stored one of a case with undo, redo, a merged copy and erased values; nothing in it was ever altered."""
    assert evidence.verify_package(STORED) == []


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "protected"])
def test_no_package_is_made_of_a_case_that_was_altered(tmp_path: Path, passphrase: str | None) -> None:
    """Its hashes would be made anew and all fit; the folder holds nothing of it afterwards."""
    with a_full_case(tmp_path, passphrase=passphrase) as case:
        with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
            connection.exec_driver_sql("UPDATE actor SET kind = 'state'")
        there = sorted(p.name for p in tmp_path.iterdir())
        with pytest.raises(DamagedError, match="no package was made"):
            evidence.write_package(case, tmp_path / "evidence.zip")
        assert sorted(p.name for p in tmp_path.iterdir()) == there


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "protected"])
def test_a_package_is_of_one_moment(tmp_path: Path, monkeypatch, passphrase: str | None) -> None:
    """What is saved, or swept among the backups, while it is being written changes nothing in it."""
    whole = evidence._members

    def members(still: CaseFile):
        for n, member in enumerate(whole(still)):
            put(case, an_actor(name=f"Meanwhile {n}"))
            leftovers.sweep(backup.folder_of(case))
            yield member

    monkeypatch.setattr(evidence, "_members", members)
    with a_full_case(tmp_path, passphrase=passphrase) as case:
        package = evidence.write_package(case, tmp_path / "evidence.zip")
        assert case.count("actor") > 3 and not leftovers.interrupted(backup.folder_of(case))
    assert evidence.verify_package(package) == []
    with zipfile.ZipFile(package) as opened:
        assert b"Meanwhile" not in opened.read("records.jsonl") + opened.read("log.jsonl")


def _rows(data: bytes, change) -> bytes:
    rows = [json.loads(line) for line in data.decode().splitlines()]
    return "".join(json.dumps(row) + "\n" for row in change(rows) or rows).encode()


def _forged_label(rows: list) -> None:
    rows[-1]["label"] = "Forged"


def _no_label(rows: list) -> None:
    rows[-1]["label"] = None


def _count(rows: list) -> None:
    rows[1]["count"] += 1


def _value_under_erasing(rows: list) -> None:
    rows[1]["changes"][0] |= {"redacted": True}


def _all_erased(rows: list) -> None:
    for change in rows[2]["changes"]:
        change |= {"redacted": True, "before": None, "after": None}


def _without_the_last(rows: list) -> list:
    return rows[:-1]


def _gap(rows: list) -> list:
    return rows[:3] + rows[4:]


@pytest.mark.parametrize(
    "change", [_forged_label, _no_label, _count, _value_under_erasing, _all_erased, _without_the_last, _gap]
)
def test_a_forged_log_is_found_though_every_sum_fits(package: Path, change) -> None:
    """Labels, counts, erased values, gaps and its end are held against hashes and records."""
    altered = _with(package, "log.jsonl", lambda data: _rows(data, change), sums=True)
    assert evidence.verify_package(altered)


def _another_value(rows: list) -> None:
    row = next(row for row in rows if row["kind"] == "actor")
    row["values"]["note"] = "forged"
    row["content_sha256"] = content_hash("actor", row["values"])


def _one_less(rows: list) -> list:
    return [row for row in rows if row["kind"] != "position"]


def _one_more(rows: list) -> list:
    values = as_values(an_actor(name="Invented"))
    return [*rows, {"kind": "actor", "values": values, "content_sha256": content_hash("actor", values)}]


def _one_twice(rows: list) -> list:
    return [rows[0], *rows]


@pytest.mark.parametrize("change", [_another_value, _one_less, _one_more, _one_twice])
def test_a_forged_record_is_found_though_its_hash_and_every_sum_fit(package: Path, change) -> None:
    """The log says what must be there."""
    altered = _with(package, "records.jsonl", lambda data: _rows(data, change), sums=True)
    assert evidence.verify_package(altered)


def test_another_last_link_in_the_words_is_found(package: Path) -> None:
    """The README names it for people, so it has to be the log's."""
    altered = _with(package, "README.txt", lambda data: data.replace(b"last link   ", b"last link   0"), sums=True)
    assert evidence.verify_package(altered) == ["The last link in README.txt is not that of the log."]


def test_the_words_in_the_package_name_what_is_in_it(package: Path) -> None:
    """Every field that the README speaks of is there to be looked at."""
    with zipfile.ZipFile(package) as opened:
        words = opened.read("README.txt").decode()
        row = json.loads(opened.read("log.jsonl").decode().splitlines()[0])
    fields = {*row, *row["changes"][0]}
    assert {
        "before_hash",
        "after_hash",
        "label_hash",
        "chain",
        "salt",
        "label",
    } <= fields and "value_sha256" not in words


def test_a_package_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    """What is told how far it is may stop it: a window that closes does."""

    def stop(share: float) -> None:
        assert 0 <= share < 1
        if share:
            raise KpdeskError("Stopped.")

    with a_full_case(tmp_path) as case, pytest.raises(KpdeskError, match="Stopped"):
        evidence.write_package(case, tmp_path / "evidence.zip", progress=stop)
    assert not list(tmp_path.glob("evidence*"))
