"""The commands that keep a case: check, recover, backups, pass-phrases, erasing, evidence, copies, history."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kpdesk.commands import opened
from kpdesk.domain.records import BY_KIND
from kpdesk.domain.wording import counted, shortened
from kpdesk.errors import UsageError

if TYPE_CHECKING:
    from kpdesk.services.backups import Backup
    from kpdesk.services.erasing import Foreseen
    from kpdesk.services.merge_back import Conflict

# Imports of services lie inside the commands, as in kpdesk.commands.


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def run_check(given: Namespace) -> int:
    from kpdesk.services import checking

    report = given.passphrases.unlock(
        given.casefile.name,
        lambda passphrase: checking.check_file(given.casefile, repair=given.repair, passphrase=passphrase),
    )
    _say(report.lines())
    return 0 if report.ok else 1


def run_recover(given: Namespace) -> int:
    from kpdesk.services import recovery

    report = given.passphrases.unlock(
        given.casefile.name, lambda passphrase: recovery.recover(given.casefile, given.out, passphrase=passphrase)
    )
    _say(report.lines())
    return 0 if report.whole else 1


def run_package(given: Namespace) -> int:
    from kpdesk.services import evidence

    with opened(given, read_only=True) as case:
        print(f"Wrote {evidence.write_package(case, given.out, force=given.force)}")
        if case.encrypted:
            print(evidence.UNPROTECTED)
    return 0


def run_verify(given: Namespace) -> int:
    from kpdesk.services import evidence

    wrong = evidence.verify_package(given.package)
    _say(wrong or ["Every sum, hash and link of the package fits."])
    return 1 if wrong else 0


# backups


def run_backup(given: Namespace) -> int:
    from kpdesk.services import backups

    there = backups.backups_of_path(given.casefile)
    if given.list:
        _say(_listed(n, kept) for n, kept in enumerate(there, 1))
        print(counted(len(there), "backup") if there else f"There is no backup of a case at {given.casefile}.")
    elif given.restore is not None:
        kept = _numbered(there, given.restore)
        aside = given.passphrases.unlock(
            f"the backup of {_when(kept)}",
            lambda passphrase: backups.restore(given.casefile, kept, passphrase=passphrase),
        )
        print(
            f"Put back the backup of {_when(kept)}.", f"Today's file is kept as {aside.name}." if aside.exists() else ""
        )
    elif given.compare is not None:
        kept = _numbered(there, given.compare)
        with opened(given, read_only=True) as case:
            lines = given.passphrases.unlock(
                f"the backup of {_when(kept)}",
                lambda passphrase: backups.what_would_change(case, kept, passphrase=passphrase),
            )
        _say(lines)
    else:
        with opened(given, read_only=True) as case:
            print(f"Backed up, read back and found whole: {backups.back_up(case).path}")
    return 0


def _listed(number: int, kept: Backup) -> str:
    holds = ", ".join(counted(n, kind) for kind, n in kept.counts.items())  # none for a protected case
    line = f"{number:>3}  {_when(kept)}  {kept.size / 1e6:8.1f} MB  {kept.why}{f' ({holds})' if holds else ''}"
    return f"{line}  [damaged]" if kept.damaged else line


def _when(kept: Backup) -> str:
    return f"{kept.at.astimezone():%Y-%m-%d %H:%M:%S}"


def _numbered(there: list[Backup], number: int) -> Backup:
    if not 1 <= number <= len(there):
        raise UsageError(f"There is no backup number {number}.", "“kpdesk backup CASEFILE --list” numbers them.")
    return there[number - 1]


# secrecy


def _proved(given: Namespace) -> str | None:
    """The pass-phrase in force, None for a plain case; proved first, so that nobody types a new one twice for nothing."""
    from kpdesk.services import protection

    def opens(passphrase: str | None) -> str | None:
        protection.require_opens(given.casefile, passphrase)
        return passphrase

    return given.passphrases.unlock(given.casefile.name, opens)


def run_protect(given: Namespace) -> int:
    from kpdesk.services import protection

    old = _proved(given)
    new = given.passphrases.fresh(given.casefile.name)
    if old is None:
        done = protection.protect(given.casefile, new)
        print("A forgotten pass-phrase cannot be replaced: the case is lost with it. Keep it where you will find it.")
    else:
        done = protection.change_passphrase(given.casefile, old, new)
    if weak := protection.advice(new):
        print(weak)
    return _protected(given, done.message, new)


def run_unprotect(given: Namespace) -> int:
    from kpdesk.services import protection

    old = _proved(given)
    if old is None:
        raise UsageError(f"{given.casefile.name} has no pass-phrase.", "“kpdesk protect” gives it one.")
    return _protected(given, protection.unprotect(given.casefile, old).message, None)


def _protected(given: Namespace, message: str, passphrase: str | None) -> int:
    from kpdesk.services import cases, protection

    print(message)
    if given.remove_backups:
        with cases.open_case(given.casefile, read_only=True, passphrase=passphrase) as case:
            gone = protection.replace_old_backups(case)
        print(f"A new backup was made and checked, {counted(gone, 'older one')} removed.")
    return 0


def run_erase(given: Namespace) -> int:
    from kpdesk.services import erasing

    kind = given.kind if given.kind in BY_KIND else given.kind.removesuffix("s")
    if kind not in BY_KIND:
        raise UsageError(f"“{given.kind}” is no kind of record.", f"There are: {', '.join(BY_KIND)}.")
    records = [(kind, record_id) for record_id in given.ids]
    with opened(given) as case:
        for record_id in given.ids:
            if not case.history(limit=1, kind=kind, record_id=record_id):
                raise UsageError(f"There never was a {kind} {record_id} in this case.", "Nothing was erased.")
        if not given.for_good:
            return _foreseen(erasing.foresee(case, records))
        report = erasing.erase(case, records)
        print(report.message)
        if report.backups and given.remove_backups:
            gone = erasing.remove_backups(case, report.backups)
            print(f"Deleted {counted(gone, 'backup')}; a new one without it was made before.")
        _say(filter(None, [report.standing, report.unwritten]))
    _say(f"{copy.path} may still hold it." for copy in report.copies)
    if report.unwritten:
        print("Close what else uses the file, then run the same command again.")
    return 1 if report.unwritten else 0


def _foreseen(foreseen: Foreseen) -> int:
    _say([f"Erasing {foreseen.name} would take:", *foreseen.lines])
    _say(f"{name} goes with it: nothing but this text knows it." for _, name in foreseen.resting)
    _say(f"The backup of {_when(kept)} would still hold it." for kept in foreseen.backups)
    _say(f"{copy.path} may still hold it." for copy in foreseen.copies)
    print("This cannot be undone. Add --for-good to do it.")
    return 0


# two people, one case


def run_copy(given: Namespace) -> int:
    from kpdesk.services import merge_back, protection

    with opened(given, read_only=True) as case:
        own = given.passphrases.fresh(given.out.name) if given.protected else None
        saved = merge_back.copy_out(case, given.out, passphrase=own)
    print(f"Copied out to {saved.path}. “kpdesk merge” brings it back.")
    if own is not None and (weak := protection.advice(own)):
        print(weak)
    return 0


def run_merge(given: Namespace) -> int:
    from kpdesk.services import merge_back

    with opened(given, read_only=given.preview) as case:
        preview = given.passphrases.unlock(
            given.copy.name, lambda passphrase: merge_back.compare(case, given.copy, passphrase=passphrase)
        )
        _say(preview.lines)
        _say(_conflict(n, conflict) for n, conflict in enumerate(preview.conflicts, 1))
        decisions = _decisions(given, preview.conflicts)
        open_ones = sum(not _is_decided(conflict, decisions) for conflict in preview.conflicts)
        if given.preview or open_ones:
            if open_ones:
                print(
                    f"{counted(open_ones, 'conflict')} to decide: --take N=here, --take N=there, --take N.FIELD=there"
                    " for one field, or --rest here."
                )
            print("Nothing was written.")
            return 1 if open_ones else 0
        changes = given.passphrases.unlock(
            given.copy.name, lambda passphrase: merge_back.merge(case, preview, decisions, passphrase=passphrase)
        )
    print(f"Merged {counted(sum(len(ids) for ids in changes.ids.values()), 'record')}. “kpdesk undo” takes it back.")
    return 0


def _conflict(number: int, conflict: Conflict) -> str:
    if conflict.removed:
        kept = "there" if conflict.removed == "here" else "here"
        return f"{number:>3}  {conflict.record[0]} “{conflict.name}”: removed {conflict.removed}, changed {kept}"
    sides = "; ".join(
        f"{name}: here “{shortened(str(here))}”, there “{shortened(str(there))}”"
        for name, (_, here, there) in conflict.fields.items()
    )
    return f"{number:>3}  {conflict.record[0]} “{conflict.name}”: {sides}"


def _decisions(given: Namespace, conflicts: tuple[Conflict, ...]) -> dict[tuple[str, ...], str]:
    """What --take and --rest say, by record or by record and field; a field's own word goes before its record's."""
    chosen: dict[tuple[str, ...], str] = {}
    for words in given.take:
        which, _, side = words.partition("=")
        number, _, name = which.partition(".")
        known = number.isdecimal() and 1 <= int(number) <= len(conflicts) and side in ("here", "there")
        conflict = conflicts[int(number) - 1] if known else None
        if conflict is None or (name and name not in conflict.fields):
            raise UsageError(
                f"“{words}” decides no conflict.",
                "Write the conflict's number (with a full stop and the field, for one field), “=”, and here or there.",
            )
        chosen[(*conflict.record, name) if name else conflict.record] = side
    if given.rest:
        chosen = {conflict.record: given.rest for conflict in conflicts} | chosen
    return chosen


def _is_decided(conflict: Conflict, decisions: dict[tuple[str, ...], str]) -> bool:
    by_field = [(*conflict.record, name) in decisions for name in conflict.fields]
    return conflict.record in decisions or (bool(by_field) and all(by_field))


# history


def run_history(given: Namespace) -> int:
    from kpdesk.services import history

    with opened(given, read_only=True) as case:
        for entry in history.entries(case, limit=max(given.limit, 1)):
            who = f"  ({entry.who})" if entry.who else ""
            back = "  [taken back]" if entry.taken_back else ""
            print(f"{entry.seq:>5}  {entry.at[:16].replace('T', ' ')}  {entry.sentence or '(erased)'}{who}{back}")
    return 0


def run_undo(given: Namespace) -> int:
    from kpdesk.services import history

    with opened(given) as case:
        changes = history.undo(case) if given.number is None else history.take_back(case, given.number)
    print(f"{changes.label}.")
    return 0
