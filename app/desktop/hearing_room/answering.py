# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is being filled in at the current question: given as its answer, kept below it, or kept as words."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.desktop.autosave import Autosave
from app.desktop.hearing_room.composer import Composer
from app.desktop.hearing_room.current_card import CurrentCard
from app.desktop.hearing_room.presenter import HearingPresenter
from app.desktop.hearing_room.transcript import Transcript
from app.desktop.ports import Navigator
from app.errors import Message, UserError, says
from app.questionnaire.explain import Explanation
from app.questionnaire.values import NonAnswer
from app.services.views import Changes, DraftPart


class Answering(QObject):
    """Whatever is typed at the current question, until the vault has it.

    Args:
        presenter: acts in the hearing.
        transcript: shows its questions, of which one is current.
        navigator: says what has no place at a question.
        parent: the room.
    """

    def __init__(
        self, presenter: HearingPresenter, transcript: Transcript, navigator: Navigator, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._transcript = transcript
        self._navigator = navigator
        self._autosave = Autosave(self._keep_words, self)
        self._put_by: dict[str, str] = {}

    def take(self, card: CurrentCard) -> None:
        """Listen to the card of the question that is current now."""
        card.edited.connect(self._autosave.soon)
        card.composed.connect(lambda _composer: self._autosave.soon())
        card.kept.connect(self.keep_composed)

    def stop(self) -> None:
        """Keep nothing more of what is typed: it is given."""
        self._autosave.stop()

    def forget(self) -> None:
        """Hand over what is typed, and let go of the rest."""
        self.hand_over()
        self._put_by = {}

    def half_typed(self) -> dict[str, str]:
        """Give the change of a follow-up that is under way."""
        card, view = self._transcript.current, self._presenter.view
        composer = card.composer if card is not None else None
        if card is not None and view is not None and composer is not None and composer.turn_id is not None:
            return {
                "hearing": view.hearing_id,
                "address": str(card.view.address),
                "turn": composer.turn_id,
                "words": composer.answer,
            }
        return self._put_by

    def take_back(self, words: dict[str, str]) -> None:
        """Have what `half_typed` gave at hand for when its hearing opens again."""
        self._put_by = words

    def going(self, go: Callable[[Callable[[], Changes] | None], object]) -> None:
        """Go, with what is filled in given first; stay where it cannot be given as it is."""
        card = self._transcript.current
        if card is not None:
            if card.composer is not None and not card.composer.is_empty():
                self.keep_composed(card.composer, lambda: self.going(go))
                return
            try:
                before = self._answering(card)
            except UserError as error:
                self.refuse(error.message)
                return
            self._autosave.stop()
            go(before)
        else:
            go(None)

    def give_non_answer(self, code: NonAnswer) -> None:
        """Answer that there is no answer, and why, and go on."""
        card = self._transcript.current
        if card is None or code not in card.view.non_answers or self._presenter.is_closed:
            return
        if card.is_edited and card.editor is not None and not card.editor.is_empty():
            card.show_problem(
                says("Er staat al een antwoord. Maak het veld leeg als u toch deze knop wilt gebruiken.")
            )
            return
        self._autosave.stop()
        self._presenter.go_on(1, self._presenter.answering(card.view.address, code))

    def write_below(self, part: DraftPart) -> None:
        """Open room for a follow-up or a remark; what is written in another one is kept first."""
        card = self._transcript.current
        composer = card.composer if card is not None else None
        if composer is not None and not composer.is_empty():
            self.keep_composed(composer, lambda: self._compose(part))
            return
        if card is not None and composer is not None and composer.part is not part:
            card.put_composer_away()
        self._compose(part)

    def explain(self) -> None:
        """Show why the current question is asked, required, refused or calculated as it is; or hide it."""
        card = self._transcript.current
        if card is None or card.hide_explanation():
            return

        def explained(found: tuple[Explanation, ...]) -> None:
            if self._transcript.current is card:
                card.show_explanation(found)

        self._presenter.explain(card.view.address, explained)

    def let_stand(self) -> None:
        """Open room for why an answer stands that the questionnaire warns about."""
        card = self._transcript.current
        if card is None or card.view.warning is None:
            self._navigator.say(says("Bij dit antwoord is geen reden nodig."))
            return
        self.write_below(DraftPart.REASON)

    def _compose(self, part: DraftPart) -> None:
        card = self._transcript.current
        if card is None or self._presenter.is_closed:
            return
        try:
            before = self._answering(card)
        except UserError as error:
            self.refuse(error.message)
            return
        if before is not None:
            card.is_edited = False
            self._autosave.stop()
            self._presenter.answer(card.view.address, card.value())
        card.compose(part)

    def keep_composed(self, composer: Composer, then: Callable[[], object] | None = None) -> None:
        """Keep a follow-up or remark that is written; `then` follows once it is safe."""
        card = self._transcript.current
        if card is None:
            return
        self._autosave.stop()
        address = card.view.address

        def kept() -> None:
            if card.composer is composer:
                card.put_composer_away()
            if then is not None:
                then()

        if composer.part is DraftPart.FOLLOW_UP:
            self._presenter.follow_up(address, composer.question, composer.answer, composer.turn_id, kept)
        else:
            self._presenter.remark(address, composer.answer, composer.part, kept)

    def _answering(self, card: CurrentCard) -> Callable[[], Changes] | None:
        """Give the act that gives the answer filled in, or nothing where it did not change."""
        if self._presenter.is_closed or not (card.is_edited or card.view.draft is not None):
            return None
        return self._presenter.answering(card.view.address, card.value())

    def settle(self) -> Callable[[], Changes] | None:
        """Give the act that gives what is filled in, where it is an answer; else keep its words."""
        card = self._transcript.current
        if card is None:
            return None
        try:
            return self._answering(card)
        except UserError:
            self._autosave.now()
            return None

    def _keep_words(self) -> None:
        """Hand the words being typed to the vault."""
        card = self._transcript.current
        if card is None or self._presenter.is_closed:
            return
        if card.is_edited and card.editor is not None:
            self._presenter.keep_draft(card.view.address, card.editor.draft(), DraftPart.ANSWER)
        composer = card.composer
        if composer is not None and composer.turn_id is None and not composer.is_empty():
            self._presenter.keep_draft(card.view.address, composer.draft(), composer.part)

    def hand_over(self) -> None:
        """Hand over what is typed: what waits, and an answer on its way that may yet be refused."""
        card = self._transcript.current
        if card is not None and card.is_edited and card.editor is not None and not self._presenter.is_closed:
            try:
                value = card.value()
            except UserError:
                value = None
            self._presenter.keep_unless_given(card.view.address, card.editor.draft(), value)
            card.is_edited = False
        self._autosave.now()

    def refuse(self, message: Message) -> None:
        """Tell why something was not taken, at the question it is about; what was typed stays."""
        card = self._transcript.current
        if card is not None and card.is_edited:
            self._autosave.soon()
        if card is not None and card.isVisible():
            card.show_problem(message)
            card.take_focus()
        else:
            self._navigator.say(message, error=True)

    def restore_change(self) -> None:
        """Open the change of a follow-up again that was under way when the vault was locked."""
        card, view, words = self._transcript.current, self._presenter.view, self._put_by
        if card is None or view is None or card.composer is not None:
            return
        if (words.get("hearing"), words.get("address")) != (view.hearing_id, str(card.view.address)):
            return
        asked = next((one for one in card.view.follow_ups if one.turn_id == words["turn"]), None)
        if asked is not None:
            self._put_by = {}
            card.compose(DraftPart.FOLLOW_UP, asked).fill(asked.question, words["words"])
