"""The one SQLite driver of the program: SQLCipher's, for plain and protected case files alike."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

sqlite: Any = dbapi2  # it carries no types
Connection: TypeAlias = Any
Error: type[Exception] = sqlite.Error
OperationalError: type[Exception] = sqlite.OperationalError
# The driver also raises UnicodeDecodeError: an error that quotes a damaged schema is no text.
FAULTS: tuple[type[Exception], ...] = (Error, UnicodeDecodeError)
