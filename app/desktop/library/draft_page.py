# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A draft: its questions with a form, what is wrong with it, what it changes, and its review."""

from collections.abc import Callable
from functools import partial
from string import ascii_lowercase

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from app.desktop.autosave import Autosave
from app.desktop.display import Display, Words
from app.desktop.library.item_form import ItemForm
from app.desktop.library.wording import DRAFT_STATES, difference_heading, property_name
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import clear, column, row, set_look
from app.errors import says
from app.i18n import Texts
from app.library import editing
from app.library.records import DraftState
from app.services.library_views import DraftView, ItemView

Edit = Callable[[str], str]

_QUESTIONS, _PROBLEMS, _DIFFERENCES = range(3)


class DraftPage(QWidget):
    """A draft.

    Signals:
        changed: the author changed something; carries the edit.
        put_away: the draft should go.
        sent_back: a reviewer gives it back; carries the reason.
    """

    changed = Signal(object)
    put_away = Signal()
    sent_back = Signal(str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__()
        self._display = display
        self._words = Words(display, self)
        self._draft: DraftView | None = None
        self._wanted = ""
        self._title = Label(look="title")
        self._state = Chip()
        self._reason = Label(look="guidance")
        self._tabs = tuple(QPushButton() for _ in range(3))
        self._pages = QStackedWidget()
        self._items = QListWidget()
        self.form = ItemForm(display)
        self._problem = Label(look="error")
        self._problems, self._differences = column(spacing=8), column(spacing=8)
        self._begins, self._ends, self._why = QLineEdit(), QLineEdit(), QLineEdit()
        self._adders = {what: button() for what in ("question", "section", "up", "down", "remove")}
        self._foot_of_author, self._foot_of_reviewer = QWidget(), QWidget()
        self._put_away, self._send_back = button(), button()
        self._autosave = Autosave(self.keep, self)
        self._lay_out(registry)
        self._connect()
        display.changed.connect(self._show)

    @property
    def draft(self) -> DraftView | None:
        """The draft shown."""
        return self._draft

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day that were filled in."""
        return self._begins.text().strip(), self._ends.text().strip()

    def show_draft(self, draft: DraftView | None) -> None:
        """Show a draft as it stands now; one stays at the same question."""
        same = draft is not None and self._draft is not None
        same = same and draft.summary.draft_id == self._draft.summary.draft_id  # type: ignore[union-attr]
        if not same:
            self._autosave.stop()
            self._wanted = ""
            self._begins.clear()
            self._ends.clear()
            self._why.clear()
        self._draft = draft
        self._show()
        if not same and draft is not None:
            self.show_part(_QUESTIONS if draft.summary.state is DraftState.DRAFT else _DIFFERENCES)

    def show_part(self, part: int) -> None:
        """Show the questions, the problems or the differences."""
        self._pages.setCurrentIndex(part)
        for place, tab in enumerate(self._tabs):
            tab.setChecked(place == part)

    def keep(self) -> None:
        """Hand over what is changed in the form."""
        self._autosave.stop()
        changes, name = self.form.changes(), self.form.name
        if changes:
            self.changed.emit(partial(_apply, name=name, changes=changes))

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._items.setFocus()

    # Inside

    def _lay_out(self, registry: Registry) -> None:
        heading = row(spacing=10)
        heading.addWidget(self._title)
        heading.addWidget(self._state)
        heading.addStretch(1)
        for tab in self._tabs:
            tab.setCheckable(True)
            set_look(tab, "filter")
            heading.addWidget(tab)
        questions = QWidget()
        beside = row(questions, spacing=14)
        self._items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = column(spacing=8)
        left.addWidget(self._items, 1)
        acts = row(spacing=6)
        for what in ("question", "section"):
            acts.addWidget(self._adders[what])
        left.addLayout(acts)
        acts = row(spacing=6)
        for what in ("up", "down", "remove"):
            acts.addWidget(self._adders[what])
        left.addLayout(acts)
        beside.addLayout(left, 2)
        right = column(spacing=8)
        right.addWidget(self._problem)
        right.addWidget(scrolling(self.form), 1)
        beside.addLayout(right, 3)
        self._pages.addWidget(questions)
        for layout in (self._problems, self._differences):
            page = QWidget()
            inside = column(page)
            inside.addLayout(layout)
            inside.addStretch(1)
            self._pages.addWidget(scrolling(page))
        author = row(self._foot_of_author, spacing=10)
        hint = says("Jaar-maand-dag, bijvoorbeeld 2026-12-01.")
        author.addWidget(Field(self._display, says("Eerste dag"), self._begins, hint), 1)
        author.addWidget(Field(self._display, says("Laatste dag, of leeg"), self._ends, hint), 1)
        author.addWidget(self._put_away)
        author.addWidget(ActionButton(registry, self._display, "try_draft"))
        author.addWidget(ActionButton(registry, self._display, "submit_draft", look="primary"))
        reviewer = row(self._foot_of_reviewer, spacing=10)
        reviewer.addWidget(Field(self._display, says("Wat moet er anders?"), self._why), 1)
        reviewer.addWidget(self._send_back)
        reviewer.addWidget(ActionButton(registry, self._display, "approve_draft", look="primary"))
        whole = column(self, margins=(14, 20), spacing=10)
        whole.addLayout(heading)
        whole.addWidget(self._reason)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._foot_of_author)
        whole.addWidget(self._foot_of_reviewer)
        for what, words in (
            ("question", says("Vraag erbij")),
            ("section", says("Onderdeel erbij")),
            ("up", says("Omhoog")),
            ("down", says("Omlaag")),
            ("remove", says("Haal weg")),
        ):
            self._words(self._adders[what].setText, words)
        self._words(self._put_away.setText, says("Leg weg"))
        self._words(self._send_back.setText, says("Stuur terug"))
        self._words(self._items.setAccessibleName, says("Vragen"))

    def _connect(self) -> None:
        for place, tab in enumerate(self._tabs):
            tab.clicked.connect(partial(self.show_part, place))
        self._items.currentItemChanged.connect(self._go_to)
        self.form.edited.connect(self._autosave.soon)
        self._put_away.clicked.connect(self.put_away)
        self._send_back.clicked.connect(lambda: self.sent_back.emit(self._why.text()))
        acts: dict[str, Callable[[ItemView], Edit]] = {
            "question": self._with_question,
            "section": self._with_section,
            "up": lambda item: partial(editing.step, name=item.name, by=-1),
            "down": lambda item: partial(editing.step, name=item.name, by=1),
            "remove": lambda item: partial(editing.remove, name=item.name),
        }
        for what, make in acts.items():
            self._adders[what].clicked.connect(partial(self._act, make))

    def _act(self, make: Callable[[ItemView], Edit]) -> None:
        item = self._current()
        if item is not None:
            self.keep()
            self.changed.emit(make(item))

    def _with_question(self, item: ItemView) -> Edit:
        parent = item.name if item.holds else self._parent_of(item)
        name = self._new_name("vraag")
        self._wanted = name
        label = Texts.of({"nl": "Nieuwe vraag", "en": "New question"})
        after = "" if item.holds else item.name
        return partial(
            editing.add_question,
            parent=parent,
            kind="text",
            name=name,
            number=self._new_number(item),
            label=label,
            after=after,
        )

    def _with_section(self, item: ItemView) -> Edit:
        section = self._section_of(item)
        name = self._new_name("onderdeel")
        self._wanted = name
        label = Texts.of({"nl": "Nieuw onderdeel", "en": "New section"})
        return partial(
            editing.add_section, name=name, number=self._new_number(item), label=label, after=section
        )

    def _new_name(self, begin: str) -> str:
        taken = {item.name for item in self._draft.items} if self._draft else set()
        return next(name for name in (f"{begin}_{at}" for at in range(1, 100_000)) if name not in taken)

    def _new_number(self, item: ItemView) -> str:
        """Give a number that nobody uses, as colleagues would split one: A1.1a after A1.1."""
        taken = {one.number for one in self._draft.items} if self._draft else set()
        begin = item.number or "V1"
        free = (f"{begin}{letter}" for letter in ascii_lowercase if f"{begin}{letter}" not in taken)
        return next(free, begin)

    def _parent_of(self, item: ItemView) -> str:
        items = self._draft.items if self._draft else ()
        before = items[: items.index(item)]
        return next(one.name for one in reversed(before) if one.depth == item.depth - 1)

    def _section_of(self, item: ItemView) -> str:
        items = self._draft.items if self._draft else ()
        before = items[: items.index(item) + 1]
        return next(one.name for one in reversed(before) if one.depth == 0)

    def _current(self) -> ItemView | None:
        chosen = self._items.currentItem()
        name = chosen.data(Qt.ItemDataRole.UserRole) if chosen is not None else ""
        return next((one for one in self._draft.items if one.name == name), None) if self._draft else None

    def _go_to(self, _now: object, _before: object) -> None:
        self.keep()
        self._show_item()

    def _show_item(self) -> None:
        item = self._current()
        if item is not None:
            self._wanted = item.name
        if item is not None and item.name == self.form.name and self._autosave.waiting:
            self.form.take_base(item)
        else:
            self.form.show_item(item)
        problems = self._draft.problems if self._draft else ()
        own = tuple(one.message for one in problems if item is not None and one.name == item.name)
        self._problem.setText("\n".join(self._display.text(one) for one in own))
        self._problem.setVisible(bool(own))

    def _show(self) -> None:
        draft = self._draft
        if draft is None:
            self._items.clear()
            self.form.show_item(None)
            return
        summary = draft.summary
        editable = summary.state is DraftState.DRAFT
        self._title.setText(f"{summary.subject} {summary.version}")
        self._state.setText(self._display.text(DRAFT_STATES[summary.state]))
        self._reason.setVisible(bool(summary.reason))
        self._words(self._reason.setText, says("Teruggestuurd: {reason}", reason=summary.reason))
        for tab, words, count in (
            (self._tabs[_QUESTIONS], says("Vragen"), len(draft.items)),
            (self._tabs[_PROBLEMS], says("Problemen"), len(draft.problems)),
            (self._tabs[_DIFFERENCES], says("Verschillen"), len(draft.differences)),
        ):
            self._words(tab.setText, says("{what} ({count})", what=words, count=count))
        self._foot_of_author.setVisible(editable)
        self._foot_of_reviewer.setVisible(not editable)
        self.form.setEnabled(editable)
        for adder in self._adders.values():
            adder.setVisible(editable)
        self._show_items(draft)
        self._show_problems(draft)
        self._show_differences(draft)

    def _show_items(self, draft: DraftView) -> None:
        wanted = self._wanted or (draft.items[0].name if draft.items else "")
        shown = [f"{'    ' * one.depth}{one.number} {self._label(one)}" for one in draft.items]
        self._items.blockSignals(True)
        if [self._items.item(at).text() for at in range(self._items.count())] != shown:
            self._items.clear()
            for item, words in zip(draft.items, shown, strict=True):
                line = QListWidgetItem(words)
                line.setData(Qt.ItemDataRole.UserRole, item.name)
                self._items.addItem(line)
        at = next((place for place, one in enumerate(draft.items) if one.name == wanted), 0)
        self._items.setCurrentRow(at)
        self._items.blockSignals(False)
        self._show_item()

    def _label(self, item: ItemView) -> str:
        return self._display.show(dict(item.texts)["label"]) or item.name

    def _show_problems(self, draft: DraftView) -> None:
        clear(self._problems)
        told = [
            self._display.text(says("Regel {line}: {problem}", line=one.line, problem=one.message))
            for one in draft.problems
        ]
        for words in told or [self._display.text(says("Er zijn geen problemen."))]:
            self._problems.addWidget(Label(words))

    def _show_differences(self, draft: DraftView) -> None:
        clear(self._differences)
        for one in draft.differences:
            card = Card(margins=(10, 14), spacing=4)
            card.inside.addWidget(Label(difference_heading(one, self._display), "strong"))
            if one.what:
                card.inside.addWidget(Label(property_name(one.what, one.language, self._display), "small"))
                for mark, words in (("−", one.before), ("+", one.after)):
                    if words:
                        card.inside.addWidget(Label(f"{mark}  {words}"))
            self._differences.addWidget(card)


def _apply(source: str, name: str, changes: tuple[tuple[str, str | Texts], ...]) -> str:
    for what, value in changes:
        source = editing.set_property(source, name, what, value)
    return source


def scrolling(widget: QWidget) -> QScrollArea:
    """Let a widget be as high as it wants."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    return area
