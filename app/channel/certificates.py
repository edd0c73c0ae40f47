# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Certificates of people who send and receive sealed files, and their keys (X.509, PKCS #12)."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from app.errors import UserError, says

_SMALLEST_KEY = 2048
"""Bits of an RSA key below which nothing is sealed (NCSC-NL guidelines call less insufficient)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Somebody's certificate with an RSA key."""

    x509: x509.Certificate
    key: rsa.RSAPublicKey

    @property
    def name(self) -> str:
        """Whose it is, as the certificate says."""
        names = self.x509.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return str(names[0].value) if names else self.x509.subject.rfc4514_string()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, as lower-case hex."""
        return self.x509.fingerprint(hashes.SHA256()).hex()

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.x509.public_bytes(serialization.Encoding.DER)

    def must_be_valid(self, at: datetime) -> None:
        """Refuse a certificate that is not valid at a moment.

        Raises:
            UserError: it is not valid yet, or no longer.
        """
        if not self.x509.not_valid_before_utc <= at <= self.x509.not_valid_after_utc:
            raise UserError(
                says(
                    "Het certificaat van {name} is nu niet geldig. Vraag een nieuw certificaat.",
                    name=self.name,
                )
            )


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its private key."""

    certificate: Certificate
    key: rsa.RSAPrivateKey


def read_certificate(data: bytes, name: str) -> Certificate:
    """Read a certificate, as PEM or DER.

    Args:
        data: the file.
        name: what a sentence calls it.

    Raises:
        UserError: it is none, or its key cannot be used.
    """
    read = (
        x509.load_pem_x509_certificate
        if data.lstrip().startswith(b"-----")
        else x509.load_der_x509_certificate
    )
    try:
        found = read(data)
        return _with_key(found, name)
    except ValueError as error:
        raise UserError(
            says("{file} is geen certificaat. Kies een bestand in PEM of DER.", file=name)
        ) from error


def read_identity(data: bytes, passphrase: str, name: str) -> Identity:
    """Read a certificate with its private key from a PKCS #12 file.

    Args:
        data: the file.
        passphrase: of the file.
        name: what a sentence calls it.

    Raises:
        UserError: the passphrase is wrong, or it is no such file.
    """
    try:
        key, found, _others = pkcs12.load_key_and_certificates(data, passphrase.encode() or None)
    except ValueError as error:
        raise UserError(
            says(
                "{file} gaat niet open. Controleer de wachtzin en of het een PKCS #12-bestand is.", file=name
            )
        ) from error
    if found is None or not isinstance(key, rsa.RSAPrivateKey):
        raise UserError(says("In {file} staat geen certificaat met een RSA-sleutel.", file=name))
    return Identity(_with_key(found, name), key)


def _with_key(found: x509.Certificate, name: str) -> Certificate:
    key = found.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _SMALLEST_KEY:
        raise UserError(
            says(
                "Het certificaat in {file} heeft geen RSA-sleutel van {bits} bits of meer. Vraag een ander.",
                file=name,
                bits=_SMALLEST_KEY,
            )
        )
    return Certificate(found, key)
