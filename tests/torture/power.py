"""Power cuts: every write that was not synced is kept, dropped, torn or garbled; then the file must be whole.

The deeds run once with the shim recording. For a cut after operation k the disk is put together anew: synced bytes
are there; of the others each is decided by chance, and so is each new name and each delete whose folder was not synced.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from kpdesk.store.case import CaseFile
from tests.torture import deeds
from tests.torture.shim import Op, installed
from tests.torture.tally import Tally

SECTOR = 512


@dataclass
class Disk:
    """One file as the disk has it: what is certain, and what is still on its way."""

    data: bytearray = field(default_factory=bytearray)
    certain: bool = True  # whether its name is in the folder for certain
    pending: list[Op] = field(default_factory=list)


def recorded(base: Path, passphrase: str | None) -> list[Op | int]:
    """Run all deeds; every operation in order, with the number of deeds done after each acknowledgement."""
    path = base.with_name("recorded.kpdesk")
    shutil.copy(base, path)
    events: list[Op | int] = []

    def on(op: Op) -> int:
        if op.what != "read":
            events.append(op)
        return 0

    shim = installed()
    case = CaseFile.open(path, passphrase=passphrase)
    shim.on = on
    for n, deed in enumerate(deeds.DEEDS, 1):
        deed(case)
        events.append(n)
    shim.on = None
    case.close()
    path.unlink()
    return events


def after_cut(base: bytes, events: list[Op | int], at: int, chance: random.Random) -> tuple[dict[str, bytes], int]:
    """(files by ending, acknowledged deeds) as they may be found after a cut before event ``at``."""
    disk = {"": Disk(bytearray(base))}
    gone: dict[str, Disk] = {}
    acknowledged = 0
    for event in events[:at]:
        if isinstance(event, int):
            acknowledged = event
            continue
        name = "-journal" if event.path.endswith("-journal") else ""
        if event.what == "open":
            # The old file of this name, where its delete was not certain, has the new one over it for certain.
            gone.pop(name, None)
            disk[name] = Disk(certain=False)
        elif event.what == "delete":
            file = disk.pop(name, None)
            if file and not event.synced:
                gone[name] = file
        elif event.what == "sync":
            _land(disk[name], chance, everything=True)
            disk[name].certain = True
        else:
            disk[name].pending.append(event)
    files = {}
    for name, file in [*gone.items(), *disk.items()]:
        if name in gone and chance.random() < 0.5:
            continue
        if not file.certain and chance.random() < 0.5:
            continue
        _land(file, chance, everything=False)
        files[name] = bytes(file.data)
    return files, acknowledged


def _land(file: Disk, chance: random.Random, *, everything: bool) -> None:
    for op in file.pending:
        fate = "keep" if everything else chance.choice(("keep", "drop", "torn", "garbled"))
        if op.what == "truncate":
            if fate in ("keep", "torn"):
                del file.data[op.size :]
            continue
        data = op.data
        if fate == "drop":
            continue
        if fate == "torn":
            data = data[: max(SECTOR, len(data) // 2 // SECTOR * SECTOR)]
        elif fate == "garbled":
            data = chance.randbytes(len(data))
        if len(file.data) < op.offset:
            file.data.extend(bytes(op.offset - len(file.data)))
        file.data[op.offset : op.offset + len(data)] = data
    file.pending.clear()


def run(
    folder: Path, tally: Tally, *, cuts: int, passphrases: tuple[str | None, ...] = (None, deeds.PASSPHRASE)
) -> None:
    """Cut the power ``cuts`` times, spread over every operation of every deed."""
    chance = random.Random(20)
    for passphrase in passphrases:
        base = deeds.base_case(folder, passphrase)
        states = deeds.known_states(base, passphrase)
        events = recorded(base, passphrase)
        mine = cuts // len(passphrases)
        ends = [at for at, event in enumerate(events, 1) if isinstance(event, int)]
        for n in range(mine):
            # Every second cut right after an acknowledgement, where a delete that was not synced would show.
            at = ends[n // 2 % len(ends)] if n % 2 else 1 + n * len(events) // mine
            files, acknowledged = after_cut(base.read_bytes(), events, at, chance)
            path = folder / "cut.kpdesk"
            for ending, data in files.items():
                path.with_name(path.name + ending).write_bytes(data)
            tally.add("power_cuts")
            tally.judged(deeds.verdict(path, passphrase, states, acknowledged), f"power cut at {at} of {len(events)}")
            for left in folder.glob("*cut.kpdesk*"):
                left.unlink()
        base.unlink()
