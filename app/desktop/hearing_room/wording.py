# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an answer reads on a card."""

from app.desktop.display import Display
from app.errors import Message, says
from app.questionnaire import codec
from app.questionnaire.values import NonAnswer
from app.services.views import QuestionView
from app.services.words import NON_ANSWERS


def answer_words(view: QuestionView, display: Display) -> str:
    """Give the answer of a question in words; a non-answer has its own wording."""
    if isinstance(view.value, NonAnswer):
        return display.text(NON_ANSWERS[view.value])
    if view.kind.confirmed:
        return ""
    return codec.plain(view.value, view.kind, (*view.choices, *view.withdrawn), display.language)


def warning_words(view: QuestionView, display: Display) -> str:
    """Give what the questionnaire warns about and why the answer stands; or nothing."""
    if view.warning is None:
        return ""
    if view.reason:
        return display.text(says("Nagevraagd, en blijft staan: {reason}", reason=view.reason))
    return display.text(says("Vraag na: {warning}", warning=view.warning))


def hindrance_words(hindrance: Message | None, display: Display) -> str:
    """Give what the questionnaire could not work out, and that work goes on; or nothing."""
    if hindrance is None:
        return ""
    return display.text(
        says(
            "De vragenlijst kan hier iets niet uitrekenen. U kunt verder werken. "
            "Meld aan de teamleider: {why}",
            why=hindrance,
        )
    )


def is_asked(view: QuestionView) -> bool:
    """Whether a person answers it; notes, calculations and what is not asked now are only shown."""
    return view.kind.answerable and not view.is_aside
