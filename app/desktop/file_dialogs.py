# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dialogs that ask for a file or a folder: Qt's own, so that a lock closes them and Ctrl+L is heard.

A dialog that the system draws stays open over a locked window, and tells the program of no key. Qt's own
writes where one has been into the user's settings; what it would write is led to nowhere.
"""

import os
import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, QTranslator
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.display import Display
from app.desktop.saving import AskFiles
from app.errors import says

_NOWHERE = f"{os.devnull}/none"
_OF_QT = "QtProject"


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
        _label(dialog, display, accept, mode)
        dialog.resize(display.pixels(820), display.pixels(520))
        if not dialog.exec():
            return "", ""
        (chosen, *_others) = dialog.selectedFiles()
        return chosen, dialog.selectedNameFilter()
    finally:
        dialog.deleteLater()
        QCoreApplication.removeTranslator(translator)


def _label(
    dialog: QFileDialog, display: Display, accept: QFileDialog.AcceptMode, mode: QFileDialog.FileMode
) -> None:
    """Name the parts of the dialog in words of the program."""
    saves = accept == QFileDialog.AcceptMode.AcceptSave
    name = says("Naam van de map:") if mode == QFileDialog.FileMode.Directory else says("Bestandsnaam:")
    for part, words in (
        (QFileDialog.DialogLabel.LookIn, says("In map:")),
        (QFileDialog.DialogLabel.FileName, name),
        (QFileDialog.DialogLabel.FileType, says("Soort bestand:")),
        (QFileDialog.DialogLabel.Accept, says("Bewaar") if saves else says("Kies")),
        (QFileDialog.DialogLabel.Reject, says("Annuleer")),
    ):
        dialog.setLabelText(part, display.text(words))


def remember_nothing() -> None:
    """Let Qt's own settings, in which a dialog writes the folders one has been in, lead to nowhere.

    On Windows they stand in the registry, from which they are taken.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, _NOWHERE)
    if sys.platform == "win32":
        QSettings(QSettings.Scope.UserScope, _OF_QT).remove("FileDialog")
