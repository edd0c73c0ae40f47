# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Certificates for tests, made anew each time; the keys are small enough to make quickly."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.channel.certificates import Certificate, Identity

BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@cache
def identity(name: str, ends: datetime = ENDS) -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(max(ends, BEGINS + timedelta(days=1)))
        .sign(key, hashes.SHA256())
    )
    return Identity(Certificate(made, key.public_key()), key)


def pem(one: Identity) -> bytes:
    return one.certificate.x509.public_bytes(serialization.Encoding.PEM)


def p12(one: Identity, passphrase: str) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"", one.key, one.certificate.x509, None, serialization.BestAvailableEncryption(passphrase.encode())
    )
