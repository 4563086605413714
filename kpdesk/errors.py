"""Errors that a person can do something about. Anything else that is raised is a bug."""


class KpdeskError(Exception):
    """A known fault: ``message`` says what happened, ``hint`` what to do.

    ``exit_code`` is what the command line returns (0 done, 1 findings, 2 usage, 3 file unusable).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(KpdeskError):
    """The words of a command, or a value given by a person, cannot be used. ``field`` is where it was given, if known."""

    exit_code = 2
    field = ""


class CaseFileError(KpdeskError):
    """The case file cannot be opened, read or written as asked."""

    exit_code = 3


class ReadOnlyError(CaseFileError):
    """A change was asked of a case that is open for reading only."""


class ConflictError(KpdeskError):
    """A deed cannot be done because something changed in between."""


class TextError(KpdeskError):
    """A text cannot be taken in (empty, too long, not text)."""


class NotEnoughMemory(KpdeskError):
    """Work that wanted more memory than there is. It ended as a whole: what was saved before is kept."""

    def __init__(self, work: str = "this") -> None:
        super().__init__(
            f"There is not enough memory for {work}.",
            "All that was saved is kept. Close other programs, or split the text into parts, then try again.",
        )


class PassphraseNeeded(CaseFileError):
    """The case is protected: no pass-phrase was given, or one that does not open it. One sentence for both."""


class AlreadyOpen(CaseFileError):
    """Another window or program has this case open for writing. It can be opened for reading only."""


class OlderFormat(CaseFileError):
    """The file has an older case format and was to be opened for reading only."""


class DiskFault(CaseFileError):
    """The disk is full or reports errors: the last change was not saved, everything before it was."""


class FileMoved(CaseFileError):
    """The open file was moved, deleted or replaced: nothing is written until a copy is saved elsewhere."""


class DamagedError(CaseFileError):
    """The file's structure or a value in it is not what was written. Checks, backups and recovery go on from here."""


class BackupDamaged(CaseFileError):
    """A backup is not what was kept any more. The case that it is one of is as it was."""
