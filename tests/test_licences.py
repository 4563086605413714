"""The licences of everything that the program needs at run time are on a list of those that fit its own."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

FITTING = re.compile(
    r"\b(MIT|BSD|BSD-[23]-Clause|0BSD|Apache|Apache-2\.0|ISC|PSF|PSF-2\.0|Python|Python Software Foundation|MPL-2\.0|Mozilla|zlib|Zlib|HPND|MIT-CMU|"
    r"CNRI-Python|Unlicense|LGPL-3\.0-only|LGPL-2\.1-or-later|LGPL|Dual)\b",
    re.IGNORECASE,
)
PROJECT = Path(__file__).parents[1] / "pyproject.toml"
# Names whose metadata says nothing that can be matched, with what their own licence file says.
KNOWN = {"sqlcipher3": "zlib"}


def _needed(name: str, seen: dict[str, metadata.Distribution], extra: str = "") -> None:
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    try:
        seen[key] = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return
    for line in seen[key].requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            _needed(requirement.name, seen)


def _licence(distribution: metadata.Distribution) -> str:
    head = distribution.metadata
    said = [head.get("License-Expression") or "", (head.get("License") or "")[:200]]
    said += [c for c in head.get_all("Classifier") or [] if c.startswith("License")]
    return " | ".join(s for s in said if s)


def test_run_time_dependencies_have_licences_that_fit() -> None:
    """A dependency under another licence is noticed before it ships."""
    seen: dict[str, metadata.Distribution] = {}
    for line in tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]:
        _needed(Requirement(line).name, seen)
    assert len(seen) > 20
    unfit = {k: _licence(d) for k, d in seen.items() if k not in KNOWN and not FITTING.search(_licence(d))}
    assert unfit == {}
