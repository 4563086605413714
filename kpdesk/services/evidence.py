"""The evidence package: originals, texts, records, hashes and the change log in one zip that others can verify."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kpdesk.domain.records import RECORDS
from kpdesk.domain.values import as_values, canonical, content_hash
from kpdesk.errors import CaseFileError, DamagedError
from kpdesk.services.writing import require_free
from kpdesk.store import backup, change_log, check_log, leftovers
from kpdesk.store.case import CaseFile
from kpdesk.store.check_apart import check_apart
from kpdesk.store.files import appearing, readable_as
from kpdesk.store.findings import hash_of_json

FORMAT = "kpdesk-evidence/1"
UNPROTECTED = "The package is not protected: who has it can read it."
LARGEST, MOST = 4 * 1024**3, 200_000  # bytes and members that a package may unpack to
README = """Evidence package {format}

case        {name}
made        {made}
last link   {chain}

originals/    each source as it was received, named by its SHA-256
texts/        the text that quotations count in (UTF-8; offsets are Unicode code points)
records.jsonl one record a line: kind, values, content_sha256
log.jsonl     the change log, one change set a line, each linked to the one before
SHA256SUMS    the SHA-256 of every other file

To verify that no file was altered, unpack and run in this folder:

    sha256sum -c SHA256SUMS

(macOS: shasum -a 256 -c SHA256SUMS; Windows: Get-FileHash.) A file in originals/ or texts/ is also named by its own
SHA-256. content_sha256 is the SHA-256 of the kind, a line feed, and the values as JSON with sorted keys and no
spaces. In log.jsonl, before_hash and after_hash are the SHA-256 of the change's salt, a line feed and the value ("" where
there was none), label_hash that of the change set's salt, a line feed and its label; erased values and labels are null.
"chain" is the SHA-256 of the JSON list [previous chain (64 zeros before the first), head, changes]: head has at, deed,
label_hash, seq, undoes and who, and each change is [kind, record_id, before_hash, after_hash]. “kpdesk verify” does all
this, and holds the end of the log against the records. Keep the last link, or SHA256SUMS itself, where the package is
not: who can replace every file can replace the sums as well.
"""


def write_package(
    case: CaseFile, target: Path | str, *, force: bool = False, progress: Callable[[float], None] = lambda share: None
) -> Path:
    """Write the package; returns its path. ``progress`` is told before each member and may raise to stop.

    Raises UsageError where something is there and ``force`` is not set, DamagedError where the case is not whole.
    """
    target = require_free(target, force=force)
    try:
        with (
            _whole(case) as still,
            appearing(target) as part,
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package,
        ):
            sums = {}
            members = 2 * still.count("text_version") + 3
            for name, data in _members(still):
                progress(len(sums) / members)
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
                sums[name] = hashlib.sha256(data).hexdigest()
            lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
            package.writestr(zipfile.ZipInfo("SHA256SUMS", (1980, 1, 1, 0, 0, 0)), lines, zipfile.ZIP_DEFLATED)
            readable_as(case.path, part)
    except OSError as fault:
        raise CaseFileError(
            f"The package could not be written: {fault.strerror or fault}.", "Choose another place, or free some space."
        ) from fault
    return target


@contextmanager
def _whole(case: CaseFile) -> Iterator[CaseFile]:
    """The case as it is now, in a checked copy: all members are of one state, and no damage gets a true hash."""
    folder = backup.folder_of(case)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with leftovers.at_work(folder), tempfile.TemporaryDirectory(dir=folder) as place:
        copied = Path(place) / case.path.name
        backup.copy_open(case, copied)
        report = check_apart(copied, key=case.key)
        if not report.ok:
            raise DamagedError(
                f"The case is damaged, so no package was made of it: {report.findings[0].message}",
                "Run the check, or restore the last backup.",
            )
        with CaseFile.open(copied, read_only=True, key=case.key) as still:
            yield still


def _members(case: CaseFile) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for version in case.all("text_version"):
        for folder, digest, ending in (
            ("originals", version.received_sha256, ""),
            ("texts", version.text_sha256, ".txt"),
        ):
            name = f"{folder}/{digest}{ending}"
            if name not in seen:
                seen.add(name)
                yield name, case.blob(digest)
    yield "records.jsonl", "".join(_records(case)).encode()
    sets, last = _log(case)
    yield "log.jsonl", "".join(sets).encode()
    newest = case.history(limit=1)
    about = README.format(format=FORMAT, name=case.settings().name, made=newest[0].at if newest else "", chain=last)
    yield "README.txt", about.encode()


def _records(case: CaseFile) -> Iterator[str]:
    for cls in RECORDS:
        for record in case.all(cls.KIND):
            values = as_values(record)
            line = {"kind": cls.KIND, "values": values, "content_sha256": content_hash(cls.KIND, values)}
            yield canonical(line) + "\n"


def _log(case: CaseFile) -> tuple[list[str], str]:
    rows = change_log.exported(case)
    return [canonical(row) + "\n" for row in rows], rows[-1]["chain"] if rows else ""


def verify_package(path: Path | str) -> list[str]:
    """What is wrong with a package, as sentences; an empty list where every sum, hash and link fits."""
    try:
        with zipfile.ZipFile(path) as package:
            return _verify(package)
    except (
        OSError,
        zipfile.BadZipFile,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        EOFError,
        RuntimeError,
        zlib.error,
    ) as fault:
        return [f"The package cannot be read ({type(fault).__name__})."]


def _verify(package: zipfile.ZipFile) -> list[str]:
    infos = package.infolist()
    if len(infos) > MOST or sum(i.file_size for i in infos) > LARGEST:
        return ["The package unpacks to more than a case can hold; it was not read."]
    listed = [line.partition("  ") for line in package.read("SHA256SUMS").decode().splitlines()]
    sums = {name: digest for digest, _, name in listed}
    names = [i.filename for i in infos]
    wrong = [f"{name} is not listed in SHA256SUMS." for name in sorted({*names} - {*sums, "SHA256SUMS"})]
    wrong += [f"{name} is missing." for name in sorted({*sums} - {*names})]
    wrong += [f"{name} is there twice." for name in sorted({n for n in names if names.count(n) > 1})]
    for name in sorted({*names} & {*sums}):
        digest = hashlib.sha256(package.read(name)).hexdigest()
        named = re.search(r"(?:originals|texts)/([0-9a-f]{64})", name)
        if digest != sums[name] or (named and named.group(1) != digest):
            wrong.append(f"{name} was altered.")
    log = [json.loads(line) for line in package.read("log.jsonl").decode().splitlines()]
    last = re.search(r"^last link +(\S+)$", package.read("README.txt").decode(), re.MULTILINE)
    if last is None or not log or last.group(1) != log[-1]["chain"]:
        wrong.append("The last link in README.txt is not that of the log.")
    records = [json.loads(line) for line in package.read("records.jsonl").decode().splitlines()]
    return wrong + _records_wrong(records, {*names}) + check_log.verify_exported(log, _hashes(records))


def _records_wrong(records: list[dict[str, Any]], names: set[str]) -> list[str]:
    """Records that do not fit their hash, stand there twice or lack their text."""
    wrong: list[str] = []
    seen: set[tuple[str, str]] = set()
    for row in records:
        kind, values = row["kind"], row["values"]
        if content_hash(kind, values) != row["content_sha256"]:
            wrong.append(f"A record was altered ({values['id']}).")
        if (kind, values["id"]) in seen:
            wrong.append(f"A record is there twice ({values['id']}).")
        seen.add((kind, values["id"]))
        if kind == "text_version":
            needed = f"originals/{values['received_sha256']}", f"texts/{values['text_sha256']}.txt"
            wrong += [f"{name} is missing." for name in needed if name not in names]
    return wrong


def _hashes(records: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What each record hashes to in today's fields, as the log's values are hashed: a package may be of an older format."""
    return {(r["kind"], r["values"]["id"]): hash_of_json(r["kind"], canonical(r["values"])) for r in records}
