"""What this person prefers, on this computer: read once at start, written when it changes. Holds no case text."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

RECENT = 12


@dataclass(kw_only=True)
class Settings:
    """``path`` is where they are kept; None keeps them in memory only. ``layout`` holds splitter widths by place."""

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
    lanes: dict[str, list[str]] = field(default_factory=dict)  # timeline@case file -> ids of the actors with lanes
    keep_recent: bool = True
    title_case: bool = True  # the window's title names the case
    lock_after: int = 10  # minutes without keys or pointer after which a protected case is locked; 0: never
    keyring: bool = False
    window: str = ""  # Qt's own record of where the window stood, base64
    path: Path | None = field(default=None, repr=False)

    def remember_case(self, path: Path | str) -> None:
        """Put a case file first among the recent ones, where a list of them is kept."""
        if not self.keep_recent:
            return
        name = str(Path(path).absolute())
        self.recent = [name, *(old for old in self.recent if old != name)][:RECENT]
        self.save()

    def forget_case(self, path: Path | str) -> None:
        name = str(Path(path).absolute())
        self.recent = [old for old in self.recent if old != name]
        self.save()

    def forget_cases(self) -> None:
        """Empty the list of recent cases."""
        self.recent = []
        self.save()

    def save(self) -> None:
        """Write aside, then rename. A folder that cannot be written is no reason to stop the work."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
            aside.write_text(as_toml(self), encoding="utf-8")
            aside.replace(self.path)
        except OSError:
            self.path = None


def default_path() -> Path:
    """The settings file of this person on this computer."""
    return platformdirs.user_config_path("kpdesk", appauthor=False) / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """The settings kept in ``path``; what cannot be read there falls back to the default."""
    path = path or default_path()
    try:
        held: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        held = {}
    made = Settings(path=path)
    for name in (f.name for f in fields(Settings) if f.name != "path"):
        default, value = getattr(made, name), held.get(name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is type(default):
            setattr(made, name, value)
    return made


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
