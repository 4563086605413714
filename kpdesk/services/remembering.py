"""Pass-phrases in the keyring of this computer, for those who ask for it; needs the optional package “keyring”.

An entry is known by the file's salt, so that it follows a file that moves and dies with a changed pass-phrase.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from kpdesk.errors import CaseFileError, KpdeskError
from kpdesk.store import schema

SERVICE = "kpdesk"


def missing() -> str:
    """What is missing for a keyring to be used, as a sentence; "" where it can be."""
    try:
        ring = import_module("keyring")
    except ImportError:
        return "For this the Python package “keyring” is missing. Install kpdesk[keyring], then start kpdesk again."
    try:
        usable = ring.get_keyring().priority > 0
    except Exception:  # each system's backend fails in its own way; none of them is a fault of the case
        usable = False
    return "" if usable else "This computer has no keyring that kpdesk can use."


def remember(path: Path | str, passphrase: str) -> str:
    """Keep a pass-phrase that opens this file; returns by what ``forget_all`` finds it. CaseFileError where it is refused."""
    _asked("set_password", Path(path), passphrase)
    return (schema.look_before_opening(Path(path)) or b"").hex()


def recall(path: Path | str) -> str | None:
    """The pass-phrase kept for this file; None where there is none or no keyring."""
    try:
        return None if missing() else _asked("get_password", Path(path))
    except KpdeskError:
        return None


def forget(path: Path | str) -> None:
    """Take a file's pass-phrase out of the keyring; harmless where it holds none."""
    try:
        if not missing():
            _asked("delete_password", Path(path))
    except KpdeskError:
        return


def forget_all(salts: Iterable[str]) -> list[str]:
    """Take these pass-phrases out of the keyring, whether their files are still there or not; returns what it still holds."""
    if missing():
        return list(salts)
    ring = import_module("keyring")
    left = []
    for salt in salts:
        try:
            if ring.get_password(SERVICE, salt) is not None:
                ring.delete_password(SERVICE, salt)
        except Exception:  # each system's backend fails in its own way
            left.append(salt)
    return left


def _asked(deed: str, path: Path, *more: str) -> Any:
    salt = schema.look_before_opening(path)
    if not salt:
        return None
    try:
        return getattr(import_module("keyring"), deed)(SERVICE, salt.hex(), *more)
    except Exception as fault:
        raise CaseFileError("The keyring of this computer refused.", "Type the pass-phrase instead.") from fault
