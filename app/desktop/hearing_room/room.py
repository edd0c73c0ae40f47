# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing room: the outline, the section with the current question, and the drawer for notes."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display
from app.desktop.hearing_room.answering import Answering
from app.desktop.hearing_room.break_band import BreakBand
from app.desktop.hearing_room.current_card import NON_ANSWER_ACTIONS, CurrentCard
from app.desktop.hearing_room.outline import Outline
from app.desktop.hearing_room.places import question_places
from app.desktop.hearing_room.presenter import HearingPresenter
from app.desktop.hearing_room.stops import RepeatStop, repeat_at
from app.desktop.hearing_room.transcript import Transcript
from app.desktop.notes_drawer.drawer import NotesDrawer
from app.desktop.ports import Bridge, Navigator, PaletteEntry, Registry
from app.desktop.room import Room
from app.desktop.room_names import CLOSING, HEARING_ROOM
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.looks import column, row
from app.errors import says
from app.questionnaire.values import Address
from app.services.signal_views import QuotablePlace
from app.services.views import DraftPart, InstanceHeading, RepeatHeading
from app.vault.compartments import DOSSIERS, SIGNALS

if TYPE_CHECKING:
    from app.services.desk import Desk


NARROWEST = 520
"""Pixels, at 100 % text, that a section needs; with less, the outline makes room for the drawer."""


class HearingRoom(Room):
    """The room in which a hearing is conducted, wholly by keyboard."""

    name = HEARING_ROOM
    roles: ClassVar[frozenset[str]] = frozenset({"interviewer"})
    compartments: ClassVar[tuple[str, str]] = (DOSSIERS, SIGNALS)
    """Where words of the hearing belong, and where those of the notes do."""

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__(display, registry, bridge, navigator)
        self.presenter = HearingPresenter(bridge, navigator, self)
        self.outline = Outline(display)
        self.transcript = Transcript(display, registry)
        self.drawer = NotesDrawer(display, registry, bridge, navigator)
        self._break = BreakBand(display)
        self._confirm = ConfirmBar(display)
        self.answering = Answering(self.presenter, self.transcript, navigator, self)
        self._notes_wanted = False
        self._lay_out()
        self._connect()
        self._bind()

    def _lay_out(self) -> None:
        middle = QWidget()
        self.middle = column(middle)
        self.middle.addWidget(self._break)
        self.middle.addWidget(self._confirm)
        self.middle.addWidget(self.transcript, 1)
        whole = row(self, spacing=0)
        whole.addWidget(self.outline)
        whole.addWidget(middle, 1)
        whole.addWidget(self.drawer)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.opened.connect(self._show_hearing)
        presenter.placed.connect(self._show_place)
        presenter.reshaped.connect(self._show_items)
        presenter.question_changed.connect(self.transcript.update_question)
        presenter.sections_changed.connect(self._show_sections)
        presenter.hearing_changed.connect(self._show_hearing)
        presenter.refused.connect(self.answering.refuse)
        self.outline.wanted.connect(self.go_to_section)
        self.transcript.wanted.connect(self.go_to)
        self.transcript.add.connect(self.add)
        self.transcript.export_wanted.connect(self.presenter.export_file)
        self.transcript.remove.connect(self.ask_to_remove)
        self.drawer.closed.connect(self.transcript.focus_current)
        self.drawer.resized.connect(self._make_room)

    def _bind(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "next_question": lambda: self.go_on(1),
            "previous_question": lambda: self.go_on(-1),
            "next_section": lambda: self._step_section(1),
            "previous_section": lambda: self._step_section(-1),
            "guidance": lambda: self._with_card(CurrentCard.toggle_guidance),
            "follow_up": lambda: self.answering.write_below(DraftPart.FOLLOW_UP),
            "remark": lambda: self.answering.write_below(DraftPart.REMARK),
            "interpreter_remark": lambda: self.answering.write_below(DraftPart.INTERPRETER_REMARK),
            "let_stand": self.answering.let_stand,
            "why": self.answering.explain,
            "add_instance": self._add_here,
            "remove_instance": self._remove_here,
            "break": self.presenter.pause_or_go_on,
            "notes_drawer": self.toggle_drawer,
            "note_from_selection": self.note_from_selection,
            "emergency": self.drawer.show_emergency,
            "closing_check": self.finish,
        }
        for action, handler in handlers.items():
            self.registry.bind(action, handler, self.name)
        for action, code in NON_ANSWER_ACTIONS:
            self.registry.bind(action, partial(self.answering.give_non_answer, code), self.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the outline out where the section would get too little room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        left = self.width() - self.outline.maximumWidth() - self.drawer.maximumWidth()
        self.outline.setVisible(not self.drawer.is_open or left >= self.display.pixels(NARROWEST))

    # The room

    def open_desk(self, desk: "Desk") -> None:
        """Take the services of the person who unlocked."""
        self.presenter.open_desk(desk.conduct)
        self.drawer.open_desk(desk.notes)

    def enter(self, **arguments: Any) -> None:
        """Go on with the hearing that is open in the services, at `address` or where it was.

        Args:
            arguments: `address`, the question to go to, if any; `notes`, to open the drawer as well.
        """
        self._notes_wanted = bool(arguments.get("notes"))
        self.presenter.open(arguments.get("address"))

    def leave(self) -> None:
        """Give the answer that is filled in, if it is one; else keep its words."""
        before = self.answering.settle()
        if before is not None:
            self.bridge.ask(before)
        self.answering.stop()
        self.drawer.close_drawer()

    def forget(self) -> None:
        """Keep the words being typed, then drop every readable one."""
        self.answering.forget()
        self.presenter.forget()
        self.transcript.forget()
        self.outline.forget()
        self.drawer.forget()
        self._confirm.dismiss()
        self._break.hide()

    def whereabouts(self) -> dict[str, str]:
        """Give the hearing and the question."""
        view, current = self.presenter.view, self.presenter.current
        if view is None:
            return {}
        return {"hearing": view.hearing_id, "address": str(current.address) if current is not None else ""}

    def come_back(self, where: dict[str, str]) -> None:
        """Open the hearing again, at the question."""
        address = Address.parse(where["address"]) if where["address"] else None
        self.presenter.resume(where["hearing"], lambda: self.navigator.go(HEARING_ROOM, address=address))

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give the change of a follow-up, and a note that is no note yet."""
        sheets: dict[str, dict[str, str]] = {}
        typed = (self.answering.half_typed(), self.drawer.half_typed())
        for compartment, words in zip(self.compartments, typed, strict=True):
            if words:
                named = {f"{self.name}.{name}": value for name, value in words.items()}
                sheets.setdefault(compartment, {}).update(named)
        return sheets

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Have what was half typed at hand for when its hearing opens again."""
        both: dict[str, str] = {}
        for compartment in self.compartments:
            for name, value in sheets.get(compartment, {}).items():
                if name.startswith(f"{self.name}."):
                    both[name.removeprefix(f"{self.name}.")] = value
        self.answering.take_back(
            {name: value for name, value in both.items() if not name.startswith("note_")}
        )
        self.drawer.take_back({name: value for name, value in both.items() if name.startswith("note_")})

    def gather_places(self, then: Callable[[], object]) -> None:
        """Have every question of the hearing at hand, as it is now."""
        self.presenter.gather(then)

    def places(self, text: str) -> tuple[PaletteEntry, ...]:
        """Give the questions and the sections of the hearing, for the palette."""
        return question_places(self.presenter, self.display, text, self.go_to, self.go_to_section)

    # Going

    def go_on(self, step: int) -> None:
        """Give the answer and go to the next question, or the one before."""
        card = self.transcript.current
        if card is not None and step > 0:
            card.confirm_if_not_yet()
        self.answering.going(lambda before: self.presenter.go_on(step, before))

    def go_to(self, address: Address) -> None:
        """Give the answer and go to a question."""
        self.answering.going(lambda before: self.presenter.go_to(address, before))

    def go_to_section(self, section: str) -> None:
        """Give the answer and go to a section."""
        self.answering.going(lambda before: self.presenter.go_to_section(section, before))

    def add(self, repeat: RepeatHeading) -> None:
        """Give the answer and add one to a repeat."""
        self.answering.going(lambda before: self.presenter.add(repeat, before))

    def _step_section(self, step: int) -> None:
        place = self.presenter.place
        wanted = self.outline.next_to(place.section, step) if place else None
        if wanted is not None:
            self.go_to_section(wanted)

    def finish(self) -> None:
        """Go to where the hearing is looked back at and closed."""
        self.navigator.go(CLOSING)

    # Repeats

    def _add_here(self) -> None:
        place = self.presenter.place
        found = repeat_at(place) if place is not None and not self.presenter.is_closed else None
        if found is None:
            self.navigator.say(says("In dit onderdeel kan hier niets worden toegevoegd."))
        else:
            self.add(found)

    def _remove_here(self) -> None:
        place = self.presenter.place
        if place is None or place.current is None:
            return
        inside = place.current.instances
        for item in place.items:
            if isinstance(item, InstanceHeading) and (*item.parents, item.instance_id) == inside:
                self.ask_to_remove(item)

    def ask_to_remove(self, instance: InstanceHeading) -> None:
        """Ask before an instance is taken out."""
        self._confirm.ask(
            says(
                "„{title}” uit de lijst halen? Wat is geantwoord blijft in het dossier bewaard.",
                title=self.display.show(instance.title).strip() or str(instance.index),
            ),
            says("Haal uit de lijst"),
            lambda: self.presenter.remove(instance),
        )

    # Notes

    def toggle_drawer(self) -> None:
        """Open the drawer for notes, or close it."""
        if self.drawer.is_open:
            self.drawer.close_drawer()
            self.transcript.focus_current()
        else:
            self.drawer.open_drawer(self._quotable())

    def note_from_selection(self) -> None:
        """Open the drawer with the selected words quoted."""
        card = self.transcript.current
        words = card.editor.selected_words() if card is not None and card.editor is not None else ""
        self.drawer.open_drawer(self._quotable())
        self.drawer.start_note(words)

    def _quotable(self) -> QuotablePlace | None:
        card, view = self.transcript.current, self.presenter.view
        if card is None or view is None:
            return None
        words = card.editor.selected_words() if card.editor is not None else ""
        return QuotablePlace(
            hearing_id=view.hearing_id,
            address=card.view.address,
            question_number=card.view.number,
            question=card.view.label,
            answer=words or (card.editor.draft() if card.editor is not None else ""),
        )

    # Showing

    def _show_hearing(self) -> None:
        view = self.presenter.view
        self.navigator.hearing_header(view)
        if view is None:
            return
        self.outline.show_sections(self.presenter.sections.values())
        self._break.show_break(view)
        self.drawer.show_hearing(view)
        if self.presenter.is_closed:
            self.navigator.say(
                says("Dit gehoor is gesloten. U kunt het lezen en het verslag opnieuw opslaan.")
            )

    def _show_sections(self, _changed: object) -> None:
        self.outline.show_sections(self.presenter.sections.values())
        place = self.presenter.place
        if place is not None:
            self.transcript.show_section(self.presenter.sections[place.section])

    def _show_place(self) -> None:
        place = self.presenter.place
        if place is None:
            return
        self.outline.set_current(place.section)
        self.transcript.show_section(self.presenter.sections[place.section])
        self._show_items()
        card = self.transcript.current
        if card is not None:
            card.restore_composers()
            self.answering.restore_change()
        if isinstance(place.stop, RepeatStop):
            QTimer.singleShot(0, self, partial(self.transcript.focus_repeat, place.stop.repeat))
        elif self.isVisible() and not self.drawer.has_focus():
            self.transcript.focus_current()
        self.drawer.move_to(self._quotable())
        if self._notes_wanted:
            self._notes_wanted = False
            self.drawer.open_drawer(self._quotable())

    def _show_items(self) -> None:
        place = self.presenter.place
        if place is None:
            return
        before = self.transcript.current
        self.transcript.show_items(place.items, None if self.presenter.is_closed else place.current)
        card = self.transcript.current
        if card is not None and card is not before:
            card.ready.connect(lambda: self.go_on(1))
            self.answering.take(card)

    def _with_card(self, act: Callable[[CurrentCard], object]) -> None:
        if self.transcript.current is not None:
            act(self.transcript.current)
