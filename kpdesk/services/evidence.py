"""The evidence package: originals, texts, records, hashes and the change log in one zip that others can verify."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from kpdesk.domain.records import RECORDS
from kpdesk.domain.values import as_values, canonical, content_hash
from kpdesk.errors import CaseFileError, UsageError
from kpdesk.store import change_log
from kpdesk.store.case import CaseFile
from kpdesk.store.files import appearing, readable_as

FORMAT = "kpdesk-evidence/1"
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
spaces. In log.jsonl, value_sha256 is that of the change's salt, a line feed and the value; "chain" is the SHA-256 of
the JSON list [previous chain, head, changes]. Keep the last link, or SHA256SUMS itself, where the package is not:
who can replace every file can replace the sums as well.
"""


def write_package(case: CaseFile, target: Path | str, *, force: bool = False) -> Path:
    """Write the package; returns its path. Raises UsageError where something is there and ``force`` is not set."""
    target = Path(target)
    if target.exists() and not force:
        raise UsageError(f"{target.name} is there already.", "Add --force to replace it, or choose another name.")
    try:
        with appearing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
            sums = {}
            for name, data in _members(case):
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
    for line in package.read("records.jsonl").decode().splitlines():
        row = json.loads(line)
        if content_hash(row["kind"], row["values"]) != row["content_sha256"]:
            wrong.append(f"A record was altered ({row['values'].get('id')}).")
    return wrong + change_log.verify_exported([json.loads(r) for r in package.read("log.jsonl").decode().splitlines()])
