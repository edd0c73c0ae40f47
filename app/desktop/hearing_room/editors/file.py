# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files as answers: chosen, shown by name, taken back, and exported to where the user wants them."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.desktop.display import Display, Words
from app.desktop.file_dialogs import file_dialogs
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.buttons import button
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column
from app.errors import says
from app.names import size_in_words
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Attachment, Value
from app.services.views import ChosenFile, QuestionView

_PATTERNS = {
    QuestionKind.IMAGE: "*.png *.jpg *.jpeg *.tif *.tiff *.gif *.webp",
    QuestionKind.AUDIO: "*.mp3 *.m4a *.ogg *.wav *.flac",
    QuestionKind.VIDEO: "*.mp4 *.mov *.webm *.mkv",
}

Ask = Callable[..., tuple[str, str]]


class FileEditor(Editor):
    """A file. What is chosen goes into the vault when the answer is given; the file itself stays where it is.

    Signals:
        export_wanted: the user wants the file that was given; carries the place for it.
    """

    export_wanted = Signal(str)

    def __init__(self, display: Display, kind: QuestionKind) -> None:
        super().__init__(display)
        dialogs = file_dialogs(display)
        self.ask_file: Ask = dialogs.file
        self.ask_place: Ask = dialogs.place
        self._kind = kind
        self._value: Attachment | None = None
        self._name = Label(look="answer")
        self._choose = button()
        self._remove = button(look="link")
        self._export = button(look="link")
        words = Words(display, self)
        words(self._choose.setText, says("Bestand kiezen …"))
        words(self._remove.setText, says("Weghalen"))
        words(self._export.setText, says("Opslaan als …"))
        line = Flow()
        for widget in (self._choose, self._export, self._remove):
            line.addWidget(widget)
        layout = column(self, spacing=6)
        layout.addWidget(self._name)
        layout.addLayout(line)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self.choose)
        self._remove.clicked.connect(self.remove)
        self._export.clicked.connect(self.export)
        display.changed.connect(self._show)
        self._show()

    def put(self, view: QuestionView) -> None:
        """Show the file that was given."""
        self._value = view.value if isinstance(view.value, Attachment) else None
        self._show()

    def choose(self) -> None:
        """Let the user choose a file."""
        kinds = f"({_PATTERNS[self._kind]})" if self._kind in _PATTERNS else ""
        chosen, _ = self.ask_file(self, self.display.text(says("Bestand kiezen")), "", kinds)
        if chosen:
            self._value = ChosenFile.at(chosen)
            self._show()
            self.edited.emit()

    def remove(self) -> None:
        """Take the file back; the one that was given stays on record."""
        self._value = None
        self._show()
        self.edited.emit()

    def export(self) -> None:
        """Ask where the file goes, and let it go there."""
        if self._value is None:
            return
        place, _ = self.ask_place(self, self.display.text(says("Opslaan als")), self._value.name, "")
        if place:
            self.export_wanted.emit(place)

    def value(self) -> Value:
        """Give the file."""
        return self._value

    def draft(self) -> str:
        """Give where the chosen file is, which may still have to be given."""
        return self._value.path if isinstance(self._value, ChosenFile) else ""

    def restore(self, text: str) -> None:
        """Choose the same file again."""
        if text:
            self._value = ChosenFile.at(text)
            self._show()

    def _show(self) -> None:
        found = self._value
        waits = isinstance(found, ChosenFile)
        if found is None:
            told = self.display.text(says("Nog geen bestand"))
        elif waits:
            told = self.display.text(says("{file} (wordt bewaard met het antwoord)", file=found.name))
        else:
            told = f"{found.name} ({size_in_words(found.size, self.display.language)})"
        self._name.setText(told)
        self._name.setAccessibleName(told)
        self._remove.setVisible(found is not None)
        self._export.setVisible(found is not None and not waits)
