"""What the program draws and sets with: icons that can be tinted, fonts that hold the signs, licences beside them."""

import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets"
ICONS = sorted((ASSETS / "icons").glob("*.svg"))
FONTS = sorted((ASSETS / "fonts").glob("*.ttf"))

NAMED_IN_THE_DESIGN = """
file-text list-checks users calendar-range scale book-open-text user building-2 landmark globe factory calendar-days
quote check pencil x circle-dashed skip-forward undo-2 redo-2 history git-merge split search filter tag external-link
file-output database-backup archive-restore circle-alert triangle-alert info lock
"""
NEEDED_AT_THE_DESK = """
arrow-left arrow-right chevron-down chevron-right plus minus settings eye eye-off save copy trash-2 pin download printer
link moon sun keyboard columns-2 table network chart-gantt bookmark message-square-quote folder-open file-plus
clipboard-paste shield key-round refresh-cw ellipsis maximize zoom-in zoom-out scan-search list-filter square-check
circle-help
"""
SIGNS = "▲▼◆○●■⊘☒◉◐→←↗↘✓✗❞⌜⌟−≥≤⚠"


@pytest.mark.parametrize("name", (NAMED_IN_THE_DESIGN + NEEDED_AT_THE_DESK).split())
def test_every_icon_that_the_window_names_is_there(name: str) -> None:
    """A missing icon would be an empty button."""
    assert (ASSETS / "icons" / f"{name}.svg").is_file()


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_each_icon_can_be_tinted_and_scaled(path: Path) -> None:
    """The theme replaces currentColor; any other ink would stay light in the dark theme."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.get("stroke") == "currentColor"
    assert root.get("viewBox") == "0 0 24 24"
    inks = {e.get(key) for e in root.iter() for key in ("stroke", "fill")} - {None}
    assert inks <= {"currentColor", "none"}


def test_the_fonts_together_hold_every_sign_of_the_briefing() -> None:
    """Typst prints a box for a sign that no font has."""
    held = {code for path in FONTS for code in TTFont(path).getBestCmap()}
    wanted = SIGNS + "“”‘’„«»–—…·†‡§№€ĄŻőřşțßæøÅЖщΩאبפّ\u00a0\u2009\u2011\u202f"
    assert [sign for sign in wanted if ord(sign) not in held] == []


@pytest.mark.parametrize("family", ["Noto Sans", "Noto Serif"])
def test_the_text_families_have_regular_bold_and_italic(family: str) -> None:
    """Typst does not slant or embolden: a missing cut would be set in another."""
    cuts = {
        names.getDebugName(2) for names in (TTFont(path)["name"] for path in FONTS) if names.getDebugName(1) == family
    }
    assert {"Regular", "Bold", "Italic"} <= cuts


def test_the_fonts_may_be_embedded_and_stay_small() -> None:
    """Documents embed them, and they travel in the wheel."""
    assert all(TTFont(path)["OS/2"].fsType == 0 for path in FONTS)
    assert sum(path.stat().st_size for path in FONTS) < 4_000_000


def test_the_application_icon_is_there_as_drawing_and_as_picture() -> None:
    """The window takes the drawing, desktops that cannot take the picture, Windows the icon file."""
    ElementTree.parse(ASSETS / "icon.svg")
    head = (ASSETS / "icon.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", head[16:24]) == (256, 256)
    reserved, kind, count = struct.unpack("<HHH", (ASSETS / "icon.ico").read_bytes()[:6])
    assert (reserved, kind) == (0, 1)
    assert count >= 4


def test_every_group_of_assets_has_its_licence_and_is_listed() -> None:
    """What is shipped names where it comes from and under what terms."""
    listed = (ASSETS / "LICENSES.md").read_text(encoding="utf-8")
    assert "ISC License" in (ASSETS / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in (ASSETS / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    for path in [*FONTS, *ASSETS.glob("icon.*")]:
        assert path.name in listed or f"{path.name.split('-')[0]}-*.ttf" in listed, path.name


def test_the_project_carries_the_whole_apache_licence() -> None:
    """A shortened licence would not be one."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "9. Accepting Warranty or Additional Liability" in text
    assert "END OF TERMS AND CONDITIONS" in text
