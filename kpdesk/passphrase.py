"""Where the command line gets pass-phrases from: the terminal, without echo, or a file descriptor.

Never an argument nor an environment variable: other programs of the same computer can read both.
"""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from collections.abc import Callable
from typing import TypeVar

from kpdesk.errors import PassphraseNeeded, UsageError

T = TypeVar("T")
TRIES = 3
HINT = "Use --passphrase-fd N, which reads it from a file descriptor (0 is the standard input)."


class Passphrases:
    """The pass-phrases of one command. A descriptor gives one a line: first the one that opens, then a new one."""

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._lines: list[str] | None = None
        self._last: str | None = None

    def unlock(self, name: str, deed: Callable[[str | None], T]) -> T:
        """The result of ``deed``, which opens a file with a pass-phrase or None.

        Tried first without one, then with the one that opened another file of this command; then it is asked for.
        """
        refused = PassphraseNeeded(f"{name} is protected.")
        for known in (None, self._last) if self._last else (None,):
            try:
                return deed(known)
            except PassphraseNeeded as fault:
                refused = fault
        for _ in range(TRIES if self._descriptor is None else 1):
            typed = self._read(f"Pass-phrase of {name}: ", name)
            try:
                done = deed(typed)
            except PassphraseNeeded as fault:
                refused = fault
                if self._descriptor is None:
                    print(f"kpdesk: {fault}", file=sys.stderr)
            else:
                self._last = typed
                return done
        raise refused

    def fresh(self, name: str) -> str:
        """A new pass-phrase; at the terminal it is typed twice."""
        first = self._read(f"New pass-phrase for {name}: ", name)
        if self._descriptor is None and self._read("The same once more: ", name) != first:
            raise UsageError("The two pass-phrases differ.", "Nothing was changed; try again.")
        return first

    def _read(self, prompt: str, name: str) -> str:
        return _asked(prompt, name) if self._descriptor is None else self._next_line(self._descriptor)

    def _next_line(self, descriptor: int) -> str:
        if self._lines is None:
            try:
                with os.fdopen(descriptor, "rb", closefd=False) as given:
                    self._lines = given.read().decode("utf-8").splitlines()
            except OSError:
                raise UsageError(f"Nothing can be read from file descriptor {descriptor}.", HINT) from None
            except UnicodeDecodeError:
                raise UsageError("A pass-phrase is text in UTF-8, one a line.", HINT) from None
        if not self._lines:
            raise UsageError(f"File descriptor {descriptor} gave no pass-phrase.", "Give one a line.")
        return self._lines.pop(0)


def _asked(prompt: str, name: str) -> str:
    """What is typed at the terminal. Raises PassphraseNeeded where there is none: it would be read with echo."""
    nowhere = PassphraseNeeded(f"{name} needs a pass-phrase, and there is no terminal to type it at.", HINT)
    if os.name == "nt" and not sys.stdin.isatty():  # pragma: no cover
        raise nowhere
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError):
            raise nowhere from None
