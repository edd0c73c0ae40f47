# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is copied: told to others as not to be recorded, and cleared on locking if it is still ours."""

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

_OURS = "application/x-gehoorwijzer"

_NOT_TO_BE_RECORDED = {
    _OURS: b"1",
    "x-kde-passwordManagerHint": b"secret",
    # Windows: keep it out of the clipboard's history, out of the cloud, and away from programs that watch.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""The formats by which clipboard managers recognise a secret."""


class ClipboardGuard(QObject):
    """Marks what the program puts on the clipboard, and takes it back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._mark)

    def clear_ours(self) -> None:
        """Clear the clipboard where it still holds what was copied here."""
        if self._holds_ours():
            self._clipboard.clear()

    def _holds_ours(self) -> bool:
        data = self._clipboard.mimeData()
        return data is not None and data.hasFormat(_OURS)

    def _mark(self) -> None:
        """Mark what was just copied here: while a window of ours has the focus, nobody else copies."""
        data = self._clipboard.mimeData()
        if data is None or not data.hasText() or data.hasFormat(_OURS):
            return
        if QGuiApplication.focusWindow() is None and not self._clipboard.ownsClipboard():
            return
        marked = QMimeData()
        marked.setText(data.text())
        for kind, content in _NOT_TO_BE_RECORDED.items():
            marked.setData(kind, content)
        self._clipboard.setMimeData(marked)
