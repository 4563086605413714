"""What each command of the command line does: words in, services called, lines and files out."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpdesk import settings
from kpdesk.domain.dates import parse_date, precision
from kpdesk.domain.wording import counted, shortened
from kpdesk.errors import CaseFileError, DamagedError, KpdeskError, UsageError

if TYPE_CHECKING:
    from kpdesk.store.case import CaseFile

# Imports of services lie inside the commands: “kpdesk list” shall not wait for spaCy, nor “kpdesk --help” for SQL.


def _published(words: str | None) -> str | None:
    if words is None:
        return None
    date = parse_date(words)
    if date != words or precision(date) == "interval":
        raise UsageError(f"“{words}” is no date for --published.", "Write 2011, 2011-11 or 2011-11-01.")
    return date


def told(fault: KpdeskError) -> None:
    print(f"kpdesk: {fault}".replace("\n", " "), file=sys.stderr)


def opened(given: Namespace, *, read_only: bool = False) -> CaseFile:
    """The case that a command works on; a protected one's pass-phrase is asked for."""
    from kpdesk.services import cases

    return given.passphrases.unlock(
        given.casefile.name,
        lambda passphrase: cases.open_case(given.casefile, read_only=read_only, passphrase=passphrase),
    )


def run_new(given: Namespace) -> int:
    from kpdesk.services import cases, protection

    path = cases.path_of(given.casefile)
    passphrase = None
    if given.protected and not path.exists():
        passphrase = given.passphrases.fresh(path.name)
        protection.require_usable(passphrase)
    case = cases.create(path, name=given.name, passphrase=passphrase)
    case.close()
    print(f"Made {case.path}")
    return 0


def run_add(given: Namespace) -> int:
    from kpdesk.services import capture

    if given.title and len(given.paths) > 1:
        raise UsageError("--title names one text, and there are several.", "Add them one by one, or leave it out.")
    published, failed = _published(given.published), 0
    with opened(given) as case:
        if len(given.paths) > 1:
            _back_up_before(case, f"adding {len(given.paths)} texts")
        for path in given.paths:
            try:
                added = capture.add_file(
                    case, path, published=published, outlet=given.outlet, title=given.title, address=given.address
                )
                if added.already:
                    print(f"{path.name}: in the case already, as “{added.title}”")
                    continue
                print(f"{path.name}: taken in as “{added.title}”")
                if not given.no_extract:
                    changes = capture.read_and_propose(case, added.source_id)
                    print(f"  proposed {_counts({kind: len(ids) for kind, ids in changes.ids.items()})}")
            except CaseFileError:
                raise
            except KpdeskError as fault:
                told(fault)
                failed += 1
    return 1 if failed else 0


def _back_up_before(case: CaseFile, deed: str) -> None:
    from kpdesk.services import backups

    try:
        backups.back_up_if_due(case, f"before {deed}", minutes=backups.BULK)
    except DamagedError:
        raise
    except CaseFileError as fault:
        told(fault)  # a full disk elsewhere stops no work here


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(counted(counts.get(kind, 0), kind) for kind in ("actor", "meeting", "statement", "position"))


def run_extract(given: Namespace) -> int:
    from kpdesk.extract import extract

    published, model = _published(given.published), settings.load().model or None
    outputs = _draft_paths(given) if given.out else {}
    failed = 0
    for path in given.paths:
        try:
            data, text = _exact_text(path)
            draft = extract(text, published=published, model=model).as_json()
            draft["source"]["sha256"] = hashlib.sha256(data).hexdigest()
        except KpdeskError as fault:
            told(fault)
            failed += 1
            continue
        if given.out:
            from kpdesk.services.writing import write_file

            write_file(outputs[path], json.dumps(draft, ensure_ascii=False, indent=1).encode(), force=given.force)
        if given.json:
            print(json.dumps(draft, ensure_ascii=False, indent=1 if len(given.paths) == 1 else None))
        elif not given.out:
            print(_outline(path.name, draft))
    return 1 if failed else 0


def _draft_paths(given: Namespace) -> dict[Path, Path]:
    names = Counter(path.stem for path in given.paths)
    twice = [name for name, n in names.items() if n > 1]
    if twice:
        raise UsageError(f"Two texts are called {twice[0]}.", "Their drafts would share one file; run them apart.")
    outputs = {path: given.out / f"{path.stem}.draft.json" for path in given.paths}
    there = [out for out in outputs.values() if out.exists()]
    if there and not given.force:
        raise UsageError(f"{there[0]} is there already.", "Add --force to replace it.")
    given.out.mkdir(parents=True, exist_ok=True)
    return outputs


def _exact_text(path: Path) -> tuple[bytes, str]:
    """Bytes and text with every character as given: the offsets of a draft count in it."""
    from kpdesk.intake.files import decode, receive_file

    received = receive_file(path)
    return received.data, decode(received.data, path.name)


def _outline(name: str, draft: dict[str, Any]) -> str:
    names = {a["id"]: a["name"] for a in draft["actors"]}
    lines = [f"{name}: {_counts({k: len(draft[k + 's']) for k in ('actor', 'meeting', 'statement', 'position')})}"]
    lines += [f"  note: {note}" for note in draft["notes"]]
    lines += [f"  actor      {a['name']} ({a['kind']})" for a in draft["actors"]]
    lines += [f"  meeting    {m['name']} ({m['when'] or 'date not known'})" for m in draft["meetings"]]
    for s in draft["statements"]:
        said = " … ".join(c["text"] for c in s["content"])
        lines.append(f"  statement  {names.get(s['speaker'], 'no named speaker')}: {' '.join(said.split())[:100]}")
    for p in draft["positions"]:
        by = f", says {names[p['claimed_by']]}" if p["claimed_by"] in names else ""
        lines.append(f"  position   {names.get(p['holder'], '?')}: {p['stance']} {p['issue']}{by}")
    return "\n".join(lines)


def run_list(given: Namespace) -> int:
    from kpdesk.domain.listing import ListQuery
    from kpdesk.services import lookup

    equals: dict[str, object] = {}
    if given.rejected and given.what != "sources":
        equals["state"] = ("proposed", "accepted", "edited", "rejected")
    with opened(given, read_only=True) as case:
        page = lookup.page(case, ListQuery(kind=given.what, equals=equals, limit=-1))
    keys = [c.key for c in page.columns]
    if given.json:
        print(
            json.dumps([dict(zip(["id", *keys], row, strict=True)) for row in page.rows], ensure_ascii=False, indent=1)
        )
    elif given.csv:
        from kpdesk.exports.tables import rows_to_csv

        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # the line ends of CSV are its own
        sys.stdout.write(rows_to_csv(["id", *keys], page.rows))
    else:
        for line in _aligned([c.title for c in page.columns], [row[1:] for row in page.rows]):
            print(line)
        print(counted(page.total, given.what[:-1]))
    return 0


def _aligned(titles: list[str], rows: list[tuple[object, ...]]) -> list[str]:
    """Rows as lines of columns; what is longer than a column is cut. For people: programs take --csv or --json."""
    cells = [titles, *[[shortened(str(v), 48) if v is not None else "" for v in row] for row in rows]]
    filled = [n for n in range(len(titles)) if any(row[n] for row in cells[1:])]
    widths = {n: max(len(row[n]) for row in cells) for n in filled}
    return ["  ".join(row[n].ljust(widths[n]) for n in filled).rstrip() for row in cells] if rows else []


def _picture(given: Namespace, draw: str) -> int:
    from kpdesk.services import pictures

    with opened(given, read_only=True) as case:
        path = getattr(pictures, draw)(
            case, given.out, start=given.start and parse_date(given.start), end=given.end and parse_date(given.end),
            width=given.width, reviewed_only=given.reviewed, force=given.force,
        )  # fmt: skip
    print(f"Wrote {path}")
    return 0


def run_timeline(given: Namespace) -> int:
    return _picture(given, "timeline_picture")


def run_ledger(given: Namespace) -> int:
    return _picture(given, "ledger_picture")


def run_network(given: Namespace) -> int:
    return _picture(given, "network_picture")


def run_demo(given: Namespace) -> int:
    if given.headless is not None:
        return demo_without_window(given.headless)
    return open_window(None, sample=True)


def demo_without_window(out: Path) -> int:
    """The whole job on the sample texts with no Qt: case, timeline picture and briefing into ``out``, over nothing."""
    from kpdesk.domain.listing import LISTS, ListQuery
    from kpdesk.services import briefing, lookup, pictures, sample

    made = [out / name for name in ("sample.kpdesk", "timeline.png", "briefing.pdf")]
    if there := [path for path in made if path.exists()]:
        raise UsageError(f"{there[0]} is there already.", "Name another folder.")
    out.mkdir(parents=True, exist_ok=True)
    with sample.build(made[0], progress=_tell) as case:
        counts = {kind: lookup.page(case, ListQuery(kind=kind, limit=1)).total for kind in LISTS}
        pictures.timeline_picture(case, made[1], width=2000)
        briefing.make(case, "chronology", choices={"unreviewed": "mark"}, out=made[2])
    print("Found " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
    for path in made:
        print(os.path.relpath(path))
    return 0


def _free_folder(out: Path) -> Path:
    """``out``, or the same name with a number while something is there: a sample worked in before is kept."""
    number, found = 2, out
    while found.exists():
        found = out.with_name(f"{out.name} {number}")
        number += 1
    return found


def _tell(share: float, title: str) -> None:
    if sys.stderr.isatty() and title:
        print(f"{share:4.0%}  {title}", file=sys.stderr)


def open_window(path: Path | None, *, sample: bool = False) -> int:
    """Open the window; where there is no display, the sample is worked through without one."""
    lacking = _lacking_for_window()
    if lacking and sample:
        print(f"kpdesk: {lacking} The sample is worked through without a window.", file=sys.stderr)
        return demo_without_window(_free_folder(Path("build/demo")))
    if lacking:
        raise KpdeskError(lacking, "Commands that need no window work all the same; “kpdesk --help” lists them.")
    from kpdesk import main

    return main.open_window(path, sample=sample)


def _lacking_for_window() -> str:
    headless = sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if headless and os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "vnc", "minimal"):
        return "There is no display here."
    try:
        from PySide6 import QtGui, QtWidgets  # noqa: F401
    except ImportError as fault:
        return f"Qt cannot start ({fault}). On Debian or Ubuntu: apt install {' '.join(QT_LIBRARIES)}."
    return ""


QT_LIBRARIES = (
    "libegl1", "libgl1", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1",
)  # fmt: skip
