"""Give a closed case a pass-phrase, another one, or none: a new file is written, verified, and takes the old one's name."""

from __future__ import annotations

import shutil
from pathlib import Path

from kpdesk.errors import CaseFileError, DamagedError, ReadOnlyError
from kpdesk.store import leftovers, schema, unkept
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.engine import connect
from kpdesk.store.faults import told, writing_to
from kpdesk.store.files import appearing, real
from kpdesk.store.lock import WriteLock
from kpdesk.store.places import data_folder
from kpdesk.store.protection import Key, export
from kpdesk.store.seal import drop


def export_as(case: CaseFile, target: Path, key: Key | None) -> None:
    """Write what an open case holds into a new file under another key; nothing is written under the old one."""
    with told(case.path), writing_to(target):
        connection = connect(case.path, key=case.key)
        try:
            export(connection, target, key)
        finally:
            connection.close()


def rekey(path: Path, *, old: str | None, new: str | None) -> None:
    """From pass-phrase ``old`` to ``new`` (None: a plain case). The case must be closed; nothing changes on failure.

    Raises PassphraseNeeded where ``old`` does not fit, AlreadyOpen where the case is open.
    """
    path = real(path)  # a link would be replaced by the new file, and the old one would stay as it is
    with CaseFile.open(path, passphrase=old) as case:  # settles a journal, brings up the format, proves the pass-phrase
        if case.read_only:  # the folder may let the file be replaced, but somebody marked it
            raise ReadOnlyError(f"{path.name} can only be read, so its pass-phrase was not changed.", "Save a copy.")
        names = case.sealed_as()
    lock = WriteLock(path)
    try:
        lock.take()
        salt = schema.look_before_opening(path)
        before = Key.of_file(old, salt) if salt and old else None
        after = Key.fresh(new) if new else None
        with told(path), writing_to(path), appearing(path) as part:
            connection = connect(path, key=before)
            try:
                export(connection, part, after)
            finally:
                connection.close()
            shutil.copymode(path, part)  # who may read it is as before
            if not check_apart(part, key=after).ok:
                raise DamagedError(f"{path.name} is damaged, so its pass-phrase was not changed.", "Run the check.")
        if names:
            drop(names[0])
            leftovers.sweep(data_folder() / "backups" / names[0][:32])  # half a backup may be a whole case without one
            for kept in unkept.shelves_of(names[0], path, before):
                unkept.carry_over(kept, before, after)
    except OSError as fault:
        raise CaseFileError(
            f"The new file could not be written: {fault.strerror or fault}. The case is as it was.",
            "Check that its folder may be written to and the disk has room.",
        ) from fault
    finally:
        lock.release()
