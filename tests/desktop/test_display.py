# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from PySide6.QtWidgets import QApplication

from app.desktop.display import Display
from app.i18n import Texts


def test_a_text_that_was_not_translated_says_which_language_it_is_in(qapp: QApplication) -> None:
    display = Display("en")
    assert display.show(Texts.of({"nl": "Waar?", "en": "Where?"})) == "Where?"
    assert display.show(Texts.of({"nl": "Waar?"})) == "Waar? [nl]"
    assert display.show(Texts.of({"en": "", "nl": "Waar?"})) == "Waar? [nl]"
    assert display.show(Texts()) == ""
