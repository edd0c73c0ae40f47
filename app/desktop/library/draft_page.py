# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A draft: its questions with a form, what is wrong with it, what it changes, and its review."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.desktop.autosave import Autosave
from app.desktop.display import Display, Words
from app.desktop.library.choices_card import Choices, ChoicesCard
from app.desktop.library.difference_cards import show_differences
from app.desktop.library.draft_foot import DraftFoot
from app.desktop.library.head_form import HeadForm
from app.desktop.library.item_form import Changes, ItemForm
from app.desktop.library.new_items import with_question, with_repeat, with_section
from app.desktop.library.wording import DRAFT_STATES
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import button
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import column, row, set_look
from app.desktop.widgets.row_list import Row, RowList
from app.desktop.widgets.scrolling import scrolling
from app.errors import says
from app.i18n import LANGUAGES, Texts
from app.library import editing
from app.library.records import DraftState
from app.services.library_views import ChoicesView, DraftView, ItemView

Edit = Callable[[str], str]

_QUESTIONS, _WHOLE, _PROBLEMS, _DIFFERENCES = range(4)


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
        self._tabs = tuple(QPushButton() for _ in range(4))
        self._pages = QStackedWidget()
        self._items = QListWidget()
        self.form = ItemForm(display)
        self._choices = ChoicesCard(display)
        self._head = HeadForm(display)
        self._problem = Label(look="error")
        self._problems, self._no_problems = RowList(), Label()
        self._differences = column(spacing=8)
        self._foot = DraftFoot(display, registry)
        self._put_by: dict[str, str] = {}
        self._adders = {what: button() for what in ("question", "repeat", "section", "up", "down", "remove")}
        self._autosave = Autosave(self.keep, self)
        self._autosave_of_head = Autosave(self._keep_head, self)
        self._lay_out()
        self._connect()
        display.changed.connect(self._show)

    @property
    def draft(self) -> DraftView | None:
        """The draft shown."""
        return self._draft

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day that were filled in."""
        return self._foot.days

    def half_typed(self) -> dict[str, str]:
        """Give the days or the reason below the draft, while they are filled in."""
        typed = self._foot.typed() if self._draft is not None else {}
        return typed | {"draft": self._draft.summary.draft_id} if typed and self._draft else self._put_by

    def take_back(self, typed: dict[str, str]) -> None:
        """Have what `half_typed` gave at hand for when its draft is shown."""
        self._put_by = typed

    def show_draft(self, draft: DraftView | None) -> None:
        """Show a draft as it stands now; one stays at the same question."""
        same = draft is not None and self._draft is not None
        same = same and draft.summary.draft_id == self._draft.summary.draft_id  # type: ignore[union-attr]
        if not same:
            self._autosave.stop()
            self._autosave_of_head.stop()
            self._wanted = ""
            self._foot.clear()
        self._draft = draft
        self._show()
        if not same and draft is not None:
            if self._put_by.get("draft") == draft.summary.draft_id:
                self._foot.fill(self._put_by)
                self._put_by = {}
            self.show_part(_QUESTIONS if draft.summary.state is DraftState.DRAFT else _DIFFERENCES)

    def show_part(self, part: int) -> None:
        """Show the questions, the problems or the differences."""
        self._pages.setCurrentIndex(part)
        for place, tab in enumerate(self._tabs):
            tab.setChecked(place == part)

    def keep(self) -> None:
        """Hand over what is changed in the forms."""
        self._autosave_of_head.now()
        self._autosave.stop()
        changes, place = self.form.changes(), self.form.place
        if changes:
            self.changed.emit(partial(_apply, place=place, changes=changes))

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._items.setFocus()

    # Inside

    def _keep_head(self) -> None:
        changes = self._head.changes()
        if changes:
            self.changed.emit(partial(_apply_to_head, changes=changes))

    def _lay_out(self) -> None:
        heading = row(spacing=10)
        heading.addWidget(self._title)
        heading.addWidget(self._state)
        tabs = QWidget()
        at_right = Flow(tabs, spacing=10)
        at_right.split()
        for tab in self._tabs:
            tab.setCheckable(True)
            set_look(tab, "filter")
            at_right.addWidget(tab)
        heading.addWidget(tabs, 1)
        self._pages.addWidget(self._questions())
        whole = QWidget()
        inside = column(whole)
        inside.addWidget(self._head)
        inside.addStretch(1)
        self._pages.addWidget(scrolling(whole))
        told, changed = QWidget(), QWidget()
        inside = column(told)
        inside.addWidget(self._no_problems)
        inside.addWidget(self._problems)
        inside.addStretch(1)
        inside = column(changed)
        inside.addLayout(self._differences)
        inside.addStretch(1)
        for one in (told, changed):
            self._pages.addWidget(scrolling(one))
        page = column(self, margins=(14, 20), spacing=10)
        page.addLayout(heading)
        page.addWidget(self._reason)
        page.addWidget(self._pages, 1)
        page.addWidget(self._foot)
        for what, words in (
            ("question", says("Vraag erbij")),
            ("section", says("Onderdeel erbij")),
            ("repeat", says("Herhaling erbij")),
            ("up", says("Omhoog")),
            ("down", says("Omlaag")),
            ("remove", says("Haal weg")),
        ):
            self._words(self._adders[what].setText, words)
        self._words(self._items.setAccessibleName, says("Vragen"))
        self._words(self._no_problems.setText, says("Er zijn geen problemen."))

    def _questions(self) -> QWidget:
        questions = QWidget()
        beside = row(questions, spacing=14)
        self._items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = column(spacing=8)
        left.addWidget(self._items, 1)
        around = QWidget()
        acts = Flow(around, spacing=6)
        for adder in self._adders.values():
            acts.addWidget(adder)
        left.addWidget(around)
        beside.addLayout(left, 2)
        right = column(spacing=8)
        right.addWidget(self._problem)
        forms = QWidget()
        below = column(forms, spacing=12)
        below.addWidget(self.form)
        below.addWidget(self._choices)
        below.addStretch(1)
        right.addWidget(scrolling(forms), 1)
        beside.addLayout(right, 3)
        return questions

    def _connect(self) -> None:
        for place, tab in enumerate(self._tabs):
            tab.clicked.connect(partial(self.show_part, place))
        self._items.currentItemChanged.connect(self._go_to)
        self.form.edited.connect(self._autosave.soon)
        self.form.renamed.connect(self._rename)
        self._choices.changed.connect(self._change_choices)
        self._head.edited.connect(self._autosave_of_head.soon)
        self._head.languages_changed.connect(self._change_languages)
        self._problems.chosen.connect(self._go_to_problem)
        self._foot.put_away.connect(self.put_away)
        self._foot.sent_back.connect(self.sent_back)
        for what, add in (("question", with_question), ("section", with_section), ("repeat", with_repeat)):
            self._adders[what].clicked.connect(partial(self._add, add))
        acts: dict[str, Callable[[ItemView], Edit]] = {
            "up": lambda item: partial(editing.step, name=item.place, by=-1),
            "down": lambda item: partial(editing.step, name=item.place, by=1),
            "remove": lambda item: partial(editing.remove, name=item.place),
        }
        for what, make in acts.items():
            self._adders[what].clicked.connect(partial(self._act, make))

    def _add(self, add: Callable[[DraftView, ItemView], tuple[str, Edit]]) -> None:
        item = self._current()
        if item is not None and self._draft is not None:
            self.keep()
            self._wanted, edit = add(self._draft, item)
            self.changed.emit(edit)

    def _act(self, make: Callable[[ItemView], Edit]) -> None:
        item = self._current()
        if item is not None:
            self.keep()
            self.changed.emit(make(item))

    def _rename(self, new: str) -> None:
        place = self.form.place
        self.keep()
        if self._draft is None or new not in {one.name for one in self._draft.items}:
            self._wanted = f"{place.rpartition('/')[0]}/{new}"
        self.changed.emit(partial(editing.rename, name=place, new=new))

    def _change_choices(self, name: str, choices: Choices, columns: tuple[str, ...]) -> None:
        self.keep()
        self.changed.emit(partial(editing.set_choices, list_name=name, choices=choices, columns=columns))

    def _change_languages(self, codes: tuple[str, ...]) -> None:
        self.keep()
        self.changed.emit(partial(editing.set_languages, codes=codes))

    def _current(self) -> ItemView | None:
        chosen = self._items.currentItem()
        place = chosen.data(Qt.ItemDataRole.UserRole) if chosen is not None else ""
        return next((one for one in self._draft.items if one.place == place), None) if self._draft else None

    def _go_to(self, _now: object, _before: object) -> None:
        self.keep()
        self._show_item()

    def _show_item(self) -> None:
        item = self._current()
        if item is not None:
            self._wanted = item.place
        lists = self._draft.choices if self._draft else ()
        if item is not None and item.place == self.form.place and self._autosave.waiting:
            self.form.take_base(item)
        else:
            self.form.show_item(item, tuple(one.name for one in lists))
        languages = self._draft.languages if self._draft else LANGUAGES
        self._choices.show_choices(self._choices_of(item, lists), languages)
        problems = self._draft.problems if self._draft else ()
        own = tuple(one.message for one in problems if item is not None and one.place == item.place)
        self._problem.setText("\n".join(self._display.text(one) for one in own))
        self._problem.setVisible(bool(own))

    def _choices_of(self, item: ItemView | None, lists: tuple[ChoicesView, ...]) -> ChoicesView | None:
        """Give the list of a question; one that is named and is not there yet can be filled."""
        if item is None or item.holds or not item.list_name:
            return None
        there = next((one for one in lists if one.name == item.list_name), None)
        return there or ChoicesView(item.list_name, (), (), (item.number or item.name,))

    def _show(self) -> None:
        draft = self._draft
        # Where the window is small or the text large, the page scrolls: the list stays one to choose from.
        self._items.setMinimumHeight(self._display.pixels(110))
        if draft is None:
            self._items.clear()
            self._problems.show_rows(())
            self.form.show_item(None)
            self._choices.show_choices(None)
            self._head.show_head((), LANGUAGES)
            return
        summary = draft.summary
        editable = summary.state is DraftState.DRAFT
        self._title.setText(f"{self._display.show(summary.title)} {summary.version}")
        self._state.setText(self._display.text(DRAFT_STATES[summary.state]))
        self._reason.setVisible(bool(summary.reason))
        self._words(self._reason.setText, says("Teruggestuurd: {reason}", reason=summary.reason))
        for tab, words, count in (
            (self._tabs[_QUESTIONS], says("Vragen"), len(draft.items)),
            (self._tabs[_PROBLEMS], says("Problemen"), len(draft.problems)),
            (self._tabs[_DIFFERENCES], says("Verschillen"), len(draft.differences)),
        ):
            self._words(tab.setText, says("{what} ({count})", what=words, count=count))
        self._words(self._tabs[_WHOLE].setText, says("Algemeen"))
        self._head.show_head(draft.head, draft.languages, typing=self._autosave_of_head.waiting)
        self.form.show_languages(draft.languages)
        self._foot.show_for(author=editable, days=(draft.valid_from, draft.valid_until))
        for form in (self.form, self._choices, self._head):
            form.setEnabled(editable)
        for adder in self._adders.values():
            adder.setVisible(editable)
        self._show_items(draft)
        self._show_problems(draft)
        show_differences(self._differences, draft.differences, self._display)

    def _show_items(self, draft: DraftView) -> None:
        wanted = self._wanted or (draft.items[0].place if draft.items else "")
        shown = [f"{'    ' * one.depth}{one.number} {self._label(one)}" for one in draft.items]
        self._items.blockSignals(True)
        if [self._items.item(at).text() for at in range(self._items.count())] != shown:
            self._items.clear()
            for item, words in zip(draft.items, shown, strict=True):
                line = QListWidgetItem(words)
                line.setData(Qt.ItemDataRole.UserRole, item.place)
                self._items.addItem(line)
        at = next((place for place, one in enumerate(draft.items) if one.place == wanted), 0)
        self._items.setCurrentRow(at)
        self._items.blockSignals(False)
        self._show_item()

    def _label(self, item: ItemView) -> str:
        return self._display.show(dict(item.texts)["label"]) or item.name

    def _show_problems(self, draft: DraftView) -> None:
        told = {one.place: f"{one.number} {self._label(one)}".strip() for one in draft.items}
        whole = self._display.text(says("De vragenlijst zelf"))
        self._problems.show_rows(
            tuple(
                Row(
                    f"{at} {one.place}",
                    told.get(one.place, whole),
                    aside=self._display.text(says("regel {line}", line=one.line)),
                    below=self._display.text(one.message),
                )
                for at, one in enumerate(draft.problems)
            )
        )
        self._no_problems.setVisible(not draft.problems)

    def _go_to_problem(self, key: str) -> None:
        """Go to the question that a problem is about."""
        place = key.partition(" ")[2]
        if self._draft is not None and any(one.place == place for one in self._draft.items):
            self.keep()
            self._wanted = place
            self._show_items(self._draft)
            self.show_part(_QUESTIONS)
            self.take_focus()
        else:
            self.show_part(_WHOLE)


def _apply(source: str, place: str, changes: Changes) -> str:
    for what, value in changes:
        source = editing.set_property(source, place, what, value)
    return source


def _apply_to_head(source: str, changes: tuple[tuple[str, Texts], ...]) -> str:
    for what, value in changes:
        source = editing.set_head(source, what, value)
    return source
