# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The library: versions and drafts at the left, the one that is chosen beside them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.display import Display
from app.desktop.library.catalogue_page import CataloguePage
from app.desktop.library.draft_page import DraftPage, Edit
from app.desktop.library.lists import LibraryLists
from app.desktop.library.version_page import VersionPage
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import LIBRARY, TRIAL
from app.desktop.saving import AskFiles, read_file, save_file
from app.desktop.widgets.looks import row, set_look
from app.desktop.widgets.scrolling import SidePane, page_of, scrolling
from app.errors import UserError, says
from app.vault.compartments import LIBRARY as IN_LIBRARY

if TYPE_CHECKING:
    from app.library.diff import Difference
    from app.services.desk import Desk
    from app.services.keep_library import KeepLibrary
    from app.services.library_views import CatalogueView, DraftSummary, DraftView, VersionView
    from app.strict_yaml import Problem

T = TypeVar("T")

_KINDS = "*.json *.yaml *.yml *.xlsx *.xls *.md"
_MOST_REMARKS = 3


class LibraryRoom(Room):
    """Where team leads keep the questionnaires."""

    name = LIBRARY
    roles: ClassVar[frozenset[str]] = frozenset({"team_lead"})

    def __init__(
        self,
        display: Display,
        registry: Registry,
        bridge: Bridge,
        navigator: Navigator,
        ask: AskFiles,
    ) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._ask_place = ask.place
        self._ask_file = ask.file
        self._library: KeepLibrary | None = None
        self._lists = LibraryLists(display, registry)
        self._version_page = VersionPage(display, registry)
        self._catalogue_page = CataloguePage(display)
        self._draft_page = DraftPage(display, registry)
        self._pages = QStackedWidget()
        self._lay_out()
        self._bind()

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._library = desk.library

    def enter(self, **arguments: Any) -> None:
        """Show the versions and drafts as they stand now."""
        del arguments
        draft = self._draft_page.draft
        self._refresh(draft.summary.draft_id if draft else "")

    def leave(self) -> None:
        """Keep what is being typed."""
        self._draft_page.keep()

    def forget(self) -> None:
        """Keep what is being typed, then drop the services and every word."""
        self._draft_page.keep()
        self._library = None
        self._lists.show_lists()
        self._catalogue_page.show_catalogue(None)
        self._version_page.show_version(None)
        self._draft_page.show_draft(None)
        self._draft_page.take_back({})

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give the days or the reason below a draft."""
        typed = self._draft_page.half_typed()
        return {IN_LIBRARY: {f"{self.name}.{name}": words for name, words in typed.items()}} if typed else {}

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Have them at hand for when the draft is shown."""
        kept, begin = sheets.get(IN_LIBRARY, {}).items(), f"{self.name}."
        self._draft_page.take_back(
            {name.removeprefix(begin): words for name, words in kept if name.startswith(begin)}
        )

    # Choosing

    def choose_version(self, version: "VersionView") -> None:
        """Show a version."""
        self._draft_page.keep()
        self._ask(
            lambda library: library.published.changes(version.subject, version.version),
            lambda changes: self._show_version(version, changes),
        )

    def choose_catalogue(self, view: "CatalogueView") -> None:
        """Show a catalogue."""
        self._draft_page.keep()
        self._draft_page.show_draft(None)
        self._catalogue_page.show_catalogue(view)
        self._show_page(self._catalogue_page)

    def choose_draft(self, draft_id: str) -> None:
        """Show a draft."""
        self._draft_page.keep()
        self._ask(lambda library: library.draft(draft_id), self._show_draft)

    # Acting

    def begin(self) -> None:
        """Begin a next version as a copy of the one that is shown."""
        version = self._version_page.version
        if version is not None:
            self._ask(
                lambda library: library.begin(version.subject, version.version),
                lambda draft: self._refresh(draft.summary.draft_id),
            )

    def change(self, edit: Edit) -> None:
        """Change the draft that is shown; edits are carried out in the order in which they were made."""
        draft = self._draft_page.draft
        if draft is None:
            return
        draft_id = draft.summary.draft_id
        self._ask(
            lambda library: library.change(draft_id, self._seen(library, draft_id, draft.number), edit),
            self._show_changed,
        )

    def submit(self) -> None:
        """Offer the draft that is shown for review."""
        draft, days = self._draft_page.draft, self._draft_page.days
        if draft is None:
            return
        self._draft_page.keep()
        draft_id = draft.summary.draft_id

        def act(library: "KeepLibrary") -> "DraftView":
            begins, ends = (_day(text) for text in days)
            if begins is None:
                raise UserError(says("Vul in vanaf welke dag deze versie mag worden gebruikt."))
            return library.submit(draft_id, begins, ends)

        self._ask(act, lambda offered: self._refresh(offered.summary.draft_id))

    def approve(self) -> None:
        """Sign and publish the draft that is shown."""
        draft = self._draft_page.draft
        if draft is not None:
            self._ask(lambda library: library.approve(draft.summary.draft_id), self._published)

    def try_out(self) -> None:
        """Show the draft in the hearing room."""
        draft = self._draft_page.draft
        if draft is not None:
            self._draft_page.keep()
            self._ask(
                lambda library: library.trial(draft.summary.draft_id),
                lambda trial: self.navigator.go(TRIAL, trial=trial),
            )

    def export(self) -> None:
        """Ask for a place and put the version that is shown there, as a signed file."""
        version = self._version_page.version
        if version is None:
            return
        name = f"{version.subject}-{version.version}.json"
        chosen, _kind = self._ask_place(self, self.text(says("Exporteer")), name, "JSON (*.json)")
        if not chosen:
            return

        def act(library: "KeepLibrary") -> Path:
            return save_file(Path(chosen), library.published.export(version.subject, version.version))

        self._ask(act, lambda place: self.navigator.say(says("De versie staat in {file}.", file=str(place))))

    def take_in(self) -> None:
        """Ask for a file and take it in: a signed version, or a questionnaire to begin a draft with."""
        kinds = self.text(says("Vragenlijsten ({kinds})", kinds=_KINDS))
        chosen, _kind = self._ask_file(self, self.text(says("Neem een bestand in")), "", kinds)
        if not chosen:
            return
        place = Path(chosen)
        if place.suffix.lower() == ".json":
            self._ask(
                lambda library: library.published.take_in(read_file(place), place.name), self._published
            )
            return

        def beside(name: str) -> bytes | None:
            found = place.with_name(name) if Path(name).name == name else None
            return read_file(found) if found is not None and found.is_file() else None

        self._ask(lambda library: library.bring_in(place.name, read_file(place), beside), self._brought_in)

    # Showing

    def _refresh(self, draft_id: str = "") -> None:
        def show(found: "_Found") -> None:
            self._lists.show_lists(*found)
            if any(one.draft_id == draft_id for one in self._lists.drafts):
                self.choose_draft(draft_id)
            elif self._lists.versions:
                self.choose_version(self._lists.versions[0])

        self._ask(_found, show)

    def _published(self, version: "VersionView") -> None:
        self._draft_page.show_draft(None)
        self._refresh()
        self.navigator.say(
            says(
                "{subject} versie {version} is gepubliceerd. Lopende gehoren houden hun versie.",
                subject=version.subject,
                version=version.version,
            )
        )

    def _brought_in(self, found: "tuple[DraftView, tuple[Problem, ...]]") -> None:
        draft, remarks = found
        self._refresh(draft.summary.draft_id)
        ready = says(
            "{subject} versie {version} staat klaar als concept.",
            subject=draft.summary.subject,
            version=draft.summary.version,
        )
        told = [self.text(one.says()) for one in remarks[:_MOST_REMARKS]]
        if (more := len(remarks) - len(told)) > 0:
            told.append(self.text(says("En nog {count} opmerkingen.", count=more)))
        self.navigator.say(
            says("{sentence} {remarks}", sentence=ready, remarks=" ".join(told)) if told else ready
        )

    def _show_version(self, version: "VersionView", changes: "tuple[Difference, ...]") -> None:
        self._draft_page.show_draft(None)
        self._version_page.show_version(version, changes)
        self._show_page(self._version_page)
        self._version_page.take_focus()

    def _show_draft(self, draft: "DraftView") -> None:
        self._draft_page.show_draft(draft)
        self._show_page(self._draft_page)
        self._draft_page.take_focus()

    def _show_changed(self, draft: "DraftView") -> None:
        shown = self._draft_page.draft
        if shown is not None and shown.summary.draft_id == draft.summary.draft_id:
            self._draft_page.show_draft(draft)
            self.navigator.saved(draft.summary.changed_at)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentIndex(self._places[page])
        version, draft = self._version_page.version, self._draft_page.draft
        catalogue = self._catalogue_page.view
        of_version, of_draft = page is self._version_page, page is self._draft_page
        self._lists.mark(
            draft_id=draft.summary.draft_id if of_draft and draft is not None else "",
            version=version if of_version else None,
            catalogue=catalogue if page is self._catalogue_page else None,
        )
        for action, may in (
            ("new_draft", of_version),
            ("export", of_version),
            ("submit_draft", of_draft),
            ("approve_draft", of_draft),
            ("try_draft", of_draft),
        ):
            self.registry.set_enabled(action, self.name, enabled=may)

    def _seen(self, library: "KeepLibrary", draft_id: str, shown: int) -> int:
        """Give the revision that an edit was made on: the one shown, or one of our own that came after it."""
        return max(shown, library.own_since(draft_id, shown))

    def _drop(self) -> None:
        draft = self._draft_page.draft
        if draft is not None:
            self._draft_page.show_draft(None)
            self._ask(lambda library: library.drop(draft.summary.draft_id), lambda _others: self._refresh())

    def _send_back(self, reason: str) -> None:
        draft = self._draft_page.draft
        if draft is not None:
            self._ask(
                lambda library: library.send_back(draft.summary.draft_id, reason),
                lambda back: self._refresh(back.summary.draft_id),
            )

    def _retire(self, reason: str) -> None:
        version = self._version_page.version
        if version is not None:
            self._ask(
                lambda library: library.published.retire(version.subject, version.version, reason),
                lambda _versions: self._refresh(),
            )

    def _ask(self, act: "Callable[[KeepLibrary], T]", done: Callable[[T], object]) -> None:
        library = self._library
        if library is not None:
            self.bridge.ask(lambda: act(library), done, owner=self)

    def _lay_out(self) -> None:
        self._places: dict[QWidget, int] = {
            self._draft_page: self._pages.addWidget(scrolling(self._draft_page))
        }
        for page in (self._version_page, self._catalogue_page):
            self._places[page] = self._pages.addWidget(page_of(page))
        beside = row(self, spacing=0)
        beside.addWidget(SidePane(self.display, self._lists, 300))
        beside.addWidget(self._pages, 1)
        set_look(self, "ground")

    def _bind(self) -> None:
        self._lists.version_chosen.connect(self.choose_version)
        self._lists.catalogue_chosen.connect(self.choose_catalogue)
        self._lists.draft_chosen.connect(self.choose_draft)
        self._version_page.retired.connect(self._retire)
        self._draft_page.changed.connect(self.change)
        self._draft_page.put_away.connect(self._drop)
        self._draft_page.sent_back.connect(self._send_back)
        for action, handler in (
            ("new_draft", self.begin),
            ("submit_draft", self.submit),
            ("approve_draft", self.approve),
            ("try_draft", self.try_out),
            ("take_in_version", self.take_in),
            ("export", self.export),
        ):
            self.registry.bind(action, handler, self.name)


_Found = tuple[tuple["VersionView", ...], tuple["CatalogueView", ...], tuple["DraftSummary", ...]]


def _found(library: "KeepLibrary") -> _Found:
    return library.published.versions(), library.catalogues(), library.drafts()


def _day(text: str) -> date | None:
    """Read a day as it is filled in; nothing for an empty field.

    Raises:
        UserError: it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(says("„{text}” is geen dag. Schrijf bijvoorbeeld 2026-12-01.", text=text)) from error
