# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The room for managing: its pages in a list at the left, and the one that is chosen beside it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.display import Display
from app.desktop.manage.access_page import AccessPage
from app.desktop.manage.backup_page import BackupPage
from app.desktop.manage.check_page import CheckPage
from app.desktop.manage.keys_page import KeysPage
from app.desktop.manage.long_work import LongWork
from app.desktop.manage.offices_page import OfficesPage
from app.desktop.manage.page import Around, Page
from app.desktop.manage.retention_page import RetentionPage
from app.desktop.manage.settings_page import SettingsPage
from app.desktop.manage.trail_page import TrailPage
from app.desktop.platform_ports import capture
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.preferences import Preferences
from app.desktop.room import Room
from app.desktop.room_names import MANAGE
from app.desktop.saving import AskFiles
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import SectionLabel
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.row_list import Row, RowList
from app.desktop.widgets.scrolling import SidePane, page_of, scrolling
from app.errors import says

if TYPE_CHECKING:
    from app.services.desk import Desk


class ManageRoom(Room):
    """Each page has an action of its own name, which opens it from wherever one is."""

    name = MANAGE

    def __init__(
        self,
        display: Display,
        registry: Registry,
        bridge: Bridge,
        navigator: Navigator,
        *,
        preferences: Preferences,
        ask: AskFiles,
    ) -> None:
        super().__init__(display, registry, bridge, navigator)
        around = Around(display, registry, bridge, navigator)
        self.long_work = LongWork(bridge, self)
        self._check = CheckPage(around, ask.place, self.long_work)
        self._backups = BackupPage(around, ask.folder, self.long_work)
        self._pages: dict[str, Page] = {
            one.name: one
            for one in (
                SettingsPage(around, preferences, capture()),
                AccessPage(around, ask.place, ask.file),
                KeysPage(around, self.long_work),
                OfficesPage(around),
                TrailPage(around, ask.place),
                self._check,
                self._backups,
                RetentionPage(around, ask.place),
            )
        }
        self._shown = tuple(self._pages)
        self._list = RowList()
        self._stack = QStackedWidget()
        self._lay_out()
        self._list.chosen.connect(self._show)
        for page in self._pages:
            registry.bind(page, partial(navigator.go, MANAGE, page=page))
        registry.bind("export", self._export, MANAGE)
        registry.bind("search", self._search, MANAGE)
        registry.bind("make_backup", self._make_backup, MANAGE)
        registry.bind("check_now", self._check_now, MANAGE)

    def page(self, name: str) -> Page:
        """Give a page."""
        return self._pages[name]

    def open_desk(self, desk: "Desk") -> None:
        """Hand the services to the pages that are for this person, and show those in the list."""
        served = [name for name, page in self._pages.items() if page.serves(desk)]
        self._shown = tuple(served)
        for name in served:
            self._pages[name].open_desk(desk)
        self.retranslate()

    def enter(self, **arguments: Any) -> None:
        """Show the page that is asked for, or the one of before."""
        wanted = str(arguments.get("page", "")) or self._front()
        self._show(wanted if wanted in self._shown else self._shown[0])

    def forget(self) -> None:
        """Let all pages forget, and stop what they had running."""
        self.long_work.leave()
        for page in self._pages.values():
            page.forget()

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give what is half typed on all pages."""
        sheets: dict[str, dict[str, str]] = {}
        for page in self._pages.values():
            for compartment, words in page.half_typed().items():
                sheets.setdefault(compartment, {}).update(words)
        return sheets

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Hand what was half typed to the pages."""
        for page in self._pages.values():
            page.take_back(sheets)

    def retranslate(self) -> None:
        """Show the names of the pages anew."""
        self._list.show_rows(tuple(Row(name, self.text(self._pages[name].title)) for name in self._shown))
        for page in self._pages.values():
            page.retranslate()

    def _export(self) -> None:
        self._pages[self._front()].export()

    def _search(self) -> None:
        self._pages[self._front()].search()

    def _make_backup(self) -> None:
        self._show(BackupPage.name)
        self._backups.make()

    def _check_now(self) -> None:
        self._show(CheckPage.name)
        self._check.check()

    def _front(self) -> str:
        return tuple(self._pages)[self._stack.currentIndex()]

    def _show(self, name: str) -> None:
        self._stack.setCurrentIndex(tuple(self._pages).index(name))
        self._list.set_current(name)
        self._pages[name].enter()

    def _lay_out(self) -> None:
        heading = SectionLabel()
        self.words(heading.setText, says("Beheer"))
        side = Pane(margins=(14, 12))
        side.inside.addWidget(heading)
        side.inside.addWidget(self._list)
        side.inside.addStretch(1)
        for page in self._pages.values():
            self._stack.addWidget(scrolling(_with_room(page)) if page.fills else page_of(page))
        inside = row(self, margins=(0,), spacing=0)
        inside.addWidget(SidePane(self.display, side, 240))
        inside.addWidget(self._stack, 1)
        self.retranslate()


def _with_room(page: Page) -> QWidget:
    """Give a page that fills the room a margin."""
    around = QWidget()
    column(around, margins=(20, 24)).addWidget(page)
    return around
