# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The look of a widget: a name that the style sheet knows."""

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

L = TypeVar("L", QVBoxLayout, QHBoxLayout)


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget the look of that name in ``resources/styles``."""
    set_mark(widget, "look", look)


def set_mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet selects on, and show it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(
    widget: QWidget | None = None, *, margins: tuple[int, ...] = (0,), spacing: int = 0
) -> QVBoxLayout:
    """Make a layout from top to bottom; margins as in CSS: all, or vertical and horizontal."""
    return _bounded(QVBoxLayout(widget) if widget else QVBoxLayout(), margins, spacing)


def row(widget: QWidget | None = None, *, margins: tuple[int, ...] = (0,), spacing: int = 8) -> QHBoxLayout:
    """Make a layout from left to right; margins as in CSS: all, or vertical and horizontal."""
    return _bounded(QHBoxLayout(widget) if widget else QHBoxLayout(), margins, spacing)


def _bounded(layout: L, margins: tuple[int, ...], spacing: int) -> L:
    vertical, horizontal = margins[0], margins[-1]
    layout.setContentsMargins(horizontal, vertical, horizontal, vertical)
    layout.setSpacing(spacing)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and destroy its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if inner is not None:
            clear(inner)
            inner.deleteLater()


class Line(QFrame):
    """A thin line between two things."""

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "line")
