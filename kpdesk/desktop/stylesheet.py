"""The style sheet on top of Fusion, written from the theme's tokens. Widgets choose a look by their properties:
``role`` (type size), ``ink`` (token of the letters), ``look`` (main, quiet, icon, segment, chip, card…).
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from kpdesk.desktop import icons, theme

_INKS = ("text", "text.2", "text.off", "link", "actor", "meeting", "statement", "position", "support", "oppose",
         "mixed", "unclear", "proposed", "accepted", "rejected", "error", "warn", "ok", "edited")  # fmt: skip
_LEVELS = ("ok", "info", "warn", "error")

DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="4" fill="{}"/></svg>'
_TEMPLATE = """
* {{ outline: none; }}
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px 8px; }}
QMenu {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {text_off}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QLabel {{ background: transparent; }}
QPushButton {{
  background: {raised}; color: {text}; border: 1px solid {border_control}; border-radius: 4px;
  padding: 0 12px; min-height: {control}px; max-height: {control}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selected}; }}
QPushButton:checked {{ background: {selected}; }}
QPushButton:disabled {{ color: {text_off}; border-color: {border}; }}
QPushButton[look="main"] {{
  background: {accent}; color: {accent_text}; border-color: {accent}; font-weight: 600; padding: 0 14px; }}
QPushButton[look="main"]:hover, QPushButton[look="main"]:pressed {{
  background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[look="main"]:disabled {{ background: {selected_off}; color: {text_off}; border-color: {border}; }}
QPushButton[look="quiet"] {{ background: transparent; border-color: transparent; padding: 0 8px; }}
QPushButton[look="quiet"]:hover {{ background: {hover}; }}
QPushButton[look="quiet"]:checked {{ background: {selected}; }}
QPushButton[look="link"] {{
  background: transparent; border-color: transparent; color: {link}; font-weight: 600; padding: 0 8px; }}
QPushButton[look="link"]:hover {{ background: {hover}; }}
QPushButton[look="segment"] {{
  background: transparent; border: 1px solid transparent; border-radius: 4px; color: {text_2}; padding: 0 10px;
  min-height: {segment}px; max-height: {segment}px; }}
QPushButton[look="segment"]:hover {{ color: {text}; }}
QPushButton[look="segment"]:checked {{
  background: {page}; border-color: {border_control}; color: {text}; font-weight: 600; }}
QPushButton[look="chip"] {{
  border-radius: {chip_round}px; min-height: {chip}px; max-height: {chip}px; padding: 0 10px;
  border-color: {border_control}; background: {page}; font-size: {small}px; }}
QPushButton[look="chip"]:hover {{ background: {hover}; }}
QPushButton[look="chip"]:checked {{ background: {selected}; border-color: {accent}; font-weight: 600; }}
QPushButton[look="plain"] {{
  background: transparent; border: 1px solid transparent; padding: 0 6px; color: {text_off}; font-size: {small}px;
  min-height: {chip}px; max-height: {chip}px; }}
QPushButton[look="plain"]:checked {{ color: {text_2}; }}
QPushButton[look="plain"]:hover {{ background: {hover}; }}
QPushButton[look="field"] {{
  background: {page}; color: {text_2}; text-align: left; padding: 0 10px; }}
QPushButton[look="row"] {{
  background: transparent; border-color: transparent; text-align: left; padding: 4px 8px; max-height: 4000px; }}
QPushButton[look="row"]:hover {{ background: {hover}; }}
QPushButton[look="row"]:checked {{ background: {selected}; }}
QPushButton[flush="true"] {{ padding-left: 0; border-left-width: 0; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 4px;
  min-width: 22px; min-height: 22px; color: {text}; }}
QToolButton:hover {{ background: {hover}; }}
QLineEdit > QToolButton {{ padding: 0; border: none; min-width: 0; min-height: 0; background: transparent; }}
QToolButton:checked {{ background: {selected}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
  background: {page}; color: {text}; border: 1px solid {border_control}; border-radius: 4px; padding: 0 8px;
  selection-background-color: {selection}; selection-color: {text}; }}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: {control}px; max-height: {control}px; }}
QPlainTextEdit, QTextEdit {{ padding: 6px; }}
QTextEdit[look="reader"] {{ border: none; border-radius: 0; padding: 0; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {text_off}; background: {window};
  border-color: {border}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {window}; }}
QLineEdit[problem="true"], QComboBox[problem="true"], QPlainTextEdit[problem="true"] {{ border: 2px solid {error}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url("{glyphs}/down.svg"); width: 16px; height: 16px; }}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; min-height: 0; }}
QComboBox QAbstractItemView, QListView#completions {{
  background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px;
  selection-background-color: {selected}; selection-color: {text}; }}
QListView#completions {{ padding: 0; }}
QListWidget#checks::item {{ min-height: {item}px; padding-left: 4px; }}
QComboBox QAbstractItemView::item, QListView#completions::item {{ min-height: {item}px; padding: 0 8px; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {item}px; background: transparent; }}
QCheckBox::indicator, QListView::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {border_control};
  background: {page}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{glyphs}/tick.svg"); }}
QCheckBox::indicator:indeterminate {{ background: {accent}; border-color: {accent}; image: url("{glyphs}/dash.svg"); }}
QRadioButton::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{glyphs}/dot.svg"); }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {text_off}; }}
QAbstractItemView {{ background: {page}; alternate-background-color: {window}; color: {text}; border: none;
  selection-background-color: {selected}; selection-color: {text}; }}
QTableView {{ gridline-color: {border}; }}
QTableView::item {{ padding: 0 8px; border: none; border-bottom: 1px solid {border}; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {selected}; color: {text}; }}
QTableView::item:selected:!active {{ background: {selected_off}; }}
QHeaderView {{ background: {window}; }}
QHeaderView::section {{ background: {window}; color: {text_2}; border: none; border-bottom: 1px solid {border};
  padding: 0 8px; min-height: {control}px; font-size: {small}px; font-weight: 600; }}
QHeaderView::section:hover {{ background: {hover}; color: {text}; }}
QHeaderView::up-arrow {{ image: url("{glyphs}/up.svg"); width: 14px; height: 14px; }}
QHeaderView::down-arrow {{ image: url("{glyphs}/down.svg"); width: 14px; height: 14px; }}
QTableCornerButton::section {{ background: {window}; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {border_control}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {text_2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {border}; }}
QSplitter::handle:hover {{ background: {border_control}; }}
QProgressBar {{ background: {sunken}; border: 1px solid {border_control}; border-radius: 4px; max-height: 8px;
  min-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSlider::groove:horizontal {{ height: 4px; background: {border}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {accent}; width: 16px; margin: -6px 0; border-radius: 8px; }}
QFrame[look="page"], QWidget[look="page"] {{ background: {page}; }}
QFrame[look="window"], QWidget[look="window"] {{ background: {window}; }}
QFrame[look="card"] {{ background: {raised}; border: 1px solid {border}; border-radius: 8px; }}
QFrame[look="segments"] {{ background: {sunken}; border-radius: 6px; }}
QFrame[look="line"] {{ background: {border}; border: none; }}
QDialog[look="popup"], QFrame[look="popup"] {{ background: {raised}; border: 1px solid {border_control};
  border-radius: 8px; }}
QFrame[look="popup"] QAbstractItemView {{ background: transparent; }}
"""


def sheet() -> str:
    """The whole style sheet for the theme and letter size that hold now."""
    small = theme.font("small").pixelSize()
    tokens = {key.replace(".", "_"): value for key, value in ((t, theme.name_of(t)) for t in theme.TOKENS)}
    selection = theme.colour("accent", 0.4)
    tokens["selection"] = f"rgba({selection.red()}, {selection.green()}, {selection.blue()}, 40%)"
    sizes = {
        "control": theme.px(30), "segment": theme.px(24), "chip": theme.px(22), "chip_round": theme.px(22) // 2 + 1,
        "item": theme.px(24), "small": small,
    }  # fmt: skip
    parts = [_TEMPLATE.format(glyphs=_glyphs().as_posix(), **tokens, **sizes)]
    for role in theme.SIZES:
        made = theme.font(role)
        parts.append(f'*[role="{role}"] {{ font-size: {made.pixelSize()}px; font-weight: {made.weight().value}; }}')
    parts += [f'*[ink="{ink}"] {{ color: {theme.name_of(ink)}; }}' for ink in _INKS]
    parts.append('*[heavy="true"] { font-weight: 600; }')
    parts += [f'QFrame[level="{level}"] {{ background: {theme.name_of(level + ".tint")}; }}' for level in _LEVELS]
    return "\n".join(parts)


def _glyphs() -> Path:
    """Style sheets take pictures from files only: the few they need, in the theme's ink, written once for all starts.

    A folder of each start's own would stay behind where the program is killed.
    """
    made = {
        f"{name}.svg": icons.svg(icon, theme.name_of(token))
        for name, icon, token in (("down", "chevron-down", "text.2"), ("up", "chevron-up", "text.2"),
                                  ("tick", "check", "accent.text"), ("dash", "minus", "accent.text"))
    }  # fmt: skip
    made["dot.svg"] = DOT.format(theme.name_of("accent.text")).encode()
    name = hashlib.sha256(b"".join(made.values())).hexdigest()[:12]
    folder = platformdirs.user_cache_path("kpdesk", appauthor=False) / "glyphs" / name
    with suppress(OSError):  # without them the arrows are missing, and all else is there
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in made.items():
            if not (folder / file).exists():
                aside = folder / f"{file}.{os.getpid()}"
                aside.write_bytes(data)
                aside.replace(folder / file)
    return folder
