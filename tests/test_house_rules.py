"""The rules of the house that no linter knows: sizes, names, mirrored tests, colours, what may not be printed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kpdesk"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "assets" not in p.parts)
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
# Each exception with its reason; the list is meant to stay short.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
WITHOUT_OWN_TEST: dict[str, str] = {
    "kpdesk/__main__.py": "two lines, run by tests/test_cli.py",
    "kpdesk/commands.py": "run through tests/test_cli.py",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    """A module over the limit has a second reason to change in it."""
    long = {_name(p): len(p.read_text("utf-8").splitlines()) for p in MODULES}
    assert {n: k for n, k in long.items() if k > LONGEST_MODULE and n not in LONG_MODULES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    """Functions fit a screen."""
    long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                key = f"{_name(path)}:{node.name}"
                if lines > LONGEST_FUNCTION and key not in LONG_FUNCTIONS:
                    long[key] = lines
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    """A module opens with a docstring."""
    silent = [_name(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert silent == []


def test_every_module_has_a_mirrored_test() -> None:
    """kpdesk/a/b.py is tested by tests/a/test_b.py."""
    missing = []
    for path in MODULES:
        inside = path.relative_to(PACKAGE)
        mirror = ROOT / "tests" / inside.parent / f"test_{inside.name}"
        exempt = path.name == "__init__.py" or "migrations" in inside.parts or _name(path) in WITHOUT_OWN_TEST
        if not exempt and not mirror.exists():
            missing.append(_name(path))
    assert missing == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    """Names are words of the work."""
    assert [_name(p) for p in MODULES if p.stem in FORBIDDEN_NAMES or p.parent.name in FORBIDDEN_NAMES] == []


def test_colours_live_in_one_table() -> None:
    """No hex colour in the window outside its theme."""
    hexes = re.compile(r"[\"']#[0-9A-Fa-f]{6,8}[\"']")
    found = [_name(p) for p in (PACKAGE / "desktop").rglob("*.py") if hexes.search(p.read_text("utf-8"))]
    assert [name for name in found if not name.startswith("kpdesk/desktop/theme")] == []


def test_only_notices_open_a_message_box() -> None:
    """One door for dialogs."""
    users = [_name(p) for p in MODULES if "QMessageBox" in p.read_text("utf-8")]
    assert [u for u in users if u != "kpdesk/desktop/notices.py"] == []


def test_tests_do_not_sleep() -> None:
    """Tests wait for signals, never for the clock."""
    sleeping = re.compile(r"\b(?:time\.)?sleep\(|qtbot\.wait\(\s*\d")
    found = [
        _name(p)
        for p in sorted((ROOT / "tests").rglob("*.py"))
        if p.name != Path(__file__).name and "torture" not in p.parts and sleeping.search(p.read_text("utf-8"))
    ]
    assert found == []


def _tracked() -> list[Path]:
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / n for n in names if n]


def test_nothing_names_a_machine_or_a_registry() -> None:
    """The project speaks of kpdesk alone."""
    # Put together here so that this file does not hold what it looks for.
    unwanted = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "/wor" + "k/", "/ro" + "ot/"])
    )
    found = []
    for path in _tracked():
        if path.suffix in {".png", ".ttf", ".ico", ".otf", ".pdf"} or not path.exists():
            continue
        data = path.read_bytes()
        if b"\0" not in data[:2048] and unwanted.search(data.decode("utf-8", "replace")):
            found.append(_name(path))
    assert found == []


@pytest.mark.skipif(sys.platform == "win32", reason="the console script's name differs")
def test_imports_go_one_way() -> None:
    """import-linter's contracts hold."""
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(script)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
