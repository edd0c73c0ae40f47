# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers chosen from a list: with the digits, the arrows or the mouse."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout

from app.desktop.display import Display
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.looks import clear, column
from app.questionnaire.model import Choice
from app.questionnaire.values import Value
from app.services.views import QuestionView

_DIGITS = 9


class ChoiceEditor(Editor):
    """A list of choices, of which one or several are taken; the first nine have a digit."""

    def __init__(self, display: Display, *, several: bool) -> None:
        super().__init__(display)
        self._several = several
        self._choices: tuple[Choice, ...] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._list: QVBoxLayout = column(self, spacing=2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        display.changed.connect(self._retranslate)

    def put(self, view: QuestionView) -> None:
        """Show the choices of a question, and its answer."""
        if view.choices != self._choices:
            self._choices = view.choices
            self._make()
        value = view.value
        chosen = value if isinstance(value, tuple) else (value,) if type(value) is str else ()
        self._take(chosen)

    def value(self) -> Value:
        """Give the choice, or the choices in the order of the list."""
        chosen = self._chosen()
        if self._several:
            return chosen or None
        return chosen[0] if chosen else None

    def draft(self) -> str:
        """Give the names of what is chosen."""
        return " ".join(self._chosen())

    def restore(self, text: str) -> None:
        """Choose by name."""
        self._take(tuple(text.split()))

    def take_focus(self) -> None:
        """Put the focus on what is chosen, else on the first."""
        buttons = self._group.buttons()
        chosen = next((one for one in buttons if one.isChecked()), None)
        first = chosen or (buttons[0] if buttons else self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take digits, Enter, and Delete for nothing chosen, wherever in the list the focus is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not modified and self._key(event.key(), event.text()):
                return True
        return super().eventFilter(watched, event)

    def _key(self, key: int, text: str) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(())
            self.edited.emit()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._several:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
            return True
        if text.isdigit() and 1 <= int(text) <= min(len(self._choices), _DIGITS):
            button = self._group.button(int(text) - 1)
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return True
        return False

    def _make(self) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
        clear(self._list)
        for at, _ in enumerate(self._choices):
            made: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            self._group.addButton(made, at)
            self._list.addWidget(made)
            made.installEventFilter(self)
            made.clicked.connect(lambda _checked: self.edited.emit())
        self._retranslate()

    def _retranslate(self) -> None:
        for button, choice in zip(self._group.buttons(), self._choices, strict=True):
            words = self.display.show(choice.label)
            at = self._group.id(button)
            # An ampersand would be taken for a letter to press.
            shown = words.replace("&", "&&")
            button.setText(f"{at + 1}  {shown}" if at < _DIGITS else shown)
            button.setAccessibleName(words)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(
            choice.name for at, choice in enumerate(self._choices) if self._group.button(at).isChecked()
        )

    def _take(self, names: tuple[str, ...]) -> None:
        # An exclusive group never lets go of its last choice by itself.
        self._group.setExclusive(False)
        for at, choice in enumerate(self._choices):
            self._group.button(at).setChecked(choice.name in names)
        self._group.setExclusive(not self._several)
