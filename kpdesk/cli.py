"""The command line: what ``kpdesk`` understands. Each command's work is in ``kpdesk.commands``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib import import_module
from pathlib import Path

from kpdesk import __version__
from kpdesk.errors import KpdeskError, NotEnoughMemory
from kpdesk.passphrase import Passphrases

LISTS = ("actors", "meetings", "statements", "positions", "sources")
KEEPING = (
    "check", "recover", "backup", "package", "verify", "protect", "unprotect", "erase", "copy", "merge", "history",
    "undo",
)  # fmt: skip
BRIEFINGS = ("chronology", "meeting", "actor", "issue", "quotations")

EPILOG = """\
examples:
  kpdesk                                     open the window
  kpdesk marange.kpdesk                      open the window on a case
  kpdesk new marange.kpdesk
  kpdesk add marange.kpdesk article.txt --published 2011-11
  kpdesk list marange.kpdesk statements --csv > statements.csv
  kpdesk timeline marange.kpdesk --out timeline.png
  kpdesk brief marange.kpdesk --kind chronology --out briefing.pdf
  kpdesk protect marange.kpdesk              set a pass-phrase; commands ask for it from then on
  kpdesk backup marange.kpdesk --list

exit codes: 0 done, 1 done with findings, 2 usage, 3 the file cannot be used
"""


def parser() -> argparse.ArgumentParser:
    """All commands with their options and examples."""
    top = argparse.ArgumentParser(
        prog="kpdesk",
        usage="kpdesk [CASEFILE]\n       kpdesk COMMAND …",
        description="A case-file workbench for research on Kimberley Process disputes. Works offline.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.set_defaults(door="commands")
    top.add_argument("--version", action="version", version=f"kpdesk {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", prog="kpdesk")
    _case_commands(commands)
    _output_commands(commands)
    _brief_command(commands)
    _keeping_commands(commands)
    return top


def _command(commands, name: str, text: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _casefile(command: argparse.ArgumentParser) -> None:
    command.add_argument("casefile", type=Path)
    command.add_argument(
        "--passphrase-fd", type=int, metavar="N",
        help="read the pass-phrase of a protected case from file descriptor N; else it is asked for",
    )  # fmt: skip


def _case_commands(commands) -> None:
    new = _command(commands, "new", "make an empty case file", "kpdesk new marange.kpdesk --name 'Marange 2009-2012'")
    _casefile(new)
    new.add_argument("--name", help="what the case is called; the file's name if left out")
    new.add_argument("--protected", action="store_true", help="with a pass-phrase, which is asked for")

    add = _command(
        commands, "add", "take texts into a case and propose records",
        "kpdesk add marange.kpdesk voa.txt --published 2011-11 --outlet VOA",
    )  # fmt: skip
    _casefile(add)
    add.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="UTF-8 text files")
    add.add_argument("--published", help="when it was published: 2011, 2011-11 or 2011-11-01")
    add.add_argument("--outlet", help="who published it")
    add.add_argument("--title", help="its title; the first line if left out (for one text only)")
    add.add_argument("--address", help="where it can be read")
    add.add_argument("--no-extract", action="store_true", help="only take the text in, propose nothing")

    extract = _command(
        commands, "extract", "print what kpdesk finds in texts, without a case",
        "kpdesk extract voa.txt --published 2011-11 --json",
    )  # fmt: skip
    extract.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    extract.add_argument("--published", help="2011, 2011-11 or 2011-11-01; relative dates are read against it")
    extract.add_argument("--json", action="store_true", help="print drafts as JSON, one a line for several texts")
    extract.add_argument("--out", type=Path, metavar="DIR", help="write DIR/NAME.draft.json for each NAME.txt")
    extract.add_argument("--force", action="store_true", help="replace drafts that are there already")

    listing = _command(commands, "list", "print a list of a case", "kpdesk list marange.kpdesk actors --json")
    _casefile(listing)
    listing.add_argument("what", choices=LISTS)
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    listing.add_argument("--rejected", action="store_true", help="include what was rejected")


def _output_commands(commands) -> None:
    for name, text in (
        ("timeline", "draw the meetings timeline"),
        ("ledger", "draw the position ledger"),
        ("network", "draw the agreement network"),
    ):
        picture = _command(commands, name, text, f"kpdesk {name} marange.kpdesk --out {name}.png")
        _casefile(picture)
        picture.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .png, .svg or .pdf file")
        picture.add_argument("--from", dest="start", help="2009, 2009-06 or 2009-06-20")
        picture.add_argument("--to", dest="end", help="2011, 2011-11 or 2011-11-03")
        picture.add_argument("--width", type=int, default=2000, help="of a PNG, in pixels (default 2000)")
        picture.add_argument("--reviewed", action="store_true", help="leave unreviewed records out")
        picture.add_argument("--force", action="store_true", help="replace a file that is there already")

    demo = _command(
        commands, "demo", "open the sample case, or work through it without a window", "kpdesk demo --headless out"
    )
    demo.add_argument("--headless", type=Path, metavar="OUT", help="no window: leave case, picture and briefing in OUT")


def _brief_command(commands) -> None:
    brief = _command(
        commands, "brief", "write a briefing, and note in the case what it held",
        "kpdesk brief marange.kpdesk --kind actor --of 'Partnership Africa Canada' --out pac.pdf",
    )  # fmt: skip
    brief.set_defaults(door="briefs")
    _casefile(brief)
    brief.add_argument("--kind", choices=BRIEFINGS, required=True)
    which = brief.add_mutually_exclusive_group()
    which.add_argument("--of", metavar="WHAT", help="name of the actor, meeting or issue")
    which.add_argument("--each", action="store_true", help="one for each actor, meeting or issue; --out is a folder")
    brief.add_argument("--out", type=Path, required=True, help="a .pdf, .docx, .html, .md or .json (CSL) file")
    brief.add_argument(
        "--as", dest="form", choices=("pdf", "docx", "html", "md", "json"), default="pdf", help="with --each"
    )
    brief.add_argument("--template", metavar="NAME", help="choices that the case keeps; the words below go over them")
    brief.add_argument("--from", dest="start", help="leave out what is earlier")
    brief.add_argument("--to", dest="end", help="leave out what is later")
    brief.add_argument("--issue", action="append", metavar="NAME", help="only what is on it; may be given again")
    brief.add_argument("--unreviewed", choices=("leave-out", "mark"), help="leave-out unless chosen")
    brief.add_argument("--sections", metavar="A,B", help="which and in what order; “?” lists them")
    brief.add_argument("--title", help="instead of the name of what it is of")
    brief.add_argument("--summary", help="your own words, at the head")
    brief.add_argument("--view", choices=("before", "after"), help="of a meeting: for those who will go, or went")
    brief.add_argument("--quotation", choices=("full", "short"), help="quotations in full or their first words")
    brief.add_argument("--citations", choices=("chicago", "plain"), help="the style of notes and sources")
    brief.add_argument("--date", help="the day to print as the day of making (for repeatable files)")
    brief.add_argument("--no-trace", action="store_true", help="do not note in the case that it was made")
    brief.add_argument("--force", action="store_true", help="replace files that are there already")


def _keeping_commands(commands) -> None:
    check = _command(commands, "check", "verify a case file", "kpdesk check marange.kpdesk")
    _casefile(check)
    check.add_argument("--repair", action="store_true", help="rebuild what can be rebuilt, after a backup")

    recover = _command(
        commands, "recover", "save what can be read of a damaged case into a new file",
        "kpdesk recover marange.kpdesk --out rescued.kpdesk",
    )  # fmt: skip
    _casefile(recover)
    recover.add_argument("--out", type=Path, required=True)

    backup = _command(
        commands, "backup", "back a case up; list, compare and restore its backups", "kpdesk backup marange.kpdesk"
    )
    _casefile(backup)
    deed = backup.add_mutually_exclusive_group()
    deed.add_argument("--list", action="store_true", help="the backups there are, numbered; 1 is the newest")
    deed.add_argument("--compare", type=int, metavar="N", help="what restoring backup N would change")
    deed.add_argument("--restore", type=int, metavar="N", help="put backup N in place; today's file stays beside it")

    package = _command(
        commands, "package", "write an evidence package (zip) that others can verify",
        "kpdesk package marange.kpdesk --out marange-evidence.zip",
    )  # fmt: skip
    _casefile(package)
    package.add_argument("--out", type=Path, required=True)
    package.add_argument("--force", action="store_true", help="replace a file that is there already")
    verify = _command(commands, "verify", "verify an evidence package", "kpdesk verify marange-evidence.zip")
    verify.add_argument("package", type=Path)
    _secrecy_commands(commands)
    _sharing_commands(commands)
    for name in KEEPING:
        commands.choices[name].set_defaults(door="keeping")


def _secrecy_commands(commands) -> None:
    protect = _command(
        commands, "protect", "give a case a pass-phrase, or another one", "kpdesk protect marange.kpdesk"
    )
    _casefile(protect)
    unprotect = _command(commands, "unprotect", "take the pass-phrase off a case", "kpdesk unprotect marange.kpdesk")
    _casefile(unprotect)
    for command in (protect, unprotect):
        command.add_argument(
            "--remove-backups",
            action="store_true",
            help="make a new backup, then delete those that open as the case did before",
        )

    erase = _command(
        commands, "erase", "erase records for good, with all that rests on them and their history",
        "kpdesk erase marange.kpdesk source 019a2b3c-… --for-good",
    )  # fmt: skip
    _casefile(erase)
    erase.add_argument("kind", help="source, actor, meeting, statement, position …")
    erase.add_argument("ids", nargs="+", metavar="ID", help="as “kpdesk list” gives them with --csv or --json")
    erase.add_argument("--for-good", action="store_true", help="do it; without this only what would go is said")
    erase.add_argument("--remove-backups", action="store_true", help="delete the backups too, which still hold it")


def _sharing_commands(commands) -> None:
    copy = _command(
        commands,
        "copy",
        "copy a case out for somebody else to work in",
        "kpdesk copy marange.kpdesk --out for-bo.kpdesk",
    )
    _casefile(copy)
    copy.add_argument("--out", type=Path, required=True)
    copy.add_argument(
        "--protected", action="store_true", help="give the copy a pass-phrase of its own, which is asked for"
    )

    merge = _command(
        commands, "merge", "merge a copy back; what both changed is listed and decided by you",
        "kpdesk merge marange.kpdesk from-bo.kpdesk --take 2=there --rest here",
    )  # fmt: skip
    _casefile(merge)
    merge.add_argument("copy", type=Path, help="the copy that comes back; it is not written to")
    merge.add_argument("--preview", action="store_true", help="only say what would be written")
    merge.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="N[.FIELD]=SIDE",
        help="conflict N, or one field of it: “here” (the case) or “there” (the copy)",
    )
    merge.add_argument("--rest", choices=("here", "there"), help="the side that counts in all other conflicts")

    history = _command(commands, "history", "print what was done in a case", "kpdesk history marange.kpdesk")
    _casefile(history)
    history.add_argument("--limit", type=int, default=50, metavar="N", help="how many of the newest (default 50)")
    undo = _command(commands, "undo", "take back the last deed, or one by its number", "kpdesk undo marange.kpdesk")
    _casefile(undo)
    undo.add_argument("--number", type=int, metavar="N", help="as “kpdesk history” gives it")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. A first word that is no command is a case file to open."""
    words = sys.argv[1:] if argv is None else argv
    _speak_unicode()
    top = parser()
    names = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction)).choices
    try:
        if not words or (not words[0].startswith("-") and words[0] not in names):
            return _window(top, words)
        given = top.parse_args(words)
        given.passphrases = Passphrases(getattr(given, "passphrase_fd", None))
        return getattr(import_module(f"kpdesk.{given.door}"), f"run_{given.command}")(given)
    except KpdeskError as fault:
        print(f"kpdesk: {fault}".replace("\n", " "), file=sys.stderr)
        return fault.exit_code
    except MemoryError:
        print(f"kpdesk: {NotEnoughMemory()}", file=sys.stderr)
        return NotEnoughMemory.exit_code
    except BrokenPipeError:  # the reader of a pipe left: not our fault, and nothing to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        what = Path(fault.filename).name if isinstance(fault.filename, str | Path) else "a file"
        print(f"kpdesk: {what} cannot be used: {fault.strerror or fault}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("kpdesk: stopped; what was finished is kept", file=sys.stderr)
        return 130


def _speak_unicode() -> None:
    """Names of people are in every script; a console that cannot show one shows a stand-in and goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _window(top: argparse.ArgumentParser, words: list[str]) -> int:
    if len(words) > 1:
        top.error(f"“{words[0]}” is no command; to open a case, name one file")
    from kpdesk.commands import open_window

    return open_window(Path(words[0]) if words else None)
