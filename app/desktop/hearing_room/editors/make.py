# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which editor goes with which question."""

from app.desktop.display import Display
from app.desktop.hearing_room.editors.choices import ChoiceEditor
from app.desktop.hearing_room.editors.confirm import ConfirmEditor
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.hearing_room.editors.file import FileEditor
from app.desktop.hearing_room.editors.lines import line_editor
from app.desktop.hearing_room.editors.partial_date import PartialDateEditor
from app.desktop.hearing_room.editors.places import country_editor, language_editor
from app.desktop.hearing_room.editors.rank import RankEditor
from app.desktop.hearing_room.editors.text import TextEditor
from app.questionnaire.model import QuestionKind
from app.services.views import QuestionView

_LINES_OF_NARRATIVE = 8


def make_editor(view: QuestionView, display: Display) -> Editor | None:
    """Make the editor of a question and show its answer or the words being typed; notes have none."""
    editor = _editor(view, display)
    if editor is not None:
        editor.put(view)
        if view.draft is not None:
            editor.restore(view.draft)
    return editor


def _editor(view: QuestionView, display: Display) -> Editor | None:
    match view.kind:
        case kind if not kind.answerable:
            return None
        case QuestionKind.SELECT_ONE | QuestionKind.SELECT_MULTIPLE:
            return ChoiceEditor(display, several=view.kind is QuestionKind.SELECT_MULTIPLE)
        case kind if kind.attached:
            return FileEditor(display, kind)
        case QuestionKind.RANK:
            return RankEditor(display)
        case QuestionKind.INSTRUCTION | QuestionKind.ACKNOWLEDGE:
            return ConfirmEditor(display, view.kind)
        case QuestionKind.PARTIAL_DATE:
            return PartialDateEditor(display)
        case QuestionKind.COUNTRY:
            return country_editor(display)
        case QuestionKind.LANGUAGE:
            return language_editor(display)
        case QuestionKind.NARRATIVE:
            return TextEditor(display, _LINES_OF_NARRATIVE)
        case QuestionKind.TEXT if view.multiline:
            return TextEditor(display)
        case _:
            return line_editor(view.kind, display)
