# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a report still needs, and what its author decides about it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from app.desktop.display import Display, Words
from app.desktop.signal_desk.wording import catalogue_told, may_change, needed_told
from app.desktop.widgets.buttons import button
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import clear, column, row
from app.errors import says
from app.services.signal_views import ReportFields, ReportView
from app.services.words import URGENCIES
from app.signals.catalogue import Catalogue
from app.signals.records import Urgency

_ARROW = 52
"""Pixels at 100 % that a list takes beside its words."""


class Requirements(QWidget):
    """The points that must be there, the route, the urgency and the colleague.

    Signals:
        edited: the user decided something else.
    """

    edited = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._words = Words(display, self)
        self._report: ReportView | None = None
        self._catalogue: Catalogue | None = None
        self._points = column(spacing=6)
        self.route = QComboBox()
        self.route.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.route.setMinimumContentsLength(10)
        self._route_told = Label(look="small")
        self._group = QButtonGroup(self)
        self.urgency: dict[Urgency, QPushButton] = {}
        self.reason = LineField()
        self._consulted = LineField()
        self._version = Label(look="small")
        self._lay_out()
        self.route.activated.connect(self._route_chosen)
        self._group.buttonClicked.connect(lambda _button: self.edited.emit())
        for line in (self.reason, self._consulted):
            line.textEdited.connect(lambda _text: self.edited.emit())

    def open_desk(self, catalogue: Catalogue) -> None:
        """Offer the catalogue's routes."""
        self._catalogue = catalogue
        self.retranslate()

    def show_report(self, report: ReportView) -> None:
        """Show what was decided about a report."""
        kept = report.fields
        self._report = report
        self.route.setCurrentIndex(max(self.route.findData(kept.route), 0))
        self._choose(kept.urgency)
        self.reason.setText(kept.urgency_reason)
        self._consulted.setText(kept.consulted)
        fixed = not may_change(report)
        self.route.setDisabled(fixed)
        for chip in self.urgency.values():
            chip.setDisabled(fixed)
        for line in (self.reason, self._consulted):
            line.setReadOnly(fixed)
        self.show_kept(report)

    def show_kept(self, report: ReportView) -> None:
        """Show what is still needed; the fields stay as they are."""
        self._report = report
        self._show_points()
        self._tell_route()

    def forget(self) -> None:
        """Drop every word."""
        self._report = None
        self.route.setCurrentIndex(0)
        self._choose(None)
        for line in (self.reason, self._consulted):
            line.clear()
        clear(self._points)

    def focus_urgency(self) -> None:
        """Put the focus on the urgency, or on its reason once it is chosen."""
        chosen = any(chip.isChecked() for chip in self.urgency.values())
        (self.reason if chosen else self.urgency[Urgency.ACUTE]).setFocus()

    def report_fields(self, others: str) -> ReportFields:
        """Give what was decided; `others` is written elsewhere on the sheet."""
        chosen = next((urgency for urgency, chip in self.urgency.items() if chip.isChecked()), None)
        return ReportFields(
            route=str(self.route.currentData() or ""),
            urgency=chosen,
            urgency_reason=self.reason.text().strip(),
            others=others,
            consulted=self._consulted.text().strip(),
        )

    def retranslate(self) -> None:
        """Show the same anew in the language shown."""
        if self._catalogue is None:
            return
        at = max(self.route.currentIndex(), 0)
        self.route.clear()
        self.route.addItem(self._display.text(says("Kies een route")), "")
        for route in self._catalogue.routes:
            self.route.addItem(self._display.show(route.label), route.id)
        self.route.setCurrentIndex(at)
        self._words(self._version.setText, catalogue_told(self._catalogue))
        self._show_points()
        self._tell_route()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a route whole at any width."""
        super().resizeEvent(event)
        self._tell_route()

    def _lay_out(self) -> None:
        inside = column(self, spacing=8)
        sections = (says("Nog nodig voor verzenden"), says("Route"), says("Urgentie"))
        needed, route, urgency = (SectionLabel() for _ in sections)
        for heading, label in zip(sections, (needed, route, urgency), strict=True):
            self._words(label.setText, heading)
        inside.addWidget(needed)
        inside.addLayout(self._points)
        inside.addSpacing(10)
        inside.addWidget(route)
        inside.addWidget(self.route)
        inside.addWidget(self._route_told)
        inside.addSpacing(10)
        inside.addWidget(urgency)
        inside.addLayout(self._chips())
        inside.addWidget(Field(self._display, says("Reden voor deze urgentie"), self.reason))
        inside.addSpacing(10)
        inside.addWidget(
            Field(
                self._display,
                says("Collega geraadpleegd"),
                self._consulted,
                says("Leeg laten als u niemand raadpleegde."),
            )
        )
        inside.addStretch(1)
        inside.addWidget(self._version)
        self._words(self.route.setAccessibleName, says("Route"))

    def _chips(self) -> QHBoxLayout:
        chips = row(spacing=6)
        for urgency, name in URGENCIES.items():
            chip = button("filter")
            chip.setCheckable(True)
            self._words(chip.setText, name)
            self._words(chip.setAccessibleName, says("Urgentie: {name}", name=name))
            self._group.addButton(chip)
            chips.addWidget(chip)
            self.urgency[urgency] = chip
        chips.addStretch(1)
        return chips

    def _choose(self, urgency: Urgency | None) -> None:
        # An exclusive group lets go of its button only while it is not exclusive.
        self._group.setExclusive(False)
        for which, chip in self.urgency.items():
            chip.setChecked(which is urgency)
        self._group.setExclusive(True)

    def _route_chosen(self, _at: int) -> None:
        self._tell_route()
        self.edited.emit()

    def _tell_route(self) -> None:
        """Show a route whole where the list is too narrow for it."""
        chosen = self.route.currentText() if self.route.currentData() else ""
        needs = self.route.fontMetrics().horizontalAdvance(chosen) + self._display.pixels(_ARROW)
        self._route_told.setText(chosen)
        self._route_told.setVisible(needs > self.route.width())

    def _show_points(self) -> None:
        clear(self._points)
        for point in self._report.needed if self._report else ():
            seen, said = needed_told(point, self._display)
            label = Label(seen, "" if point.met else "strong")
            label.setAccessibleName(said)
            self._points.addWidget(label)
