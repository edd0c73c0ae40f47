# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is in the library, at the side: the drafts, the versions and the catalogues, to choose one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.desktop.display import Display, Words
from app.desktop.library.wording import DRAFT_STATES, VERSION_STATES
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import SectionLabel
from app.desktop.widgets.row_list import Row, RowList
from app.errors import says

if TYPE_CHECKING:
    from app.services.library_views import CatalogueView, DraftSummary, VersionView


class LibraryLists(Pane):
    """Three lists, of which one thing is shown beside them.

    Signals:
        draft_chosen: carries its identifier.
        version_chosen: carries the version.
        catalogue_chosen: carries the catalogue.
    """

    draft_chosen = Signal(str)
    version_chosen = Signal(object)
    catalogue_chosen = Signal(object)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__(margins=(14, 12))
        self._display = display
        self._drafts: tuple[DraftSummary, ...] = ()
        self._versions: tuple[VersionView, ...] = ()
        self._catalogues: tuple[CatalogueView, ...] = ()
        self._draft_list, self._version_list, self._catalogue_list = RowList(), RowList(), RowList()
        words = Words(display, self)
        for at, (title, below) in enumerate(
            (
                (says("Concepten"), self._draft_list),
                (says("Versies"), self._version_list),
                (says("Catalogi"), self._catalogue_list),
            )
        ):
            heading = SectionLabel()
            words(heading.setText, title)
            self.inside.addSpacing(14 if at else 0)
            self.inside.addWidget(heading)
            self.inside.addWidget(below)
        self.inside.addStretch(1)
        self.inside.addWidget(
            ActionButton(registry, display, "take_in_version", title=says("Neem bestand in"))
        )
        self._draft_list.chosen.connect(self.draft_chosen)
        self._version_list.chosen.connect(self._choose_version)
        self._catalogue_list.chosen.connect(self._choose_catalogue)
        display.changed.connect(self._show)

    @property
    def versions(self) -> "tuple[VersionView, ...]":
        """The versions listed."""
        return self._versions

    @property
    def drafts(self) -> "tuple[DraftSummary, ...]":
        """The drafts listed."""
        return self._drafts

    def show_lists(
        self,
        versions: "tuple[VersionView, ...]" = (),
        catalogues: "tuple[CatalogueView, ...]" = (),
        drafts: "tuple[DraftSummary, ...]" = (),
    ) -> None:
        """Show what there is; nothing empties the lists."""
        self._versions, self._catalogues, self._drafts = versions, catalogues, drafts
        self._show()

    def mark(
        self,
        *,
        draft_id: str = "",
        version: "VersionView | None" = None,
        catalogue: "CatalogueView | None" = None,
    ) -> None:
        """Mark what is shown beside the lists."""
        self._draft_list.set_current(draft_id)
        self._version_list.set_current(_key(version) if version is not None else "")
        self._catalogue_list.set_current(_catalogue_key(catalogue) if catalogue is not None else "")

    def _choose_version(self, key: str) -> None:
        found = next((one for one in self._versions if _key(one) == key), None)
        if found is not None:
            self.version_chosen.emit(found)

    def _choose_catalogue(self, key: str) -> None:
        found = next((one for one in self._catalogues if _catalogue_key(one) == key), None)
        if found is not None:
            self.catalogue_chosen.emit(found)

    def _show(self) -> None:
        show, text = self._display.show, self._display.text
        self._draft_list.show_rows(
            tuple(
                Row(
                    one.draft_id,
                    f"{show(one.title)} {one.version}",
                    below=one.changed_by,
                    chip=text(DRAFT_STATES[one.state]),
                )
                for one in self._drafts
            )
        )
        self._version_list.show_rows(
            tuple(
                Row(_key(one), f"{show(one.title)} {one.version}", chip=text(VERSION_STATES[one.state]))
                for one in self._versions
            )
        )
        self._catalogue_list.show_rows(
            tuple(
                Row(_catalogue_key(one), _catalogue_key(one), chip=text(VERSION_STATES[one.state]))
                for one in self._catalogues
            )
        )


def _key(version: "VersionView") -> str:
    return f"{version.subject} {version.version}"


def _catalogue_key(view: "CatalogueView") -> str:
    return f"{view.catalogue.id} {view.catalogue.version}"
