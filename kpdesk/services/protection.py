"""Pass-phrases as a person sets them: on a case that is closed, with a word about backups that do not follow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpdesk.domain.wording import counted
from kpdesk.errors import UsageError
from kpdesk.services.backups import all_in
from kpdesk.store import backup
from kpdesk.store.case import CaseFile
from kpdesk.store.protection import strength
from kpdesk.store.rekey import rekey

FEWEST = 8  # characters; less is no protection
LEFT_OVER = (
    "What was written before may stay in the free space of the disk until it is overwritten: only encryption of the "
    "whole disk covers that."
)


@dataclass(frozen=True, kw_only=True)
class Protected:
    """What was done, and how many backups still open as they did before."""

    message: str
    old_backups: int


def advice(passphrase: str) -> str:
    """What would make a pass-phrase stronger; "" where nothing is needed."""
    return strength(passphrase)


def require_usable(passphrase: str) -> None:
    """Raises UsageError where a pass-phrase is too short to protect anything."""
    if len(passphrase) < FEWEST:
        raise UsageError(f"A pass-phrase needs at least {FEWEST} characters.", strength(passphrase))


def require_opens(path: Path | str, passphrase: str | None) -> None:
    """Raises PassphraseNeeded where this pass-phrase (None: none) does not open the case, CaseFileError where nothing does."""
    CaseFile.open(path, read_only=True, passphrase=passphrase).close()


def protect(path: Path | str, passphrase: str) -> Protected:
    """Encrypt a plain, closed case. A forgotten pass-phrase cannot be replaced: the data are gone with it."""
    require_usable(passphrase)
    rekey(Path(path), old=None, new=passphrase)
    return _told(Path(path), passphrase, "is protected now", "not protected", LEFT_OVER)


def change_passphrase(path: Path | str, old: str, new: str) -> Protected:
    """Another pass-phrase for a protected, closed case. Raises PassphraseNeeded where ``old`` does not fit."""
    require_usable(new)
    rekey(Path(path), old=old, new=new)
    return _told(Path(path), new, "has the new pass-phrase", "they open with the old one")


def unprotect(path: Path | str, passphrase: str) -> Protected:
    """Make a protected, closed case plain again."""
    rekey(Path(path), old=passphrase, new=None)
    return _told(Path(path), None, "is no longer protected", "they still need the pass-phrase")


def replace_old_backups(case: CaseFile) -> int:
    """Make and verify a backup of the open case, then delete the older ones, which open as it did before; how many went."""
    there = all_in(backup.folder_of(case))
    backup.back_up(case, "after the pass-phrase changed")
    for kept in there:
        backup.remove(kept)
    return len(there)


def lock(case: CaseFile) -> None:
    """Close a protected case and overwrite its key: only the pass-phrase opens it again."""
    key = case.key
    case.close()
    if key is not None:
        key.wipe()


def _told(path: Path, passphrase: str | None, done: str, backups: str, more: str = "") -> Protected:
    """Opened once more, since a case that was moved since its last backup is known by its log, not by its place."""
    with CaseFile.open(path, read_only=True, passphrase=passphrase) as case:
        there = len(all_in(backup.folder_of(case)))
    old = f"{counted(there, 'older backup')} as before: {backups}." if there else ""
    return Protected(message=" ".join(filter(None, (f"{path.name} {done}.", old, more))), old_backups=there)
