# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault hand-over`` and ``vault take-in``: a hearing for a colleague elsewhere."""

import argparse
from pathlib import Path

from app.cli.common import WELL, Commands, Parser, add_act, ask_who, read_bytes, secret, unlocked, write_bytes
from app.errors import says
from app.i18n import Translator


def add_hand_over(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    over = add_act(acts, "hand-over", _hand_over, say(says("draag een gehoor over aan een collega")))
    over.add_argument("folder", type=Path)
    ask_who(over, say)
    over.add_argument("--v-number", required=True, help=say(says("V-nummer van het gehoor")))
    over.add_argument("--to", type=Path, required=True, help=say(says("certificaat van de collega")))
    _ask_identity(over, say)
    over.add_argument("--with-notes", action="store_true", help=say(says("ook de notities gaan mee")))
    over.add_argument("--out", type=Path, required=True, help=say(says("het verzegelde bestand")))
    take = add_act(acts, "take-in", _take_in, say(says("neem een gehoor van een collega over")))
    take.add_argument("folder", type=Path)
    take.add_argument("file", type=Path)
    ask_who(take, say)
    take.add_argument(
        "--from", dest="sender", type=Path, required=True, help=say(says("certificaat van de collega"))
    )
    _ask_identity(take, say)


def _ask_identity(act: Parser, say: Translator) -> None:
    act.add_argument(
        "--identity",
        type=Path,
        required=True,
        help=say(says("eigen certificaat met sleutel, als PKCS #12-bestand")),
    )
    act.add_argument(
        "--identity-passphrase-file",
        type=Path,
        help=say(says("bestand met de wachtzin van dat bestand; anders wordt ernaar gevraagd")),
    )


def _hand_over(chosen: argparse.Namespace, say: Translator) -> int:
    from app.channel.certificates import read_certificate, read_identity

    recipient = read_certificate(read_bytes(chosen.to), chosen.to.name)
    words = _identity_passphrase(chosen, say)
    identity = read_identity(read_bytes(chosen.identity), words, chosen.identity.name)
    with unlocked(chosen, say) as desk:
        hearing = desk.worklist.only(chosen.v_number)
        sealed = desk.hand_over.export(hearing.hearing_id, identity, recipient, with_notes=chosen.with_notes)
    write_bytes(chosen.out, sealed)
    print(
        say(
            says(
                "Het gehoor staat verzegeld in {file}, voor {name}.",
                file=str(chosen.out),
                name=recipient.name,
            )
        )
    )
    return WELL


def _take_in(chosen: argparse.Namespace, say: Translator) -> int:
    from app.channel.certificates import read_certificate, read_identity

    sender = read_certificate(read_bytes(chosen.sender), chosen.sender.name)
    words = _identity_passphrase(chosen, say)
    identity = read_identity(read_bytes(chosen.identity), words, chosen.identity.name)
    with unlocked(chosen, say) as desk:
        taken = desk.hand_over.take_in(read_bytes(chosen.file), identity, sender, chosen.file.name)
    print(say(taken.message()))
    return WELL


def _identity_passphrase(chosen: argparse.Namespace, say: Translator) -> str:
    question = says("Wachtzin van {name}: ", name=chosen.identity.name)
    return secret(chosen.identity_passphrase_file, say(question))
