"""Every test of the store runs on a plain case and on a protected one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.engine import connect
from tests.builders import a_case, a_full_case, fingerprint

PASSPHRASE = "five words that don't match"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups and seals go into the test's own folder."""
    monkeypatch.setenv("KPDESK_DATA", str(tmp_path / "data"))


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "protected"])
def passphrase(request: pytest.FixtureRequest) -> str | None:
    return request.param


@pytest.fixture
def case(tmp_path: Path, passphrase: str | None) -> Iterator[CaseFile]:
    """An empty case, open."""
    with a_case(tmp_path, passphrase=passphrase) as made:
        yield made


@pytest.fixture
def full(tmp_path: Path, passphrase: str | None) -> Iterator[CaseFile]:
    """A small case with something of most kinds, open."""
    with a_full_case(tmp_path, file="full.kpdesk", passphrase=passphrase) as made:
        yield made


@pytest.fixture
def again(passphrase: str | None) -> Callable[..., CaseFile]:
    """Opens a path with the right pass-phrase."""
    return lambda path, **how: CaseFile.open(path, passphrase=passphrase, **how)


@pytest.fixture
def two(full: CaseFile, passphrase: str | None, tmp_path: Path) -> Iterator[tuple[CaseFile, CaseFile]]:
    """(the case, a copy of it), both open for writing."""
    path = full.path
    full.close()
    shutil.copy(path, tmp_path / "copy.kpdesk")
    with (
        CaseFile.open(path, passphrase=passphrase) as here,
        CaseFile.open(tmp_path / "copy.kpdesk", passphrase=passphrase) as there,
    ):
        yield here, there


@pytest.fixture
def killed(tmp_path: Path, passphrase: str | None) -> tuple[Path, str]:
    """A case as a kill leaves it: pages of an unfinished deed in the file, its journal beside; and what it holds."""
    with a_full_case(tmp_path, file="live.kpdesk", passphrase=passphrase) as case:
        then, path = fingerprint(case), tmp_path / "killed.kpdesk"
        connection = connect(case.path, key=case.key)
        connection.execute("PRAGMA cache_size=2")
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        for table in ("actor", "source", "statement", "anchor", "blob", "change", "name", "issue", "position"):
            connection.execute(f"DELETE FROM {table}")
        for end in ("", "-journal"):
            shutil.copyfile(f"{case.path}{end}", f"{path}{end}")
        assert path.read_bytes() != b"" and Path(f"{path}-journal").stat().st_size > 512
        connection.execute("ROLLBACK")
        connection.close()
    assert not check(_without_journal(path), key=case.key).ok  # else the journal would prove nothing
    return path, then


def _without_journal(path: Path) -> Path:
    return Path(shutil.copyfile(path, path.with_name("torn.kpdesk")))
