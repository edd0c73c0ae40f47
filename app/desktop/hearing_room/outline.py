# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sections of the questionnaire, with how far each is."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import column, row, set_look, set_mark
from app.desktop.widgets.progress import ThinProgress
from app.errors import says
from app.services.views import SectionView

WIDTH = 250


class Outline(Pane):
    """The list on the left. A click, or Enter with the focus on it, asks for a section.

    Signals:
        wanted: the user wants a section; carries its name.
    """

    wanted = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(14, 8), spacing=6)
        self._display = display
        self._rows: dict[str, SectionRow] = {}
        self._current = ""
        title = SectionLabel()
        self._hint = Label(look="small")
        words = Words(display, self)
        words(title.setText, says("Verloop"))
        words(self._hint.setText, says("Ctrl+K  Ga naar vraag of opdracht"))
        words(self.setAccessibleName, says("Verloop"))
        page = QWidget()
        self._list = column(page, spacing=2)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        top = row(margins=(0, 10))
        top.addWidget(title)
        self.inside.addLayout(top)
        self.inside.addWidget(self._scroll, 1)
        bottom = row(margins=(0, 10))
        bottom.addWidget(self._hint)
        self.inside.addLayout(bottom)
        display.changed.connect(self._resize)
        self._resize()

    def show_sections(self, sections: Iterable[SectionView]) -> None:
        """Show these sections; one that is not relevant is left out, unless answers are kept in it."""
        for section in sections:
            row_of = self._rows.get(section.name)
            if row_of is None:
                row_of = SectionRow(self._display)
                row_of.wanted.connect(self.wanted)
                self._rows[section.name] = row_of
                self._list.insertWidget(self._list.count() - 1, row_of)
            row_of.show_section(section)
        self.set_current(self._current)

    def set_current(self, name: str) -> None:
        """Mark the section that is in front."""
        self._current = name
        for section, row_of in self._rows.items():
            row_of.set_current(section == name)
        if name in self._rows:
            self._scroll.ensureWidgetVisible(self._rows[name])

    def next_to(self, name: str, step: int) -> str | None:
        """Give the relevant section `step` places from another."""
        names = [section for section, row_of in self._rows.items() if row_of.is_relevant]
        if name not in names:
            return names[0] if names else None
        at = names.index(name) + step
        return names[at] if 0 <= at < len(names) else None

    def forget(self) -> None:
        """Show nothing."""
        for row_of in self._rows.values():
            row_of.hide()
            row_of.deleteLater()
        self._rows = {}
        self._current = ""

    def _resize(self) -> None:
        self.setFixedWidth(self._display.pixels(WIDTH))


class SectionRow(QFrame):
    """One section: its name, its progress, and a mark when all is answered."""

    wanted = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._section: SectionView | None = None
        self._is_current = False
        self._label = Label()
        self._count = Label(look="small")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._progress = ThinProgress()
        line = row(spacing=6)
        line.addWidget(self._label, 1)
        line.addWidget(self._count)
        inside = column(self, margins=(5, 10), spacing=4)
        inside.addLayout(line)
        inside.addWidget(self._progress)
        set_look(self, "outline_row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        display.changed.connect(self._show)

    def show_section(self, section: SectionView) -> None:
        """Show how a section stands."""
        self._section = section
        self._show()

    def set_current(self, current: bool) -> None:
        """Mark it as the one in front."""
        set_mark(self, "current", "true" if current else "false")
        self._is_current = current
        self._dress()

    @property
    def is_relevant(self) -> bool:
        """Whether the section is asked now; else it stands there for answers that are kept."""
        return self._section is not None and self._section.relevant

    def _dress(self) -> None:
        kept = self._section is not None and not self._section.relevant
        set_look(self._label, "quiet" if kept else "strong" if self._is_current else "plain")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the section."""
        super().mouseReleaseEvent(event)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the section with Enter or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
            return
        super().keyPressEvent(event)

    def _ask(self) -> None:
        if self._section is not None:
            self.wanted.emit(self._section.name)

    def _show(self) -> None:
        section = self._section
        if section is None:
            return
        complete = section.total > 0 and section.answered == section.total
        name = f"{section.number} {self._display.show(section.label)}".strip()
        self._label.setText(name)
        count = f"{section.answered}/{section.total}" if section.relevant else "–"
        self._count.setText("✓" if complete else count)
        self._progress.show_part(section.answered, section.total)
        self.setVisible(section.relevant or section.aside > 0)
        self._dress()
        done = says("{answered} van {total} beantwoord", answered=section.answered, total=section.total)
        self.setAccessibleName(f"{name}, {self._display.text(done)}")
