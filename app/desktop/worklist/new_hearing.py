# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form that begins a new hearing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.code_combo import CodeCombo
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import clear, column, row
from app.errors import Message, UserError, says
from app.hearing.records import Mode, Role
from app.names import country_names, language_names
from app.questionnaire.partial_date import check_edtf
from app.services.views import Attendee, Header, QuestionnaireChoice
from app.services.words import MODES, ROLES

if TYPE_CHECKING:
    from app.services.worklist import Worklist

_DUTCH_DATE = re.compile(r"(?:(?:(?P<day>\d{1,2})-)?(?P<month>\d{1,2})-)?(?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class NewHearing:
    """All that a new hearing begins with."""

    header: Header
    questionnaire_id: str
    version: str
    attendees: tuple[Attendee, ...]


def edtf_of(text: str) -> str:
    """Give a typed date as EDTF: *12-5-1998*, *5-1998* and *1998* are read as written in Dutch.

    Raises:
        UserError: it is no date.
    """
    typed = text.strip()
    match = _DUTCH_DATE.fullmatch(typed)
    if match:
        parts = (match["year"], match["month"], match["day"])
        typed = "-".join(part.zfill(2) for part in parts if part)
    if typed:
        check_edtf(typed)
    return typed


class NewHearingForm(QWidget):
    """The form.

    Signals:
        begun: the form is filled in well; carries a `NewHearing`.
        given_up: nothing will begin.
    """

    begun = Signal(object)
    given_up = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._words = Words(display, self)
        self._choices: tuple[QuestionnaireChoice, ...] = ()
        self._hint: Callable[[str], Message | None] = lambda _text: None
        self._questionnaire = QComboBox()
        self._notice = Label(look="guidance")
        self._v_number = LineField()
        self._name = LineField()
        self._in_script = LineField()
        self._born = LineField()
        self._nationality = CodeCombo()
        self._language = CodeCombo()
        self._interpreter = LineField()
        self._interviewer = LineField()
        self._mode = QComboBox()
        self._location = LineField()
        self._attendees: list[tuple[QComboBox, LineField]] = []
        self._attendee_rows = column(spacing=8)
        self._start = button("primary")
        self._cancel = button()
        self._add = button("link")
        self._fields = {
            "questionnaire": Field(display, says("Soort gehoor en vragenlijst"), self._questionnaire),
            "v_number": Field(display, says("V-nummer"), self._v_number),
            "name": Field(display, says("Naam, in Latijns schrift"), self._name),
            "in_script": Field(display, says("Naam in eigen schrift"), self._in_script),
            "born": Field(
                display,
                says("Geboortedatum"),
                self._born,
                says("Zo ver als bekend: 12-5-1998, 5-1998 of 1998."),
            ),
            "nationality": Field(display, says("Nationaliteit (land)"), self._nationality),
            "language": Field(display, says("Taal van het gehoor"), self._language),
            "interpreter": Field(display, says("Tolknummer"), self._interpreter),
            "interviewer": Field(display, says("Code van de hoormedewerker"), self._interviewer),
            "mode": Field(display, says("Manier van horen"), self._mode),
            "location": Field(display, says("Plaats"), self._location),
        }
        self._lay_out()
        self._v_number.editingFinished.connect(self._check_v_number)
        self._questionnaire.currentIndexChanged.connect(self._show_notice)
        self._start.clicked.connect(self.submit)
        self._cancel.clicked.connect(self.given_up)
        self._add.clicked.connect(lambda: self._add_attendee().setFocus())
        display.changed.connect(self._show_again)

    def open_desk(self, worklist: "Worklist", choices: tuple[QuestionnaireChoice, ...]) -> None:
        """Offer the questionnaires there are."""
        self._hint = worklist.v_number_hint
        self._choices = choices
        self._fields["questionnaire"].show_problem(None)
        self._show_again()

    def begin(self) -> None:
        """Be empty, and put the focus where filling in begins."""
        self.forget()
        self.retranslate()
        self._questionnaire.setFocus()

    def half_typed(self) -> dict[str, str]:
        """Give the words that are filled in, by field."""
        return {name: line.text() for name, line in self._lines().items() if line.text().strip()}

    def take_back(self, filled: dict[str, str]) -> None:
        """Fill in what `half_typed` gave."""
        for name, line in self._lines().items():
            line.setText(filled.get(name, ""))

    def _lines(self) -> dict[str, LineField]:
        return {
            "v_number": self._v_number,
            "name": self._name,
            "in_script": self._in_script,
            "born": self._born,
            "interpreter": self._interpreter,
            "interviewer": self._interviewer,
            "location": self._location,
        }

    def forget(self) -> None:
        """Drop all that was filled in."""
        for line in self._lines().values():
            line.clear()
        self._nationality.set_code("")
        self._language.set_code("")
        self._mode.setCurrentIndex(0)
        self._attendees.clear()
        clear(self._attendee_rows)
        for field in self._fields.values():
            field.show_problem(None)

    def retranslate(self) -> None:
        """Show all lists in the language shown."""
        language = self._display.language
        self._nationality.fill(country_names(language))
        self._language.fill(language_names(language))
        _refill(self._mode, [(mode, self._display.text(name)) for mode, name in MODES.items()])
        for role, _reference in self._attendees:
            _refill(role, self._roles())
        titles = [(one, f"{self._display.show(one.title)} {one.version}") for one in self._choices]
        _refill(self._questionnaire, titles)
        self._show_notice()

    def submit(self) -> None:
        """Begin the hearing, or show what is missing and go there."""
        problems: dict[str, Message] = {}
        if not self._name.text().strip():
            problems["name"] = says("Vul een naam in.")
        if not self._v_number.text().strip():
            problems["v_number"] = says("Vul het V-nummer in.")
        if self._questionnaire.currentData() is None:
            problems["questionnaire"] = says("Er is geen vragenlijst. Vraag de beheerder er een te plaatsen.")
        nationality, language = self._nationality.code(), self._language.code()
        if nationality is None:
            problems["nationality"] = says("Kies een land uit de lijst, of laat het veld leeg.")
        if language is None:
            problems["language"] = says("Kies een taal uit de lijst, of laat het veld leeg.")
        born = ""
        try:
            born = edtf_of(self._born.text())
        except UserError as error:
            problems["born"] = error.message
        for name, field in self._fields.items():
            field.show_problem(problems.get(name))
        if problems:
            first = next(field for name, field in self._fields.items() if name in problems)
            first.widget.setFocus()
            return
        self.begun.emit(self._filled_in(born, nationality or "", language or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc give up, and Ctrl+Enter begin."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)

    def _show_again(self) -> None:
        # The lists are long: they are filled when somebody looks at them.
        if self.isVisible():
            self.retranslate()

    def _filled_in(self, born: str, nationality: str, language: str) -> NewHearing:
        choice: QuestionnaireChoice = self._questionnaire.currentData()
        interviewer, interpreter = self._interviewer.text().strip(), self._interpreter.text().strip()
        header = Header(
            kind=choice.kind,
            v_number=self._v_number.text().strip(),
            name=self._name.text().strip(),
            name_in_script=self._in_script.text().strip(),
            birth_date=born,
            nationality=nationality,
            language=language,
            interpreter_number=interpreter,
            interviewer_code=interviewer,
            mode=Mode(self._mode.currentData()),
            location=self._location.text().strip(),
        )
        present = [Attendee(Role.INTERVIEWER, interviewer)] if interviewer else []
        if interpreter:
            present.append(Attendee(Role.INTERPRETER, interpreter))
        present += [
            Attendee(Role(role.currentData()), reference.text().strip())
            for role, reference in self._attendees
        ]
        return NewHearing(header, choice.questionnaire_id, choice.version, tuple(present))

    def _lay_out(self) -> None:
        title = Label(look="title")
        self._words(title.setText, says("Nieuw gehoor"))
        self._words(self._start.setText, says("Begin het gehoor  Ctrl+Enter"))
        self._words(self._cancel.setText, says("Annuleer  Esc"))
        self._words(self._add.setText, says("Voeg een aanwezige toe"))
        present = SectionLabel()
        self._words(present.setText, says("Ook aanwezig"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        pairs = (
            ("v_number", "born"),
            ("name", "in_script"),
            ("nationality", "language"),
            ("interpreter", "interviewer"),
            ("mode", "location"),
        )
        grid.addWidget(self._fields["questionnaire"], 0, 0, 1, 2)
        grid.addWidget(self._notice, 1, 0, 1, 2)
        for line, pair in enumerate(pairs, start=2):
            for place, name in enumerate(pair):
                grid.addWidget(self._fields[name], line, place)
        card = Card(margins=(20, 24), spacing=14)
        card.inside.addLayout(grid)
        card.inside.addWidget(present)
        card.inside.addLayout(self._attendee_rows)
        more = row()
        more.addWidget(self._add)
        more.addStretch(1)
        card.inside.addLayout(more)
        page = QWidget()
        inner = column(page)
        inner.addWidget(card)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        acts = row()
        acts.addStretch(1)
        acts.addWidget(self._cancel)
        acts.addWidget(self._start)
        whole = column(self, spacing=14)
        whole.addWidget(title)
        whole.addWidget(scroll, 1)
        whole.addLayout(acts)

    def _add_attendee(self) -> QComboBox:
        role, reference = QComboBox(), LineField()
        _refill(role, self._roles())
        role.setAccessibleName(self._display.text(says("Rol van de aanwezige")))
        reference.setPlaceholderText(self._display.text(says("Naam of nummer")))
        reference.setAccessibleName(self._display.text(says("Naam of nummer")))
        line = QWidget()
        inside = row(line)
        inside.addWidget(role, 1)
        inside.addWidget(reference, 1)
        self._attendee_rows.addWidget(line)
        self._attendees.append((role, reference))
        return role

    def _roles(self) -> list[tuple[Role, str]]:
        already = {Role.INTERVIEWER, Role.INTERPRETER}
        return [(role, self._display.text(name)) for role, name in ROLES.items() if role not in already]

    def _check_v_number(self) -> None:
        typed = self._v_number.text().strip()
        self._fields["v_number"].show_problem(self._hint(typed) if typed else None, error=False)

    def _show_notice(self) -> None:
        choice = self._questionnaire.currentData()
        notice = self._display.show(choice.notice) if choice else ""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))


def _refill(box: QComboBox, offered: list[tuple[Any, str]]) -> None:
    """Offer other names; the same thing stays chosen."""
    at = max(box.currentIndex(), 0)
    box.blockSignals(True)
    box.clear()
    for data, name in offered:
        box.addItem(name, data)
    box.setCurrentIndex(min(at, box.count() - 1))
    box.blockSignals(False)
