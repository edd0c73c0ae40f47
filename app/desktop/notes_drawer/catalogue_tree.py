# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue in the drawer: folded categories in the catalogue's own order, and a plain search."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.desktop.display import Display, Words
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column
from app.errors import says
from app.signals.catalogue import Catalogue, Indicator

_PADDING = 20
"""Pixels around the words of a line, as the style sheet has it."""


class _Wrapping(QStyledItemDelegate):
    """Gives each line of the tree the height that all of its words need."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Measure the words at the width of the tree."""
        hint = super().sizeHint(option, index)
        levels = 2 if index.parent().isValid() else 1
        width = self._tree.viewport().width() - levels * self._tree.indentation() - _PADDING
        words = QRect(0, 0, max(width, 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap
        needed = QFontMetrics(option.font).boundingRect(words, flags, str(index.data()))
        return QSize(hint.width(), max(hint.height(), needed.height() + _PADDING))


class CatalogueTree(QWidget):
    """Finds an indicator, or takes the words typed as an observation of one's own.

    Signals:
        chosen: an indicator was chosen; carries it.
        own_words: the user typed an observation; carries the words.
    """

    chosen = Signal(object)
    own_words = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._catalogue: Catalogue | None = None
        self._field = LineField()
        self._tree = QTreeWidget()
        self._nothing = Label(look="small")
        self._notice = Label(look="small")
        self._tree.setHeaderHidden(True)
        self._tree.setIndentation(14)
        self._tree.setWordWrap(True)
        self._tree.setItemDelegate(_Wrapping(self._tree))
        self._tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words = Words(display, self)
        words(self._field.setPlaceholderText, says("Zoek of typ een waarneming …"))
        words(self._field.setAccessibleName, says("Zoek of typ een waarneming"))
        words(self._tree.setAccessibleName, says("Catalogus"))
        words(self._nothing.setText, says("Niets gevonden. Enter maakt een notitie in uw eigen woorden."))
        inside = column(self, spacing=6)
        for widget, stretch in ((self._field, 0), (self._nothing, 0), (self._tree, 1), (self._notice, 0)):
            inside.addWidget(widget, stretch)
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._take_typed)
        self._field.installEventFilter(self)
        self._tree.itemActivated.connect(lambda item, _column: self._take(item))
        display.changed.connect(self._fill)
        self.setFocusProxy(self._field)
        self._fill()

    def show_catalogue(self, catalogue: Catalogue | None) -> None:
        """Show a catalogue, all folded; nothing without one."""
        self._catalogue = catalogue
        self._field.clear()
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow down go from the field into the tree."""
        if (
            watched is self._field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self._tree.setFocus()
            first = self._tree.topLevelItem(0)
            if first is not None and self._tree.currentItem() is None:
                self._tree.setCurrentItem(first)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines anew."""
        super().resizeEvent(event)
        self._tree.scheduleDelayedItemsLayout()

    def _take_typed(self) -> None:
        text = self._field.text().strip()
        if text:
            self.own_words.emit(text)

    def _take(self, item: QTreeWidgetItem) -> None:
        indicator = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(indicator, Indicator):
            self.chosen.emit(indicator)
        else:
            item.setExpanded(not item.isExpanded())

    def _fill(self) -> None:
        tops = [self._tree.topLevelItem(at) for at in range(self._tree.topLevelItemCount())]
        unfolded = {
            top.data(0, Qt.ItemDataRole.UserRole) for top in tops if top is not None and top.isExpanded()
        }
        self._tree.clear()
        catalogue, language = self._catalogue, self._display.language
        if catalogue is None:
            self._nothing.hide()
            self._notice.setText("")
            return
        searched = bool(self._field.text().strip())
        found = set(catalogue.search(self._field.text(), language)) if searched else set()
        for category in catalogue.categories:
            shown = [one for one in category.indicators if not searched or one in found]
            if shown:
                top = QTreeWidgetItem([category.label.show(language)])
                top.setData(0, Qt.ItemDataRole.UserRole, category.id)
                self._tree.addTopLevelItem(top)
                for indicator in shown:
                    child = QTreeWidgetItem([f"{indicator.id}  {indicator.label.show(language)}"])
                    child.setData(0, Qt.ItemDataRole.UserRole, indicator)
                    top.addChild(child)
                top.setExpanded(searched or category.id in unfolded)
        self._nothing.setVisible(self._tree.topLevelItemCount() == 0)
        self._notice.setText(
            self._display.text(
                says("Illustratieve catalogus {version}", version=f"{catalogue.id} {catalogue.version}")
            )
        )
