"""A layer between SQLite and its files: sees every read, write, sync and delete of the real driver, and can fail it.

Registered through SQLite's own interface for file systems (sqlite3_vfs) with ctypes, so that the program under test
runs unchanged, on plain and on protected files.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3._sqlite3 as driver

P, INT, INT64 = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
OK, FULL = 0, 13
IOERR = {"read": 266, "write": 778, "sync": 1034, "truncate": 1546, "delete": 2570}
_VFS_POINTERS = [
    "xOpen",
    "xDelete",
    "xAccess",
    "xFullPathname",
    "xDlOpen",
    "xDlError",
    "xDlSym",
    "xDlClose",
    "xRandomness",
    "xSleep",
    "xCurrentTime",
    "xGetLastError",
    "xCurrentTimeInt64",
    "xSetSystemCall",
    "xGetSystemCall",
    "xNextSystemCall",
]
_IO_POINTERS = [
    "xClose",
    "xRead",
    "xWrite",
    "xTruncate",
    "xSync",
    "xFileSize",
    "xLock",
    "xUnlock",
    "xCheckReservedLock",
    "xFileControl",
    "xSectorSize",
    "xDeviceCharacteristics",
    "xShmMap",
    "xShmLock",
    "xShmBarrier",
    "xShmUnmap",
    "xFetch",
    "xUnfetch",
]


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("iVersion", INT), ("szOsFile", INT), ("mxPathname", INT), ("pNext", P), ("zName", ctypes.c_char_p), ("pAppData", P),
        *((name, P) for name in _VFS_POINTERS),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (("iVersion", INT), *((name, P) for name in _IO_POINTERS))


class _File(ctypes.Structure):
    _fields_ = (("pMethods", ctypes.POINTER(_Methods)),)


_OPEN = ctypes.CFUNCTYPE(INT, P, P, P, INT, P)
_DELETE = ctypes.CFUNCTYPE(INT, P, P, INT)
_CLOSE = ctypes.CFUNCTYPE(INT, P)
_TRANSFER = ctypes.CFUNCTYPE(INT, P, P, INT, INT64)
_TRUNCATE = ctypes.CFUNCTYPE(INT, P, INT64)
_SYNC = ctypes.CFUNCTYPE(INT, P, INT)


@dataclass
class Op:
    """One operation on a file, as it is about to happen. ``data`` for writes, ``size`` for truncation."""

    what: str  # open, read, write, truncate, sync, delete
    path: str
    offset: int = 0
    data: bytes = b""
    size: int = 0
    synced: bool = False  # delete: whether the folder is synced too


@dataclass
class Shim:
    """``on`` is asked before each operation; it returns 0 to let it happen, or an SQLite result code to fail it."""

    on: Callable[[Op], int] | None = None
    _kept: list = field(default_factory=list)  # what C points to must stay alive
    _paths: dict[int, str] = field(default_factory=dict)
    _tables: dict[int, _Methods] = field(default_factory=dict)

    def install(self) -> None:
        """Make the layer, once for a process."""
        library = ctypes.CDLL(driver.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        library.sqlite3_vfs_register.argtypes = [ctypes.POINTER(_Vfs), INT]
        library.sqlite3_initialize()
        self._theirs = library.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(self._theirs.contents)
        ours.zName = b"torture"
        self._open, self._delete = _OPEN(ours.xOpen), _DELETE(ours.xDelete)
        hooks = (_OPEN(self._on_open), _DELETE(self._on_delete))
        ours.xOpen, ours.xDelete = (ctypes.cast(hook, P).value for hook in hooks)
        self._kept += [library, ours, *hooks]
        self._library, self._ours = library, ctypes.pointer(ours)

    def use(self, used: bool) -> None:
        """Be the default for every connection opened from now on in this process, or be so no more."""
        self._library.sqlite3_vfs_register(self._ours if used else self._theirs, 1)

    def _ask(self, op: Op) -> int:
        return self.on(op) if self.on else OK

    def _on_open(self, vfs, name, file, flags, out) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        created = bool(path) and not Path(path).exists()
        result = self._open(vfs, name, file, flags, out)
        handle = _File.from_address(file)
        if result == OK and handle.pMethods:
            if created:
                self._ask(Op("open", path))
            self._paths[file] = path
            handle.pMethods = ctypes.pointer(self._table(handle.pMethods))
        return result

    def _table(self, theirs) -> _Methods:
        address = ctypes.addressof(theirs.contents)
        if address not in self._tables:
            original = theirs.contents
            ours = _Methods.from_buffer_copy(original)
            hooks = {
                "xClose": _CLOSE(self._closer(_CLOSE(original.xClose))),
                "xRead": _TRANSFER(self._reader(_TRANSFER(original.xRead))),
                "xWrite": _TRANSFER(self._writer(_TRANSFER(original.xWrite))),
                "xTruncate": _TRUNCATE(self._truncater(_TRUNCATE(original.xTruncate))),
                "xSync": _SYNC(self._syncer(_SYNC(original.xSync))),
            }
            for name, hook in hooks.items():
                setattr(ours, name, ctypes.cast(hook, P).value)
            self._kept += [ours, *hooks.values()]
            self._tables[address] = ours
        return self._tables[address]

    def _closer(self, then):
        def close(file) -> int:
            self._paths.pop(file, None)
            return then(file)

        return close

    def _reader(self, then):
        def read(file, buffer, size, offset) -> int:
            return self._ask(Op("read", self._paths.get(file, ""), offset=offset, size=size)) or then(
                file, buffer, size, offset
            )

        return read

    def _writer(self, then):
        def write(file, buffer, size, offset) -> int:
            op = Op("write", self._paths.get(file, ""), offset=offset, data=ctypes.string_at(buffer, size))
            return self._ask(op) or then(file, buffer, size, offset)

        return write

    def _truncater(self, then):
        def truncate(file, size) -> int:
            return self._ask(Op("truncate", self._paths.get(file, ""), size=size)) or then(file, size)

        return truncate

    def _syncer(self, then):
        def sync(file, flags) -> int:
            return self._ask(Op("sync", self._paths.get(file, ""))) or then(file, flags)

        return sync

    def _on_delete(self, vfs, name, sync_folder) -> int:
        op = Op("delete", ctypes.string_at(name).decode(), synced=bool(sync_folder))
        return self._ask(op) or self._delete(vfs, name, sync_folder)


def at_operation(number: int, do: Callable[[Op], int], *, kinds: tuple[str, ...], lasting: bool = False):
    """A hook that calls ``do`` at the given operation of these kinds (and at every later one if ``lasting``)."""
    counter = itertools.count(1)

    def on(op: Op) -> int:
        if op.what not in kinds:
            return OK
        n = next(counter)
        return do(op) if n == number or (lasting and n > number) else OK

    return on


SHIM = Shim()
_installed = False


def installed() -> Shim:
    """The one shim of this process, made on first use, and in use from now on."""
    global _installed
    if not _installed:
        SHIM.install()
        _installed = True
    SHIM.use(True)
    return SHIM


@contextmanager
def dealing(on: Callable[[Op], int]) -> Iterator[None]:
    """Ask ``on`` before each operation within the block. After it the shim is in nobody's way: a fault that Python raises
    in the middle of a backup, a stop say, does not come through functions that Python serves.
    """
    shim = installed()
    shim.on = on
    try:
        yield
    finally:
        shim.on = None
        shim.use(False)
