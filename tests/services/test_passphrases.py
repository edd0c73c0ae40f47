# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new passphrase is refused where somebody would guess it, Dutch words and names at hand included."""

import pytest

from app.errors import UserError
from app.services.passphrases import check_passphrase

PERSON = "hoormedewerker 0412"


@pytest.mark.parametrize(
    "passphrase",
    [
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdf",
        "wachtwoord123",
        "gehoorwijzer2026",
        "welkom01welkom",
        "hoormedewerker 0412",
        "asielaanvraag",
        "Maandag2026!",
        "passwordpassword",
    ],
)
def test_what_is_tried_first_is_refused(passphrase: str) -> None:
    with pytest.raises(UserError, match="makkelijk te raden"):
        check_passphrase(passphrase, [PERSON])


@pytest.mark.parametrize("passphrase", ["", "kort", "elf tekens!"])
def test_what_is_short_is_refused(passphrase: str) -> None:
    with pytest.raises(UserError, match="te kort"):
        check_passphrase(passphrase)


@pytest.mark.parametrize(
    "passphrase", ["zeven stille fietsen", "paard batterij nietje juist", "é" * 40 + " x " + "lang " * 200]
)
def test_a_sentence_of_some_words_will_do(passphrase: str) -> None:
    assert check_passphrase(passphrase, [PERSON]) == passphrase


def test_a_persons_own_name_is_worth_nothing() -> None:
    name = "Wilhelmina Zonderland"
    check_passphrase("wilhelminazonderland")
    with pytest.raises(UserError, match="makkelijk te raden"):
        check_passphrase("wilhelminazonderland", [name])
