# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dialogs that ask for a file or a folder: Qt's own, so that a lock closes them and Ctrl+L is heard.

A dialog that the system draws stays open over a locked window, and tells the program of no key. Qt's own
writes where one has been into the user's settings; what it would write is led to nowhere.
"""

import os
import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QHeaderView, QToolButton, QTreeView, QWidget

from app.desktop.display import Display
from app.desktop.saving import AskFiles
from app.errors import says

_NOWHERE = f"{os.devnull}/none"
_OF_QT = "QtProject"
_KIND, _CHANGED = 2, 3
"""Columns of the list of files: the first is in English in every language, and stands in the name already."""

_IN_WORDS = {"toParentButton": says("Map omhoog"), "newFolderButton": says("Nieuwe map")}


def file_dialogs(display: Display) -> AskFiles:
    """Give the dialogs of the program, in the language shown."""
    open_file = partial(_ask, display, QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.ExistingFile)
    place = partial(_ask, display, QFileDialog.AcceptMode.AcceptSave, QFileDialog.FileMode.AnyFile)
    folder = partial(_ask, display, QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.Directory)
    return AskFiles(place=place, file=open_file, folder=folder)


def _ask(
    display: Display,
    accept: QFileDialog.AcceptMode,
    mode: QFileDialog.FileMode,
    parent: QWidget,
    title: str,
    proposed: str = "",
    kinds: str = "",
) -> tuple[str, str]:
    """Ask, and give the path and the kind of file that was chosen; both empty for none."""
    remember_nothing()
    translator = QTranslator()
    # English is what Qt speaks by itself.
    translator.load(
        f"qtbase_{display.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    )
    QCoreApplication.installTranslator(translator)
    dialog = QFileDialog(parent, title)
    try:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        dialog.setAcceptMode(accept)
        dialog.setFileMode(mode)
        if kinds:
            dialog.setNameFilter(kinds)
        if proposed:
            dialog.selectFile(proposed)
        _plain(dialog, display)
        dialog.resize(display.pixels(820), display.pixels(520))
        if not dialog.exec():
            return "", ""
        (chosen, *_others) = dialog.selectedFiles()
        return chosen, dialog.selectedNameFilter()
    finally:
        dialog.deleteLater()
        QCoreApplication.removeTranslator(translator)


def _plain(dialog: QFileDialog, display: Display) -> None:
    """Keep what one needs, in words: the pictures of Qt are made for a light ground alone."""
    for button in dialog.findChildren(QToolButton):
        words = _IN_WORDS.get(button.objectName())
        button.setVisible(words is not None)
        if words is not None:
            button.setIcon(QIcon())
            button.setText(display.text(words))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setMinimumSize(button.sizeHint())
            button.setFixedWidth(button.fontMetrics().horizontalAdvance(button.text()) + display.pixels(24))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    # Qt names these before it hears of its own translation.
    name = says("Map:") if dialog.fileMode() == QFileDialog.FileMode.Directory else says("Bestandsnaam:")
    for part, label in (
        (QFileDialog.DialogLabel.LookIn, says("In map:")),
        (QFileDialog.DialogLabel.FileName, name),
        (QFileDialog.DialogLabel.FileType, says("Soort bestand:")),
    ):
        dialog.setLabelText(part, display.text(label))
    tree = dialog.findChild(QTreeView, "treeView")
    if isinstance(tree, QTreeView):
        tree.hideColumn(_KIND)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().resizeSection(_CHANGED, display.pixels(170))


def remember_nothing() -> None:
    """Let Qt's own settings, in which a dialog writes the folders one has been in, lead to nowhere.

    On Windows they stand in the registry, from which they are taken.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, _NOWHERE)
    if sys.platform == "win32":
        QSettings(QSettings.Scope.UserScope, _OF_QT).remove("FileDialog")
