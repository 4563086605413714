"""The evidence package: standard tools verify it, and every way of altering it shows."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import erasing, evidence
from tests.builders import TEXT, a_full_case


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
