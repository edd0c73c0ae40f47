# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a note: the words first, then what they rest on, then what else they may mean."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import Message, says
from app.services.signal_views import NoteFields
from app.services.words import BASES, DIRECTNESS
from app.signals.catalogue import Indicator
from app.signals.records import Basis, Directness


class NoteForm(QWidget):
    """One note. It is kept while it is written; *Klaar* only closes the form.

    Signals:
        edited: the user changed something.
        ready: the user is done.
        withdrawn: the user withdraws the note; carries the reason.
    """

    edited = Signal()
    ready = Signal()
    withdrawn = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._indicator: Indicator | None = None
        self._kept = NoteFields("")
        self._about = Label(look="strong")
        self._explanation = Label(look="small")
        self._quote = GrowingTextArea(least=2, look="")
        self._basis = QComboBox()
        self._directness = QComboBox()
        self._facts = GrowingTextArea(least=2, look="")
        self._innocent = GrowingTextArea(least=2, look="")
        self._asking = Label(look="small")
        self._reason = LineField()
        self._withdraw = button("link")
        self._ready = button("primary")
        self._problem = Label(look="error")
        self._problem.hide()
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        display = self._display
        words = Words(display, self)
        words(self._quote.setPlaceholderText, says("Wat is letterlijk gezegd of gedaan?"))
        words(self._facts.setPlaceholderText, says("Alleen wat is gezegd, gezien of getoond"))
        words(self._innocent.setPlaceholderText, says("Welke onschuldige uitleg is mogelijk?"))
        words(self._reason.setPlaceholderText, says("Waarom trekt u deze notitie in?"))
        words(self._reason.setAccessibleName, says("Reden van intrekken"))
        words(self._withdraw.setText, says("Trek in"))
        words(self._ready.setText, says("Klaar  Ctrl+S"))
        words(self._ready.setAccessibleName, says("Klaar"))
        inside = column(self, margins=(0, 2), spacing=8)
        inside.addWidget(self._about)
        inside.addWidget(self._explanation)
        for label, widget in self._fields():
            inside.addWidget(Field(display, label, widget))
        inside.addWidget(self._asking)
        inside.addWidget(self._problem)
        line = row(spacing=8)
        line.addWidget(self._withdraw)
        line.addStretch(1)
        line.addWidget(self._ready)
        inside.addWidget(self._reason)
        inside.addLayout(line)

    def _fields(self) -> tuple[tuple[Message, QWidget], ...]:
        return (
            (says("Letterlijke woorden"), self._quote),
            (says("Berust op"), self._basis),
            (says("Hoe weet u het?"), self._directness),
            (says("Feiten"), self._facts),
            (says("Andere verklaring overwogen?"), self._innocent),
        )

    def _connect(self) -> None:
        for area in (self._quote, self._facts, self._innocent):
            area.edited.connect(self._changed)
        for combo in (self._basis, self._directness):
            combo.activated.connect(self._changed)
        self._ready.clicked.connect(self.ready)
        self._withdraw.clicked.connect(self._ask_reason)
        self._reason.returnPressed.connect(lambda: self.withdrawn.emit(self._reason.text()))
        for widget in (self._quote, self._basis, self._directness, self._facts, self._innocent, self._reason):
            widget.installEventFilter(self)
        self._display.changed.connect(self._show)

    def start(self, fields: NoteFields, indicator: Indicator | None, *, is_kept: bool) -> None:
        """Show a note; one that is kept already can be withdrawn."""
        self._kept = fields
        self._indicator = indicator
        self._quote.fill(fields.quote)
        self._facts.fill(fields.facts)
        self._innocent.fill(fields.innocent)
        self._reason.clear()
        self._reason.hide()
        self._withdraw.setVisible(is_kept)
        self.show_problem(None)
        self._show()
        self._choose(self._basis, fields.basis)
        self._choose(self._directness, fields.directness)

    def fields(self) -> NoteFields:
        """Give what is written; what the form does not show stays as it was."""
        kept = self._kept
        return NoteFields(
            quote=self._quote.toPlainText(),
            indicator=self._indicator.id if self._indicator else "",
            basis=Basis(self._basis.currentData()),
            directness=Directness(self._directness.currentData()),
            original_term=kept.original_term,
            facts=self._facts.toPlainText(),
            reading=kept.reading,
            explanation=kept.explanation,
            innocent=self._innocent.toPlainText(),
            against=kept.against,
            unknown=kept.unknown,
            translation_doubt=kept.translation_doubt,
        )

    @property
    def reason(self) -> str:
        """The reason for withdrawing that is being typed."""
        return self._reason.text()

    def fill_reason(self, reason: str) -> None:
        """Go on with a reason for withdrawing."""
        self._reason.setText(reason)
        self._reason.show()
        self._reason.setFocus()

    def mark_kept(self) -> None:
        """Note that what is written is in the vault."""
        self._withdraw.show()

    def take_focus(self) -> None:
        """Put the cursor where writing goes on."""
        area: QPlainTextEdit = self._facts if self._quote.toPlainText().strip() else self._quote
        area.setFocus()

    def show_problem(self, problem: Message | None) -> None:
        """Show what is missing."""
        self._problem.setText(self._display.text(problem) if problem else "")
        self._problem.setVisible(problem is not None)

    def forget(self) -> None:
        """Drop every word."""
        self.start(NoteFields(""), None, is_kept=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc and Ctrl+S close the form; what is written is kept."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (control and event.key() == Qt.Key.Key_S):
                self.ready.emit()
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self.show_problem(None)
        self.edited.emit()

    def _ask_reason(self) -> None:
        if self._reason.isHidden():
            self._reason.show()
            self._reason.setFocus()
        else:
            self.withdrawn.emit(self._reason.text())

    def _show(self) -> None:
        indicator, display = self._indicator, self._display
        self._about.setText(
            f"{indicator.id}  {display.show(indicator.label)}"
            if indicator
            else display.text(says("In eigen woorden"))
        )
        self._explanation.setVisible(indicator is not None)
        self._asking.setVisible(indicator is not None)
        if indicator is not None:
            is_not = display.text(says("Dit is niet: {words}", words=display.show(indicator.is_not)))
            self._explanation.setText(f"{display.show(indicator.note)}\n{is_not}")
            questions = "\n".join(display.show(one) for one in indicator.follow_ups)
            self._asking.setText(display.text(says("Doorvragen:\n{questions}", questions=questions)))
        bases = [(basis, BASES[basis]) for basis in (indicator.basis if indicator else tuple(Basis))]
        self._fill(self._basis, bases)
        self._fill(self._directness, list(DIRECTNESS.items()))

    def _fill(
        self, combo: QComboBox, choices: "list[tuple[Basis, Message]] | list[tuple[Directness, Message]]"
    ) -> None:
        chosen = combo.currentData()
        combo.clear()
        for value, words in choices:
            combo.addItem(self._display.text(words), value.value)
        self._choose(combo, chosen)

    def _choose(self, combo: QComboBox, value: str | None) -> None:
        combo.setCurrentIndex(max(combo.findData(str(value)) if value else 0, 0))
