# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import delete

from app.desktop.display import Display, Words
from app.errors import says
from app.i18n import Texts


def test_a_text_that_was_not_translated_says_which_language_it_is_in(qapp: QApplication) -> None:
    display = Display("en")
    assert display.show(Texts.of({"nl": "Waar?", "en": "Where?"})) == "Where?"
    assert display.show(Texts.of({"nl": "Waar?"})) == "Waar? [nl]"
    assert display.show(Texts.of({"en": "", "nl": "Waar?"})) == "Waar? [nl]"
    assert display.show(Texts()) == ""


def test_the_words_of_a_widget_that_is_gone_are_forgotten(qapp: QApplication) -> None:
    display, parent = Display("nl"), QObject()
    words = Words(display, parent)
    gone, there = QLabel(), QLabel()
    words(gone.setText, says("Beheer"))
    words(there.setText, says("Beheer"))
    delete(gone)
    words.refresh()
    display.set_language("en")
    assert there.text() == "Manage"
