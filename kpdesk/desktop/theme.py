"""The one table of colours and type of the window, in light and dark, and who is told when it changes.

Painters read ``colour("actor")``; no other module writes a colour. Sizes are logical pixels at font scale 1.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from kpdesk import resources

# token: (light, dark). A tint is the pale ground of its token; a fill is for shapes, never for letters.
TOKENS: dict[str, tuple[str, str]] = {
    "window": ("#F3F4F6", "#1D2126"),
    "page": ("#FFFFFF", "#15181C"),
    "sunken": ("#E9EBEF", "#101316"),
    "raised": ("#FFFFFF", "#262B31"),
    "hover": ("#EDF1F7", "#272D35"),
    "selected": ("#D9E6FA", "#253A57"),
    "selected.off": ("#E2E5E9", "#2C323A"),
    "border": ("#D3D7DD", "#343B44"),
    "border.control": ("#7B838D", "#828B97"),
    "accent": ("#0B57C2", "#8AB8FF"),
    "accent.text": ("#FFFFFF", "#0B1B33"),
    "accent.hover": ("#094AA6", "#A3C7FF"),
    "link": ("#0B57C2", "#8AB8FF"),
    "focus": ("#0B57C2", "#8AB8FF"),
    "edited": ("#0B57C2", "#8AB8FF"),
    "evidence": ("#FFEDB3", "#3E340C"),
    "evidence.edge": ("#9A7200", "#C79A1E"),
    "find": ("#FFD24D", "#F0C93C"),
    "find.text": ("#1A1D21", "#15181C"),
    "text": ("#1A1D21", "#E7E9EC"),
    "text.2": ("#545B64", "#A9B1BB"),
    "text.off": ("#8A9099", "#6F7883"),
    "shade": ("#000000", "#000000"),
    "actor": ("#137455", "#7CEBC6"),
    "actor.tint": ("#DDF3EC", "#13332C"),
    "meeting": ("#52309A", "#CBB5FF"),
    "meeting.tint": ("#ECE6FA", "#2C2447"),
    "statement": ("#7A5600", "#EAC768"),
    "statement.tint": ("#FBEFD5", "#362B12"),
    "position": ("#6E1546", "#EA88A4"),
    "position.tint": ("#FBE3EE", "#3E1B2A"),
    "source": ("#545B64", "#A9B1BB"),
    "source.tint": ("#E9EBEF", "#2C323A"),
    "support": ("#1A5FC8", "#70ABFF"),
    "support.fill": ("#174FA8", "#8FC0FF"),
    "support.tint": ("#DFEBFC", "#1B2E4A"),
    "oppose": ("#8A2C06", "#F09060"),
    "oppose.fill": ("#CC5F18", "#DB6C2E"),
    "oppose.tint": ("#FDE8DA", "#40261A"),
    "mixed": ("#571F5E", "#EBD0F5"),
    "mixed.fill": ("#571F5E", "#EBD0F5"),
    "mixed.tint": ("#F1E6F4", "#352340"),
    "unclear": ("#5A6068", "#AFB6C0"),
    "unclear.fill": ("#5A6068", "#AFB6C0"),
    "unclear.tint": ("#ECEEF1", "#2A2F36"),
    "proposed": ("#7A4A00", "#F0B65C"),
    "warn": ("#7A4A00", "#F0B65C"),
    "warn.tint": ("#FFF1D6", "#3A2D12"),
    "accepted": ("#1B6B36", "#7FD394"),
    "ok": ("#1B6B36", "#7FD394"),
    "ok.tint": ("#E2F3E6", "#183323"),
    "rejected": ("#5F656C", "#A4ABB4"),
    "error": ("#B3261E", "#FF9C93"),
    "error.tint": ("#FCE8E6", "#43201D"),
    "info": ("#0B57C2", "#8AB8FF"),
    "info.tint": ("#E3EDFC", "#1C2F4B"),
}
CHOICES = ("system", "light", "dark")
SIZES = {"rail": 11, "small": 12, "body": 13, "lead": 16, "header": 16, "title": 20, "start": 24}
_HEAVY = ("header", "title", "start")
_PLAIN_FAMILIES = ("", "sans", "sans serif", "sans-serif", "dejavu sans")
_FONT_FILES = (
    "NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf",
    "NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "kpdeskSymbols-Regular.ttf",
)  # fmt: skip


class Theme(QObject):
    """Which of the two columns holds now, and how large letters are. ``changed`` after either moved."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.dark = False
        self.scale = 1.0
        self.reduced_motion = False
        self._listening = False

    def apply(self, *, choice: str | None = None, scale: float | None = None) -> None:
        """Take a theme and a letter size, fill the application's palette and font, tell everyone."""
        self.choice = choice if choice in CHOICES else self.choice
        self.scale = min(2.5, max(0.75, scale)) if scale is not None else self.scale
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        if not self._listening:
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
            self._listening = True
        self.dark = self.choice == "dark" or (self.choice == "system" and _system_is_dark())
        QGuiApplication.setPalette(palette())
        QGuiApplication.setFont(font("body"))
        self.changed.emit()

    def _on_system_scheme(self) -> None:
        if self.choice == "system" and _system_is_dark() != self.dark:
            self.apply()


current = Theme()


def colour(token: str, alpha: float = 1.0) -> QColor:
    """The token's colour in the theme that holds now; ``alpha`` from 0 to 1. KeyError for an unknown token."""
    value = QColor(TOKENS[token][1 if current.dark else 0])
    value.setAlphaF(alpha)
    return value


def name_of(token: str) -> str:
    """The token's colour as a style sheet or SVG writes it."""
    return TOKENS[token][1 if current.dark else 0]


def px(value: float) -> int:
    """Logical pixels of a height or width that holds text, grown with the letters."""
    return round(value * max(1.0, current.scale))


def font(role: str = "body", *, bold: bool | None = None, tabular: bool = False) -> QFont:
    """The interface font of a role: rail, small, body, lead, header, title, start. Two weights only."""
    made = QFont(interface_family())
    made.setPixelSize(max(9, round(SIZES[role] * current.scale)))
    heavy = role in _HEAVY if bold is None else bold
    made.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def reader_font(pixels: int, *, serif: bool = True, bold: bool = False) -> QFont:
    """The font of article text, ``pixels`` high at the screen's scale."""
    load_fonts()
    made = QFont("Noto Serif" if serif else interface_family())
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


@lru_cache(maxsize=1)
def interface_family() -> str:
    """The system's interface font; the shipped Noto Sans where the system names none of its own."""
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if family.strip().lower() not in _PLAIN_FAMILIES:
        return family
    load_fonts()
    return "Noto Sans" if "Noto Sans" in QFontDatabase.families() else family


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once."""
    folder = resources.assets() / "fonts"
    for name in _FONT_FILES:
        file = folder / name
        if file.exists():
            QFontDatabase.addApplicationFont(str(file))


def palette() -> QPalette:
    """Qt's palette filled from the tokens, so that stock widgets, pop-ups and tooltips follow."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "page"), (role.AlternateBase, "window"),
        (role.Text, "text"), (role.Button, "raised"), (role.ButtonText, "text"), (role.BrightText, "error"),
        (role.Highlight, "selected"), (role.HighlightedText, "text"), (role.Link, "link"), (role.LinkVisited, "link"),
        (role.ToolTipBase, "raised"), (role.ToolTipText, "text"), (role.PlaceholderText, "text.2"),
        (role.Mid, "border"), (role.Midlight, "border"), (role.Light, "raised"), (role.Dark, "border.control"),
        (role.Shadow, "sunken"), (role.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(which, colour(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colour("text.off"))
    made.setColor(QPalette.ColorGroup.Inactive, role.Highlight, colour("selected.off"))
    return made


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
