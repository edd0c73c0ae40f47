# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault.sealing import Sealed, authority_of, is_signed, new_secret, public_of, seal, sign, unseal

KEY = bytes(range(32))


@given(st.binary(min_size=1, max_size=100), st.binary(max_size=40))
def test_what_is_sealed_comes_out_for_its_person(content: bytes, about: bytes) -> None:
    secret = new_secret()
    assert unseal(seal(content, public_of(secret), about), secret, about) == content


def test_nobody_else_can_open_it() -> None:
    sealed = seal(KEY, public_of(new_secret()), b"dossiers")
    assert unseal(sealed, new_secret(), b"dossiers") is None


def test_it_opens_for_what_it_was_sealed_about_alone() -> None:
    secret = new_secret()
    sealed = seal(KEY, public_of(secret), b"signals")
    assert unseal(sealed, secret, b"dossiers") is None


@given(st.sampled_from(["sender", "nonce", "ciphertext"]), st.integers(0, 10_000))
def test_every_flipped_bit_is_noticed(part: str, bit: int) -> None:
    secret = new_secret()
    sealed = seal(KEY, public_of(secret), b"")
    octets = bytearray(getattr(sealed, part))
    octets[bit // 8 % len(octets)] ^= 1 << bit % 8
    found = unseal(replace(sealed, **{part: bytes(octets)}), secret, b"")
    # X25519 leaves one bit of a public key aside, which the derivation of the key does not.
    assert found is None


@pytest.mark.parametrize("sender", [bytes(32), (1).to_bytes(32, "little")])
def test_a_sender_that_makes_every_secret_the_same_is_refused(sender: bytes) -> None:
    secret = new_secret()
    assert unseal(replace(seal(KEY, public_of(secret), b""), sender=sender), secret, b"") is None


def test_the_same_key_is_never_sealed_the_same_way() -> None:
    to = public_of(new_secret())
    assert seal(KEY, to, b"") != seal(KEY, to, b"")


@pytest.mark.parametrize(
    "lengths",
    [
        (31, 12, 48),
        (32, 11, 48),
        (32, 12, 47),
        (32, 12, 64),
        (32, 12),
        (32, 12, 48, 32),
        (32, 12, 48, 31, 64),
        (32, 12, 48, 32, 63),
        (32, 12, 48, 0, 0),
    ],
)
def test_parts_of_another_length_are_refused(lengths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="length"):
        Sealed.parts(32, *map(bytes, lengths))


@pytest.mark.parametrize("lengths", [(32, 12, 48), (32, 12, 48, 32, 64)])
def test_parts_are_stored_as_they_are_read(lengths: tuple[int, ...]) -> None:
    parts = tuple(map(secrets.token_bytes, lengths))
    assert Sealed.parts(32, *parts).stored() == parts


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_a_signature_is_over_one_message(message: bytes, other: bytes) -> None:
    seed = new_secret()
    signature = sign(seed, message)
    assert is_signed(authority_of(seed), message, signature)
    assert is_signed(authority_of(seed), other, signature) == (message == other)
    assert not is_signed(authority_of(new_secret()), message, signature)
