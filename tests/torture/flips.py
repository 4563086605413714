"""Flipped bytes, zeroed sectors and pages, cut-off files: the check sees it, or nothing that is served differs.

``undetected_flips`` counts files in which anything served (record, text, history, search result) differs while the
check is clean. Two runs: with the seal of the last closing (this computer), where every changed byte must show, and
without it (the file came from elsewhere), where hashes alone must find all that matters.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from kpdesk.errors import CaseFileError
from kpdesk.services import checking
from kpdesk.store.case import CaseFile
from kpdesk.store.places import data_folder
from tests.builders import fingerprint
from tests.torture import deeds
from tests.torture.tally import Tally

WORDS = ("sithole", "windhoek", "person", "ban", "table", "note")


def served(path: Path, passphrase: str | None) -> list[str]:
    """Everything that the program would show of a case."""
    with CaseFile.open(path, read_only=True, passphrase=passphrase) as case:
        shown = [fingerprint(case)]
        for entry in case.history(limit=10_000):
            shown += [repr(entry), *map(repr, case.changes_of(entry.seq))]
        for version in case.all("text_version"):
            shown += [case.text(version.id), repr(case.blob(version.received_sha256))]
        with case.reading() as connection:
            for word in WORDS:
                query = (
                    "SELECT kind, record_id FROM search_row WHERE id IN (SELECT rowid FROM search_index(?)) ORDER BY id"
                )
                shown.append(repr(connection.exec_driver_sql(query, (word,)).all()))
        return shown


def damaged(data: bytes, chance: random.Random, n: int) -> tuple[bytes, str]:
    """The file with one blow: mostly a flipped byte, sometimes a sector, a page, or its end."""
    out = bytearray(data)
    at = chance.randrange(len(data))
    match n % 10:
        case 7:
            start = at // 512 * 512
            out[start : start + 512] = bytes(512)
            return bytes(out), f"sector at {start} zeroed"
        case 8:
            start = at // 4096 * 4096
            out[start : start + 4096] = bytes(4096)
            return bytes(out), f"page at {start} zeroed"
        case 9:
            return bytes(out[:at]), f"cut off at {at}"
    bits = 1 << chance.randrange(8) if n % 2 else chance.randrange(1, 256)
    out[at] ^= bits
    return bytes(out), f"byte {at} changed by {bits}"


def run(folder: Path, tally: Tally, *, flips: int) -> None:
    """Half on a sealed plain file, three eighths on one without seal, an eighth on a protected one."""
    for passphrase, sealed, mine in (
        (None, True, flips // 2), (None, False, flips * 3 // 8), (deeds.PASSPHRASE, False, flips // 8),
    ):  # fmt: skip
        base = deeds.base_case(folder, passphrase)
        with CaseFile.open(base, passphrase=passphrase) as case:
            for deed in deeds.DEEDS:
                deed(case)
        if not sealed:
            shutil.rmtree(data_folder() / "seals", ignore_errors=True)
        _series(base, passphrase, sealed, tally, mine)
        base.unlink()


def _series(base: Path, passphrase: str | None, sealed: bool, tally: Tally, blows: int) -> None:
    data, whole = base.read_bytes(), served(base, passphrase)
    chance, path = random.Random(blows), base.with_name("flipped.kpdesk")
    for n in range(blows):
        changed, where = damaged(data, chance, n)
        if changed == data:
            continue
        path.write_bytes(changed)
        tally.add("flips")
        if _noticed(path, passphrase, tally, where):
            continue
        if sealed:
            tally.bad("undetected_flips", f"sealed: {where}")
            continue
        tally.add("flips_in_unused_bytes")
        try:
            same = served(path, passphrase) == whole
        except Exception as fault:
            same, where = False, f"{where}: {fault!r}"
        if not same:
            tally.bad("undetected_flips", where)
    path.unlink()


def _noticed(path: Path, passphrase: str | None, tally: Tally, where: str) -> bool:
    try:
        return not checking.check_file(path, passphrase=passphrase).ok
    except CaseFileError:
        return True
    except Exception as fault:
        tally.bad("unexpected_exceptions", f"{where}: {fault!r}")
        return True
