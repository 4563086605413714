"""What else touches a case file: folders that are synchronised or on the network, copies made by such programs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kpdesk.store import places
from kpdesk.store.case import CaseFile
from kpdesk.store.faults import moved
from kpdesk.store.siblings import copies_of

# How synchronising programs name the copy that lost: "case (1)", "case (Ana's conflicted copy 2026-11-28)",
# "case.sync-conflict-20261128", "case-LAPTOP7" (OneDrive), "case 2" (iCloud), "case_conf(1)".
_CONFLICT = re.compile(
    r"( ?\(\d+\)| \d+|.*conflict.*|.*\bcollision\b.*|_conf\(\d+\)|-(?=[A-Z0-9-]*\d)[A-Z0-9-]{4,15})",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """``sharing`` is a sentence where the folder is shared, ``short`` a word or two for the status line."""

    sharing: str = ""
    short: str = ""
    conflicts: tuple[Path, ...] = ()

    def sentence(self) -> str:
        """What to tell when the case is opened; "" for nothing."""
        if self.conflicts:
            names = ", ".join(f"“{path.name}”" for path in self.conflicts[:3])
            one = len(self.conflicts) == 1
            return (
                f"Beside this case {'lies' if one else 'lie'} {names}, made by a synchronising program when two "
                f"computers wrote at once. Merge {'it' if one else 'them'} back, then delete {'it' if one else 'them'}."
            )
        return self.sharing


def look_around(case: CaseFile) -> Surroundings:
    """Look at the case's folder. Reads other files of it: run it aside."""
    stem = case.path.stem
    conflicts = tuple(
        copy.path
        for copy in copies_of(case)
        if copy.path.suffix == ".kpdesk"
        and copy.path.stem.startswith(stem)
        and _CONFLICT.fullmatch(copy.path.stem[len(stem) :])
    )
    return Surroundings(
        sharing=places.sharing(case.path), short=places.shared_by(case.path), conflicts=conflicts
    )  # fmt: skip


def moved_away(case: CaseFile) -> str:
    """A sentence where the open file no longer lies where it was opened; "" where it does."""
    return "" if case.in_place else str(moved(case.path.name))
