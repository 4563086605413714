"""Pass-phrases for the command line: never echoed, never in the list of processes, never in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk import cli
from kpdesk.errors import PassphraseNeeded, UsageError
from kpdesk.passphrase import Passphrases
from tests.builders import a_full_case

PASSPHRASE = "five words that don’t match"


def _descriptor(text: str | bytes) -> int:
    reader, writer = os.pipe()
    os.write(writer, text.encode() if isinstance(text, str) else text)
    os.close(writer)
    return reader


def _needs(right: str):
    def deed(given: str | None) -> str:
        if given != right:
            raise PassphraseNeeded("a.kpdesk is protected.")
        return "opened"

    return deed


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    with a_full_case(tmp_path, passphrase=PASSPHRASE) as case:
        return case.path


def test_a_plain_case_is_opened_without_asking() -> None:
    """Nothing is read from anywhere."""
    assert Passphrases(-1).unlock("a.kpdesk", lambda given: given) is None


def test_a_descriptor_gives_one_pass_phrase_a_line() -> None:
    """First the one that opens, then the new one; blanks at the ends belong to it, the line's end does not."""
    given = Passphrases(_descriptor(f" {PASSPHRASE} \r\nnew one\n"))
    assert given.unlock("a.kpdesk", _needs(f" {PASSPHRASE} ")) == "opened"
    assert given.fresh("a.kpdesk") == "new one"
    with pytest.raises(UsageError, match="gave no pass-phrase"):
        given.fresh("a.kpdesk")


def test_one_that_opened_a_case_is_tried_on_its_backup() -> None:
    """Before a second one is asked for."""
    given = Passphrases(_descriptor("old\nnew\n"))
    assert [given.unlock("a", _needs("old")), given.unlock("b", _needs("old")), given.unlock("c", _needs("new"))]


@pytest.mark.parametrize("text", ["", b"\xff\xfe\n"])
def test_a_descriptor_that_gives_none_is_told(text: str | bytes) -> None:
    """Empty, or no text."""
    with pytest.raises(UsageError):
        Passphrases(_descriptor(text)).unlock("a.kpdesk", _needs(PASSPHRASE))


def test_a_closed_descriptor_is_told() -> None:
    """It is a word of the command that is wrong."""
    with pytest.raises(UsageError, match="file descriptor 987"):
        Passphrases(987).unlock("a.kpdesk", _needs(PASSPHRASE))


def test_a_wrong_one_from_a_descriptor_is_exit_code_3_at_once(protected: Path, capsys) -> None:
    """With the same words as for a missing one, and nothing of it in them."""
    words = ["list", str(protected), "actors", "--passphrase-fd", str(_descriptor("wrong words\n"))]
    assert cli.main(words) == 3
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("kpdesk: test.kpdesk is protected.") and "wrong words" not in told.err


@pytest.mark.skipif(os.name == "nt", reason="sessions without a terminal are started another way there")
def test_without_a_terminal_it_is_one_sentence_and_exit_code_3(protected: Path) -> None:
    """Not read from the standard input by the way, where it could be a text that was piped in."""
    words = [sys.executable, "-m", "kpdesk", "list", str(protected), "actors"]
    done = subprocess.run(words, input=f"{PASSPHRASE}\n", capture_output=True, text=True, start_new_session=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("kpdesk: test.kpdesk needs a pass-phrase, and there is no terminal to type it at.")
    assert "--passphrase-fd" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_at_the_terminal_it_is_asked_for_without_echo(protected: Path) -> None:
    """Again after a wrong one; the list comes out, and what was typed shows nowhere."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()

    def own_terminal() -> None:
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

    words = [sys.executable, "-m", "kpdesk", "list", str(protected), "actors"]
    started = subprocess.Popen(
        words, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True, preexec_fn=own_terminal
    )
    os.close(theirs)
    shown = b""
    for typed in ("wrong words", PASSPHRASE):
        while not shown.endswith(b"test.kpdesk: "):
            shown += os.read(ours, 1000)
        os.write(ours, typed.encode() + b"\n")
        shown += os.read(ours, 1)
    out, _ = started.communicate(timeout=60)
    try:
        while part := os.read(ours, 1000):
            shown += part
    except OSError:  # the other end was closed: all was read
        pass
    os.close(ours)
    assert started.returncode == 0 and b"Ana Sithole" in out
    assert b"is protected." in shown and b"words" not in shown


def test_two_different_new_ones_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger would lock the case for ever."""
    typed = iter(["one two three", "one two four"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    with pytest.raises(UsageError, match="differ"):
        Passphrases().fresh("a.kpdesk")


def test_no_command_takes_one_as_a_word_or_from_the_environment() -> None:
    """--passphrase-fd takes a number, and nothing else has to do with pass-phrases."""
    import argparse

    commands = next(a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    options = {o: a for c in commands.values() for a in c._actions for o in a.option_strings if "pass" in o}
    assert set(options) == {"--passphrase-fd"} and options["--passphrase-fd"].type is int
    package = Path(cli.__file__).parent
    assert not [
        p for p in package.rglob("*.py") if "environ" in p.read_text("utf-8") and "PASS" in p.read_text("utf-8")
    ]
