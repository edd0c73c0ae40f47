# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is sealed opens for its recipients, unchanged and signed, and for nobody else."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from app.channel.certificates import read_certificate, read_identity
from app.channel.sealing import open_sealed, seal
from app.errors import GehoorwijzerError, IntegrityError, UserError
from tests.certificates import identity, p12, pem

SENDER, RECIPIENT, OTHER = (identity(name) for name in ("afzender", "ontvanger", "ander"))
WORDS = "Waar woonde u? ኣብ ከረን።".encode()


def sealed(data: bytes = WORDS) -> bytes:
    return seal(data, SENDER, [RECIPIENT.certificate, OTHER.certificate])


@given(st.binary(max_size=5000))
@settings(max_examples=20)
def test_what_was_sealed_comes_out_with_who_signed_it(data: bytes) -> None:
    for one in (RECIPIENT, OTHER):
        opened = open_sealed(sealed(data), one, "x")
        assert opened.data == data
        assert opened.signer.fingerprint == SENDER.certificate.fingerprint


def test_nothing_of_the_content_can_be_read() -> None:
    assert WORDS not in sealed()
    assert sealed() != sealed()


def test_who_is_no_recipient_is_told() -> None:
    with pytest.raises(UserError, match="iemand anders"):
        open_sealed(sealed(), identity("vreemde"), "x")


def test_every_changed_byte_is_refused() -> None:
    whole = seal(b"kort", SENDER, [RECIPIENT.certificate])
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(GehoorwijzerError):
            open_sealed(bytes(changed), RECIPIENT, "x")


def test_every_file_cut_off_is_refused() -> None:
    whole = sealed(b"kort")
    for length in range(0, len(whole), 7):
        with pytest.raises(GehoorwijzerError):
            open_sealed(whole[:length], RECIPIENT, "x")


@given(st.binary(max_size=300))
def test_what_is_no_sealed_file_is_told(data: bytes) -> None:
    with pytest.raises(GehoorwijzerError):
        open_sealed(data, RECIPIENT, "x")


def test_a_signature_of_another_over_the_same_words_tells_the_other() -> None:
    assert open_sealed(seal(WORDS, OTHER, [RECIPIENT.certificate]), RECIPIENT, "x").signer.name == "ander"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="skipped: no openssl here")
def test_another_program_opens_it_and_finds_the_signature_right(tmp_path: Path) -> None:
    key = RECIPIENT.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for name, data in (("s", sealed()), ("k", key), ("r", pem(RECIPIENT)), ("c", pem(SENDER))):
        (tmp_path / name).write_bytes(data)
    for command in (
        "openssl cms -decrypt -inform DER -in s -recip r -inkey k -binary -out signed",
        "openssl cms -verify -inform DER -in signed -CAfile c -purpose any -binary -out words",
    ):
        subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "words").read_bytes() == WORDS


def test_an_identity_opens_with_its_passphrase_alone() -> None:
    data = p12(SENDER, "de zin")
    assert read_identity(data, "de zin", "x").certificate.fingerprint == SENDER.certificate.fingerprint
    for wrong in ("een andere zin", ""):
        with pytest.raises(UserError, match="gaat niet open"):
            read_identity(data, wrong, "x")


def test_a_certificate_is_read_as_pem_and_as_der() -> None:
    for data in (pem(SENDER), SENDER.certificate.der):
        assert read_certificate(data, "x").name == "afzender"
    with pytest.raises(UserError, match="geen certificaat"):
        read_certificate(b"niets", "x")


def test_a_damaged_signature_is_damage_and_no_other_signer() -> None:
    whole = sealed()
    changed = whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:]
    with pytest.raises(IntegrityError, match="beschadigd"):
        open_sealed(changed, RECIPIENT, "x")
