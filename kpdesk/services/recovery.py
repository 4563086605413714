"""Rescue: what can be read of a damaged case into a new file, and a copy elsewhere when saving here fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kpdesk.domain.wording import counted
from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.services.cases import path_of
from kpdesk.store import backup, schema
from kpdesk.store import recover as salvage
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.files import readable_as, real
from kpdesk.store.placing import taking_place
from kpdesk.store.protection import Key
from kpdesk.store.rekey import export_as
from kpdesk.store.siblings import holds_all_of

Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True)
class RecoveryReport:
    """What a rescue saved and what it could not."""

    path: Path
    saved: dict[str, int] = field(default_factory=dict)
    from_log: int = 0
    unreadable: int = 0
    loose: int = 0
    texts: int = 0
    damaged_texts: int = 0
    lost_texts: int = 0

    @property
    def whole(self) -> bool:
        return not (self.unreadable or self.loose or self.damaged_texts or self.lost_texts)

    def lines(self) -> list[str]:
        """The report in plain sentences."""
        shown = ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in self.saved.items() if kind != "case_settings")
        lines = [
            f"Saved into {self.path.name}: {counted(self.texts, 'text or file', 'texts and files')}; records: {shown or 'none'}."
        ]
        if self.from_log:
            lines.append(f"{self.from_log} of the records came from the change log.")
        if self.unreadable:
            lines.append(f"{counted(self.unreadable, 'row')} could not be read or were not as they were written.")
        if self.damaged_texts:
            kept = counted(self.damaged_texts, "text")
            lines.append(f"{kept} not as it came in: kept as it could be read, with a note on its source.")
        if self.lost_texts:
            lines.append(f"{counted(self.lost_texts, 'text')} could not be read at all.")
        if self.loose:
            lines.append(f"{counted(self.loose, 'record')} left out because what they rest on is lost.")
        if self.whole:
            lines.append("Nothing is known to be lost. The history of changes begins anew.")
        return lines


def recover(path: Path | str, target: Path | str, *, passphrase: str | None = None) -> RecoveryReport:
    """Save what can be read of a damaged case into a new one; the damaged file is not written to."""
    path, target = Path(path), path_of(target)
    try:
        salt = schema.look_before_opening(path)
    except DamagedError:
        salt = b""  # the beginning of a plain file may be what is damaged
    if salt and passphrase is None:
        CaseFile.open(path, read_only=True)  # raises PassphraseNeeded in the usual words
    try:
        found = salvage.recover(path, target, passphrase=passphrase, salt=salt)
    except OSError as fault:
        raise CaseFileError(
            f"The rescued case could not be written: {fault.strerror or fault}.",
            "The damaged file is as it was. Choose another disk, or free some space.",
        ) from fault
    return RecoveryReport(
        path=target, saved=found.saved, from_log=found.from_log, unreadable=found.unreadable, loose=found.loose,
        texts=found.texts, damaged_texts=found.damaged_texts, lost_texts=found.lost_texts,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A copy that was written, and where what lay in its place is kept, if that held anything of its own."""

    path: Path
    kept: Path | None = None

    @property
    def words(self) -> str:
        """What became of the file that lay there; "" where there was none."""
        return f"What lay there is kept as {self.kept.name}." if self.kept else ""


def save_copy(
    case: CaseFile, target: Path | str, *, replace: bool = False, passphrase: str | None = None,
    progress: Progress = lambda share: None,
) -> Saved:  # fmt: skip
    """Save a copy elsewhere, for a full disk, a file that moved or one that can only be read. Verified.

    With a ``passphrase`` the copy opens with that one; else as the case does. Nothing of it is ever written plain.
    With ``replace`` an older state of the case at that place goes; anything else that lies there is kept beside.
    """
    target = path_of(target)
    if case.in_place and target.exists() and target.samefile(case.path):
        raise CaseFileError("This is the case itself.", "Choose another name for the copy.")
    # The file was moved away and the copy goes where it lay: that place's lock is held by the case itself.
    own_place = not (case.in_place or case.read_only) and real(target) == case.path
    try:
        with taking_place(
            target, replace=replace, locked=own_place,
            needless=lambda old: case.in_place and holds_all_of(case, old),
        ) as place:  # fmt: skip
            key = Key.fresh(passphrase) if passphrase else case.key
            if passphrase:
                export_as(case, place.part, key)
            else:
                backup.copy_open(case, place.part, progress=lambda share: progress(share / 2))
            if not check_apart(place.part, key=key, progress=lambda share: progress((1 + share) / 2)).ok:
                raise DamagedError(f"{case.path.name} is damaged.", "Recover it into a new file instead.")
            readable_as(case.path, place.part)
    except OSError as fault:
        raise CaseFileError(
            f"The copy could not be written: {fault.strerror or fault}.", "Choose another disk, or free some space."
        ) from fault
    return Saved(path=target, kept=place.kept)
