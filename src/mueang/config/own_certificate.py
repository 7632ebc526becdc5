"""A certificate that this machine signs for itself, for conformance suites that ask over https on loopback."""

from __future__ import annotations

import ipaddress
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE_NAMES = ("loopback-certificate.pem", "loopback-key.pem")
DAYS = 30
ONLY_OWNER = 0o600


def certificate_files(folder: Path) -> tuple[Path, Path]:
    """Certificate and key for localhost in `folder`, made anew where there are none or they are old."""
    certificate, key = (folder / name for name in FILE_NAMES)
    age = datetime.now(UTC).timestamp() - certificate.stat().st_mtime if certificate.exists() else None
    if age is None or age > timedelta(days=DAYS - 1).total_seconds() or not key.exists():
        _write(certificate, key)
    return certificate, key


def _write(certificate: Path, key: Path) -> None:
    from cryptography import x509  # only where somebody runs a suite
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    places = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_OWNER), "wb") as file:
        file.write(pem)
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
