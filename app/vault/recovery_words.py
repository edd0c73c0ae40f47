# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recovery words: a secret as plain Dutch words that can be written down, read aloud and typed back.

Sixteen words carry a secret of 128 bits, eight bits each; two more are a check sum. No two words of the list
begin with the same four letters, and none differs from another by one letter alone: a slip is seen, and its
place is told.
"""

import difflib
import hashlib
import secrets
import unicodedata

from app.errors import UserError, says

SECRET_BYTES = 16
CHECK_BYTES = 2
COUNT = SECRET_BYTES + CHECK_BYTES
"""How many words there are."""

_LIST = """
    aarde acht adem advies agenda akker album ambacht antwoord april azijn baken balkon banaan bank
    basis batterij beeld beker bericht beslag bezem biet bijl binnen bloem boek boom bord borstel brand
    brief brood brug buik buurman cacao cadeau cijfer cirkel concert dadel dennen deur diamant dijk
    dinsdag dochter dolfijn draad drempel druif duim eend effect eiland ekster emmer envelop erwt etage
    ezel fabriek fakkel familie feest fiets figuur film fles fluit fontein foto garen gebouw geit geluid
    gevel gitaar glas goud granaat groente haak hagel hamer handdoek haring haven helm herder herfst
    honing huis idee ijzer januari jeugd jungle jurk kade kalender kameel kanaal kapper kegel kelder
    kers kikker klei knoop koekoek koffie komkommer kompas konijn koper koren kreeft krijt kussen
    kwartier lamp land lantaarn leeuw lente lepel letter lichaam lijst linde liniaal lobby logboek long
    lucht lucifer maart magazijn magneet mantel markt matras medaille melk mens merel meubel middag
    minuut modder molen mortel mossel motor naald naam nicht noord noten oceaan oever olie olijf onweer
    opera oranje orgel otter oven parade park peer pelikaan perzik piano piloot pinda poeder pompoen
    poort puzzel recept regen ribbel ridder ring rivier robijn rubber rugzak salade schaap schip sjaal
    slang sleutel soep spiegel spinazie staart ster suiker tafel tamboer tapijt taxi teen tent theater
    tijger tomaat trap trein trommel tuin tulp tunnel vader varken veld venster verf vinger vlag vleugel
    vlinder vloer voet vogel vriend vulkaan vuur waaier wagen wandeling water weide wereld wiel wijn
    wind winter woestijn zaad zebra zeil zilver zoen zolder zondag zuid zwaan zwaluw zwembad
"""

WORDS = tuple(_LIST.split())
"""256 nouns that most people can spell; the place of a word is the byte that it stands for."""

_PLACE = {word: place for place, word in enumerate(WORDS)}


def new_words() -> tuple[str, ...]:
    """Make the words of a new secret."""
    return words_of(secrets.token_bytes(SECRET_BYTES))


def words_of(secret: bytes) -> tuple[str, ...]:
    """Give the words of a secret, the check sum at the end."""
    return tuple(WORDS[byte] for byte in secret + _check(secret))


def read_words(typed: str) -> tuple[str, ...]:
    """Read words as people type them: in capitals or not, with numbers, commas or new lines between them.

    Raises:
        UserError: there are more or fewer words, one is not in the list (its place is told, and what it may
            have been), or the check sum is not right.
    """
    plain = unicodedata.normalize("NFKD", typed).casefold()
    words = tuple("".join(char if char.isalpha() else " " for char in plain).split())
    for place, word in enumerate(words, 1):
        if word not in _PLACE:
            near = difflib.get_close_matches(word, WORDS, 1)
            if near:
                raise UserError(
                    says(
                        "Woord {place}, „{word}”, staat niet in de lijst. Bedoelt u „{near}”?",
                        place=place,
                        word=word,
                        near=near[0],
                    )
                )
            raise UserError(
                says(
                    "Woord {place}, „{word}”, staat niet in de lijst. Kijk het na op het papier.",
                    place=place,
                    word=word,
                )
            )
    if len(words) != COUNT:
        raise UserError(
            says("Typ alle {count} herstelwoorden; het zijn er nu {typed}.", count=COUNT, typed=len(words))
        )
    data = bytes(_PLACE[word] for word in words)
    if _check(data[:SECRET_BYTES]) != data[SECRET_BYTES:]:
        raise UserError(
            says(
                "De herstelwoorden horen niet bij elkaar. Kijk na of ze in de goede volgorde staan "
                "en of er geen verwisseld is."
            )
        )
    return words


def as_passphrase(words: tuple[str, ...]) -> str:
    """Give the words as what a key is derived from."""
    return " ".join(words)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"gehoorwijzer/recovery" + secret).digest()[:CHECK_BYTES]
