# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import re
from dataclasses import asdict
from string import Template

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.assets import resource
from app.desktop import theme
from app.desktop.display import LARGEST, SMALLEST, THEMES, Display, Words
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import says

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "accent_soft"),
    ("quiet", "paper"),
    ("quiet", "ground"),
    ("bar_ink", "bar"),
    ("bar_quiet", "bar"),
    ("brand", "paper"),
    ("accent_ink", "accent"),
    ("accent_soft_ink", "accent_soft"),
    ("chip_ink", "chip"),
    ("amber_ink", "amber_soft"),
    ("green_ink", "green_soft"),
    ("error", "error_soft"),
    ("error", "paper"),
    ("practice_ink", "practice"),
]


def luminance(colour: str) -> float:
    parts = QColor(colour)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (parts.redF(), parts.greenF(), parts.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative contrast."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_words_can_be_read_on_their_ground(name: str, ink: str, ground: str) -> None:
    colours = asdict(theme.TOKENS[name])
    least = 7.0 if name == "contrast" else 4.5
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("edge", ["field_line", "focus"])
def test_edges_of_fields_and_the_focus_can_be_seen(name: str, edge: str) -> None:
    colours = asdict(theme.TOKENS[name])
    assert contrast(colours[edge], colours["paper"]) >= 2.9


def test_the_sheet_names_no_colour_of_its_own() -> None:
    template = resource("styles", "window.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb", template)


def test_every_token_and_size_is_used_and_none_has_the_name_of_another() -> None:
    template = resource("styles", "window.qss").read_text(encoding="utf-8")
    used = set(Template(template).get_identifiers())
    tokens, sizes = set(asdict(theme.LIGHT)), set(theme.SIZES)
    assert not tokens & sizes
    assert used - {"icons"} <= tokens | sizes
    assert tokens <= used


@pytest.mark.parametrize("name", THEMES)
def test_icons_are_drawn_in_the_colours_of_their_theme(name: str) -> None:
    colours = set(asdict(theme.TOKENS[name]).values())
    files = sorted(resource("icons", name).glob("*.svg"))
    assert [file.stem for file in files] == ["arrow_down", "check", "dot", "pencil"]
    for file in files:
        drawn = re.findall(r"#[0-9a-f]{6}", file.read_text(encoding="utf-8"))
        assert drawn
        assert set(drawn) <= colours


def test_text_grows_between_its_bounds(display: Display) -> None:
    for _ in range(30):
        display.larger()
    assert display.scale == LARGEST
    assert "font-size: 28px" in theme.sheet(display)
    for _ in range(30):
        display.smaller()
    assert display.scale == SMALLEST


def test_shipped_fonts_are_used(qapp: QApplication) -> None:
    theme.load_fonts()
    for family in theme.FAMILIES:
        assert QFontInfo(QFont(family)).family() == family


def test_words_are_shown_anew_in_the_language_chosen(qtbot: QtBot, display: Display) -> None:
    label = Label()
    qtbot.addWidget(label)
    words = Words(display, label)
    message = says("Regel {number}", number=3)
    words(label.setText, message)
    shown: list[str] = []
    words(shown.append, message)
    display.set_theme("dark")
    assert label.text() == "Regel 3"
    assert shown == ["Regel 3", "Regel 3"]


def test_a_label_breaks_a_word_that_does_not_fit(qtbot: QtBot) -> None:
    label = Label("Verblijfsvergunningsprocedureverlengingsaanvraag")
    qtbot.addWidget(label)
    one_line = label.heightForWidth(label.sizeHint().width())
    assert label.heightForWidth(label.sizeHint().width() // 3) > one_line
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_a_section_label_is_read_aloud_as_it_was_written(qtbot: QtBot) -> None:
    label = SectionLabel("Verloop")
    qtbot.addWidget(label)
    assert label.text() == "VERLOOP"
    assert label.accessibleName() == "Verloop"


def test_a_text_area_grows_with_its_words_up_to_its_most(qtbot: QtBot) -> None:
    area = GrowingTextArea(least=2, most=5)
    qtbot.addWidget(area)
    area.show()
    heights = []
    for lines in (1, 2, 4, 5, 40):
        area.fill("\n".join(["woord"] * lines))
        heights.append(area.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_filling_a_text_area_is_not_editing(qtbot: QtBot) -> None:
    area = GrowingTextArea()
    qtbot.addWidget(area)
    edits: list[str] = []
    area.edited.connect(lambda: edits.append(area.toPlainText()))
    area.fill("Ik werkte op de markt.")
    assert edits == []
    QTest.keyClicks(area, "x")
    assert len(edits) == 1
