# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a new passphrase will do: long enough, and not one of those that are tried first (zxcvbn)."""

from collections.abc import Iterable

from app.errors import UserError, says

SHORTEST_PASSPHRASE = 12
"""Characters; a passphrase guards against somebody who holds the disk (NIST SP 800-63B asks for 8)."""

_FEWEST_GUESSES = 10**10
"""zxcvbn's bound for a secret that holds against offline guessing of a slow hash (its score 4)."""

_LONGEST_WEIGHED = 72
"""Characters; zxcvbn weighs no more, and needs no more."""

_TRIED_FIRST = (
    "gehoorwijzer gehoor gehoren hoormedewerker tolk asiel asielaanvraag aanvraag aanmeldgehoor nader ind "
    "immigratie naturalisatiedienst vreemdeling vluchteling signaal signalen melding dossier kluis wachtzin "
    "wachtwoord geheim toegang welkom beheerder beheer teamleider medewerker collega coordinator trainer "
    "cursist kantoor nederland holland amsterdam rotterdam utrecht schiphol zwolle arnhem apel budel "
    "januari februari maart april mei juni juli augustus september oktober november december maandag "
    "dinsdag woensdag donderdag vrijdag zaterdag zondag lente zomer herfst winter voetbal ajax feyenoord "
    "koningsdag sinterklaas kerstmis nieuw test proef hallo qwerty azerty"
)
"""Words that anybody here would try first."""


def check_passphrase(passphrase: str, about: Iterable[str] = ()) -> str:
    """Give a passphrase that will do.

    Args:
        passphrase: the new one.
        about: names that somebody who knows the person would try.

    Raises:
        UserError: it is too short, or too easy to guess.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(
            says("De wachtzin is te kort. Gebruik {count} tekens of meer.", count=SHORTEST_PASSPHRASE)
        )
    # Its lists take a moment to load, and most runs of the program need none of them.
    from zxcvbn import zxcvbn

    names = [word for name in about for word in (name, *name.split())]
    found = zxcvbn(passphrase[:_LONGEST_WEIGHED], user_inputs=[*names, *_TRIED_FIRST.split()])
    if found["guesses"] < _FEWEST_GUESSES:
        raise UserError(
            says(
                "De wachtzin is te makkelijk te raden. Neem vier of vijf woorden die niets met u of uw werk "
                "te maken hebben."
            )
        )
    return passphrase
