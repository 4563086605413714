"""What this person prefers, on this computer: read once at start, written when it changes. Holds no case text."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

RECENT = 12


@dataclass(kw_only=True)
class Settings:
    """``path`` is where they are kept; None keeps them in memory only. ``layout`` holds splitter widths by place.

    Only ``recent`` names cases. ``on_unsaved`` is told in words when they cannot be saved.
    """

    theme: str = "system"  # system, light, dark
    scale: float = 1.0
    reader_size: int = 16
    reader_serif: bool = True
    single_keys: bool = True
    reduced_motion: bool = False
    model: str = ""  # an installed spaCy pipeline to read texts with; empty: the one that ships with kpdesk
    house_style: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # action id -> the key a person chose for it
    recent: list[str] = field(default_factory=list)
    layout: dict[str, list[int]] = field(default_factory=dict)
    lanes: dict[str, list[str]] = field(default_factory=dict)  # a case's mark -> ids of the actors on its timeline
    keep_recent: bool = True
    title_case: bool = True  # the window's title names the case
    lock_after: int = 10  # minutes without keys or pointer after which a protected case is locked; 0: never
    keyring: bool = False
    in_keyring: list[str] = field(default_factory=list)  # salts of the files whose pass-phrase it was given
    window: str = ""  # Qt's own record of where the window stood, base64
    path: Path | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._was: dict[str, Any] = {}  # as the file had it when it was last read or written here
        self.on_unsaved: Callable[[str], object] = lambda _words: None

    def remember_case(self, path: Path | str) -> None:
        """Put a case file first among the recent ones, where a list of them is kept."""
        self.refresh()
        if not self.keep_recent:
            return
        name = str(Path(path).absolute())
        self.recent = [name, *(old for old in self.recent if old != name)][:RECENT]
        self.save()

    def forget_case(self, path: Path | str) -> None:
        self.refresh()
        name = str(Path(path).absolute())
        self.recent = [old for old in self.recent if old != name]
        self.save()

    def keep_ring(self, salt: str) -> None:
        """The keyring was given the pass-phrase of the file with this salt."""
        if salt and salt not in self.in_keyring:
            self.in_keyring = [*self.in_keyring, salt]
            self.save()

    def forget_cases(self) -> bool:
        """Empty the list of recent cases; False where the file still has it."""
        self.recent = []
        return self.save()

    def refresh(self) -> None:
        """Take over what another window wrote since, where nothing was changed here; of tables, row by row."""
        there = _read(self.path) if self.path is not None else None
        if there is None:
            return
        plain = Settings()
        for name in _names():
            mine, now = getattr(self, name), there.get(name, getattr(plain, name))
            was = self._was.get(name, getattr(plain, name))
            if isinstance(mine, dict):
                changed = {key for key in mine.keys() | was.keys() if mine.get(key) != was.get(key)}
                merged = {key: mine[key] for key in mine if key in changed}
                merged |= {key: value for key, value in now.items() if key not in changed}
                mine.clear()
                mine.update(merged)
            elif mine == was:
                setattr(self, name, now)
            self._was[name] = deepcopy(now)

    def save(self) -> bool:
        """Write what was changed here, aside, then rename. False, and told, where the folder cannot be written to."""
        if self.path is None:
            return True
        self.refresh()
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(as_toml(self), encoding="utf-8")
            aside.replace(self.path)
        except OSError as fault:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            self.on_unsaved(
                f"Your settings could not be saved: {fault.strerror or fault}. They hold until you close kpdesk."
            )
            return False
        self._was = {name: deepcopy(getattr(self, name)) for name in _names()}
        return True


def _names() -> list[str]:
    return [f.name for f in fields(Settings) if f.name != "path"]


def default_path() -> Path:
    """The settings file of this person on this computer."""
    return platformdirs.user_config_path("kpdesk", appauthor=False) / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """The settings kept in ``path``; what cannot be read there falls back to the default."""
    made = Settings(path=path or default_path())
    made.refresh()
    return made


def _read(path: Path) -> dict[str, Any] | None:
    """What the file holds of the right type; None where it cannot be read."""
    try:
        held: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    plain, found = Settings(), {}
    for name in _names():
        default, value = getattr(plain, name), held.get(name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is type(default):
            found[name] = value
    for name in ("layout", "lanes"):  # earlier programs kept names of case files here
        found[name] = {key: value for key, value in found.get(name, {}).items() if not key.endswith(".kpdesk")}
    return found


def as_toml(settings: Settings) -> str:
    """The settings as a TOML file, without what UTF-8 cannot spell, such as the path of a file whose name is no text."""
    values = {name: value for name, value in asdict(settings).items() if name != "path"}
    plain = {name: value for name, value in values.items() if not isinstance(value, dict)}
    for name, value in plain.items():
        if isinstance(value, list):
            plain[name] = [entry for entry in value if _spelt(entry)]
    lines = [f"{name} = {_spelt(value)}" for name, value in plain.items() if _spelt(value)]
    for name, table in values.items():
        spelt = {_spelt(key): _spelt(value) for key, value in table.items()} if isinstance(table, dict) else {}
        rows = [f"{key} = {value}" for key, value in spelt.items() if key and value]
        lines += ["", f"[{name}]", *rows] if rows else []
    return "\n".join(lines) + "\n"


def _spelt(value: Any) -> str:
    """The value in TOML, "" where it cannot be: JSON without its escapes, which in TOML spell no character beyond U+FFFF."""
    spelt = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "" if any("\ud800" <= c <= "\udfff" for c in spelt) else spelt
