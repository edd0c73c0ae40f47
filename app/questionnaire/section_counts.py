# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far each section of a filling in is, kept up as answers come and questions are shown or not."""

from app.questionnaire.cells import Cell
from app.questionnaire.model import Question, Questionnaire
from app.questionnaire.values import Address


class SectionCounts:
    """What is answered, of how many, by section.

    Attributes:
        answered: the relevant questions that have an answer.
        total: the relevant questions.
        aside: the questions that have an answer and are not relevant.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.answered = dict.fromkeys((section.name for section in questionnaire.children), 0)
        self.total = dict(self.answered)
        self.aside: dict[str, set[Address]] = {name: set() for name in self.answered}

    def clear(self) -> None:
        """Begin again, with nothing counted."""
        self.answered = dict.fromkeys(self.answered, 0)
        self.total = dict.fromkeys(self.total, 0)
        self.aside = {name: set() for name in self.aside}

    def recount(self, cell: Cell) -> None:
        """Count a cell as it stands now; whatever is no question that can be answered counts for nothing."""
        question = cell.placed.item
        if not isinstance(question, Question) or not question.answerable:
            return
        section = cell.placed.section
        done = cell.shown and cell.value is not None
        self.total[section] += cell.shown - cell.counted
        self.answered[section] += done - cell.done
        cell.counted, cell.done = cell.shown, done
        if not cell.shown and cell.value is not None:
            self.aside[section].add(Address(question.name, cell.instances))
        elif aside := self.aside[section]:
            aside.discard(Address(question.name, cell.instances))

    def leave(self, cell: Cell) -> None:
        """Count a cell no longer, now that its instance was taken out; the cell is not shown any more."""
        cell.shown = False
        self.recount(cell)
        self.aside[cell.placed.section].discard(Address(cell.placed.item.name, cell.instances))
