# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealing (CMS, RFC 5652 and RFC 5083): signed by the sender, then encrypted for the recipients.

The signature is RSASSA-PSS with SHA-256 over signed attributes; keys go by RSAES-OAEP with SHA-256; content
is AES-256-GCM in AuthEnvelopedData. `openssl cms` opens what is made here.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from app.channel.certificates import Certificate, Identity, read_certificate
from app.errors import IntegrityError, Message, UserError, says

_Fields = list[tuple[Any, ...]]

_DATA = "1.2.840.113549.1.7.1"
_AUTH_ENVELOPED_DATA = "1.2.840.113549.1.9.16.1.23"
_AES256_GCM = "2.16.840.1.101.3.4.1.46"
_KEY_BYTES, _NONCE_BYTES, _TAG_BYTES = 32, 12, 16

_HASH = hashes.SHA256()
_OAEP = padding.OAEP(padding.MGF1(_HASH), _HASH, None)
_PSS = padding.PSS(padding.MGF1(_HASH), _HASH.digest_size)


class _GcmParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields: ClassVar[_Fields] = [("nonce", core.OctetString), ("icvlen", core.Integer, {"default": 12})]


class _GcmAlgorithm(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar[_Fields] = [("algorithm", core.ObjectIdentifier), ("parameters", _GcmParameters)]


class _EncryptedContent(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar[_Fields] = [
        ("content_type", core.ObjectIdentifier),
        ("algorithm", _GcmAlgorithm),
        ("encrypted_content", core.OctetString, {"implicit": 0}),
    ]


class _AuthEnvelopedData(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar[_Fields] = [
        ("version", core.Integer),
        ("recipient_infos", cms.RecipientInfos),
        ("content", _EncryptedContent),
        ("mac", core.OctetString),
    ]


class _Sealed(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar[_Fields] = [
        ("content_type", core.ObjectIdentifier),
        ("content", _AuthEnvelopedData, {"explicit": 0}),
    ]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in a sealed file, and the certificate that signed it."""

    data: bytes
    signer: Certificate


def seal(data: bytes, sender: Identity, recipients: Sequence[Certificate]) -> bytes:
    """Sign and encrypt.

    Args:
        data: what is sealed.
        sender: signs it.
        recipients: any of them opens it; one or more.
    """
    if not recipients:
        raise ValueError("sealed for nobody")
    signed = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(data)
        .add_signer(sender.certificate.x509, sender.key, _HASH, rsa_padding=_PSS)
        .sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )
    key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE_BYTES)
    encrypted = AESGCM(key).encrypt(nonce, signed, None)
    return _written(
        [_recipient(_identifier(one), one.key.encrypt(key, _OAEP)) for one in recipients], nonce, encrypted
    )


def open_sealed(data: bytes, me: Identity, name: str) -> Opened:
    """Decrypt and check the signature; whether the signer is to be believed is for the caller to say.

    Args:
        data: the sealed file.
        me: for whom it was sealed.
        name: what a sentence calls the file.

    Raises:
        UserError: it was sealed for somebody else, or is no sealed file.
        IntegrityError: it is damaged, or its signature is wrong.
    """
    try:
        wrapped, nonce, encrypted = _taken_apart(data, me)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(
            says("{file} is geen verzegeld bestand van dit programma. Kies een ander bestand.", file=name)
        ) from error
    if wrapped is None:
        raise UserError(
            says("{file} is voor iemand anders verzegeld. Vraag een bestand voor uw certificaat.", file=name)
        )
    try:
        signed = AESGCM(me.key.decrypt(wrapped, _OAEP)).decrypt(nonce, encrypted, None)
    except (ValueError, InvalidTag) as error:
        raise IntegrityError(_damaged(name)) from error
    try:
        return _verified(signed, name)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidSignature) as error:
        raise IntegrityError(_damaged(name)) from error


def _damaged(name: str) -> Message:
    return says(
        "{file} is beschadigd of veranderd. Er is niets overgenomen. Vraag het bestand opnieuw.", file=name
    )


def _identifier(certificate: Certificate) -> cms.IssuerAndSerialNumber:
    found = asn1_x509.Certificate.load(certificate.der)
    return cms.IssuerAndSerialNumber({"issuer": found.issuer, "serial_number": found.serial_number})


def _recipient(identifier: cms.IssuerAndSerialNumber, wrapped: bytes) -> cms.RecipientInfo:
    hash_name = {"algorithm": "sha256"}
    oaep = algos.RSAESOAEPParams(
        {
            "hash_algorithm": hash_name,
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": hash_name},
        }
    )
    return cms.RecipientInfo(
        {
            "ktri": cms.KeyTransRecipientInfo(
                {
                    "version": "v0",
                    "rid": cms.RecipientIdentifier({"issuer_and_serial_number": identifier}),
                    "key_encryption_algorithm": {"algorithm": "rsaes_oaep", "parameters": oaep},
                    "encrypted_key": wrapped,
                }
            )
        }
    )


def _written(recipients: Sequence[cms.RecipientInfo], nonce: bytes, encrypted: bytes) -> bytes:
    made = _Sealed(
        {
            "content_type": _AUTH_ENVELOPED_DATA,
            "content": {
                "version": 0,
                "recipient_infos": list(recipients),
                "content": {
                    "content_type": _DATA,
                    "algorithm": {
                        "algorithm": _AES256_GCM,
                        "parameters": {"nonce": nonce, "icvlen": _TAG_BYTES},
                    },
                    "encrypted_content": encrypted[:-_TAG_BYTES],
                },
                "mac": encrypted[-_TAG_BYTES:],
            },
        }
    )
    return bytes(made.dump())


def _taken_apart(data: bytes, me: Identity) -> tuple[bytes | None, bytes, bytes]:
    """Give the key wrapped for me, the nonce, and the ciphertext with its tag.

    Raises:
        ValueError: it is not written the way that we write it, byte for byte.
    """
    content = _Sealed.load(data, strict=True)["content"]
    wrapped = [
        (one.chosen["rid"].chosen.untag(), bytes(one.chosen["encrypted_key"].native))
        for one in content["recipient_infos"]
    ]
    nonce = content["content"]["algorithm"]["parameters"]["nonce"].native
    encrypted = content["content"]["encrypted_content"].native + content["mac"].native
    if _written([_recipient(*one) for one in wrapped], nonce, encrypted) != data:
        raise ValueError("form")
    mine = _identifier(me.certificate).dump()
    return next((key for who, key in wrapped if who.dump() == mine), None), nonce, encrypted


def _verified(signed: bytes, name: str) -> Opened:
    """Check digest and signature of SignedData with one signer (RFC 5652 §5.4 and §5.6)."""
    info = cms.ContentInfo.load(signed, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError("type")
    content = info["content"]
    (signer,) = content["signer_infos"]
    (found,) = content["certificates"]
    certificate = read_certificate(found.chosen.dump(), name)
    data = bytes(content["encap_content_info"]["content"].native)
    attributes = {one["type"].native: one["values"].native for one in signer["signed_attrs"]}
    (digest,) = attributes["message_digest"]
    if signer["digest_algorithm"]["algorithm"].native != "sha256":
        raise ValueError("digest")
    if not hmac.compare_digest(digest, hashlib.sha256(data).digest()):
        raise ValueError("digest")
    # The signature is over the attributes as a SET, not as the field that they stand in.
    certificate.key.verify(signer["signature"].native, signer["signed_attrs"].untag().dump(), _PSS, _HASH)
    return Opened(data, certificate)
