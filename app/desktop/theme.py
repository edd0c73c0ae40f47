# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Colours and sizes. Every colour on the screen is a token of the theme; the sheet names no other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.assets import resource
from app.desktop.display import Display


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of a theme, each named after what it is for."""

    ink: str
    quiet: str
    line: str
    field_line: str
    ground: str
    paper: str
    bar: str
    bar_ink: str
    bar_quiet: str
    bar_line: str
    brand: str
    accent: str
    accent_ink: str
    accent_strong: str
    accent_soft: str
    accent_soft_ink: str
    chip: str
    chip_ink: str
    amber_soft: str
    amber_ink: str
    green_soft: str
    green_ink: str
    error: str
    error_soft: str
    practice: str
    practice_ink: str
    focus: str


LIGHT = Tokens(
    ink="#1b2733",
    quiet="#5a6b7b",
    line="#dde3e9",
    field_line="#8a98a6",
    ground="#f4f6f8",
    paper="#ffffff",
    bar="#154273",
    bar_ink="#ffffff",
    bar_quiet="#c3d2e2",
    bar_line="#5f82a8",
    brand="#154273",
    accent="#0074bd",
    accent_ink="#ffffff",
    accent_strong="#00609d",
    accent_soft="#e5f0f9",
    accent_soft_ink="#005a94",
    chip="#edf1f5",
    chip_ink="#4c5d6d",
    amber_soft="#fff1d9",
    amber_ink="#7a4f00",
    green_soft="#e4f2e5",
    green_ink="#1f5f2a",
    error="#b3261e",
    error_soft="#fdecea",
    practice="#6b3fa0",
    practice_ink="#ffffff",
    focus="#0074bd",
)

DARK = Tokens(
    ink="#e8edf2",
    quiet="#a9b7c4",
    line="#2c3a48",
    field_line="#6b7d8f",
    ground="#111a23",
    paper="#18232e",
    bar="#0c2440",
    bar_ink="#ffffff",
    bar_quiet="#b4c5d8",
    bar_line="#4d6d90",
    brand="#9cc8ee",
    accent="#5fb2ea",
    accent_ink="#0d1620",
    accent_strong="#8cc8f2",
    accent_soft="#1c3a52",
    accent_soft_ink="#a8d6f7",
    chip="#263442",
    chip_ink="#c3ced9",
    amber_soft="#42340f",
    amber_ink="#f2cf85",
    green_soft="#1d3a25",
    green_ink="#a6dcb0",
    error="#ff9b92",
    error_soft="#45211f",
    practice="#b794e0",
    practice_ink="#0d1620",
    focus="#8cc8f2",
)

CONTRAST = Tokens(
    ink="#ffffff",
    quiet="#ffffff",
    line="#ffffff",
    field_line="#ffffff",
    ground="#000000",
    paper="#000000",
    bar="#000000",
    bar_ink="#ffffff",
    bar_quiet="#ffffff",
    bar_line="#ffffff",
    brand="#ffff00",
    accent="#ffff00",
    accent_ink="#000000",
    accent_strong="#ffffff",
    accent_soft="#000066",
    accent_soft_ink="#ffff00",
    chip="#000000",
    chip_ink="#ffffff",
    amber_soft="#000000",
    amber_ink="#ffd900",
    green_soft="#000000",
    green_ink="#7dff8a",
    error="#ff9c9c",
    error_soft="#000000",
    practice="#e2b3ff",
    practice_ink="#000000",
    focus="#00ffff",
)

TOKENS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""The tokens of each theme in `app.desktop.display.THEMES`."""

FAMILIES = (
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Ethiopic",
    "Noto Sans Hebrew",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
)
"""The shipped families, in the order in which a letter is looked for."""

SIZES = {
    "tiny": 11,
    "small": 12.5,
    "text": 14,
    "answer": 15,
    "question": 18,
    "title": 22,
    "bar_text": 17,
    "product": 27,
    "gap1": 4,
    "gap2": 8,
    "gap3": 12,
    "gap4": 16,
    "radius": 4,
    "round": 8,
    "chip_round": 10,
    "mark": 16,
    "mark_round": 8,
    "arrow": 12,
}
"""Sizes in pixels at 100 %; all of them grow with the text."""


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once.

    Raises:
        FileNotFoundError: a shipped font is missing; the installation is damaged.
    """
    for file in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)


def tokens_of(display: Display) -> Tokens:
    """Give the colours of the theme shown."""
    return TOKENS[display.theme]


def sheet(display: Display) -> str:
    """Give the style sheet; each ``$name`` in the template is a token, a size or the icon folder."""
    places = {name: f"{display.pixels(size)}px" for name, size in SIZES.items()}
    icons = resource("icons", display.theme).as_posix()
    template = resource("styles", "window.qss").read_text(encoding="utf-8")
    return Template(template).substitute(**asdict(tokens_of(display)), **places, icons=icons)


def apply(application: QApplication, display: Display) -> None:
    """Show the whole program as the display says."""
    load_fonts()
    tokens = tokens_of(display)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(display.pixels(SIZES["text"]))
    with _no_widget_collected():
        application.setFont(font)
        application.setPalette(_palette(tokens))
        application.setStyleSheet(sheet(display))


@contextmanager
def _no_widget_collected() -> Iterator[None]:
    """Keep Python from collecting widgets while Qt goes through all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.ground),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.paper),
        (role.AlternateBase, tokens.ground),
        (role.Text, tokens.ink),
        (role.PlaceholderText, tokens.quiet),
        (role.Button, tokens.paper),
        (role.ButtonText, tokens.ink),
        (role.ToolTipBase, tokens.paper),
        (role.ToolTipText, tokens.ink),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.accent_ink),
        (role.Link, tokens.accent_strong),
    ):
        palette.setColor(which, QColor(colour))
    return palette
