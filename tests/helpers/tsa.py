"""A time-stamping authority for tests: its certificates made here, its replies by the real `openssl ts`."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.helpers.debian_tools import debian_tool

_CONFIG = """
[ts]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Its root's certificate is `root`, its own, which the root signed, `certificate`: both PEM files."""

    def __init__(self, folder: Path, name: str = "Test TSA") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root = _certificate(f"{name} root", root_key, f"{name} root", root_key, authority=True)
        own = _certificate(name, key, f"{name} root", root_key, authority=False)
        self.root, self.certificate = folder / "root.pem", folder / "tsa.pem"
        self.root.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        self.certificate.write_bytes(own.public_bytes(serialization.Encoding.PEM))
        written = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / "key.pem").write_bytes(written)
        (folder / "serial").write_text("01\n")
        (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder))

    def answer(self, request: Path, reply: Path) -> Path:
        """Stamp a request file, and return the reply's."""
        command = [
            debian_tool("openssl"),
            "ts",
            "-reply",
            "-config",
            self._folder / "ts.cnf",
            "-section",
            "ts",
        ]
        files = ["-queryfile", request, "-signer", self.certificate, "-inkey", self._folder / "key.pem"]
        subprocess.run([*command, *files, "-out", reply], check=True, capture_output=True)
        return reply


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuers_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not authority:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(issuers_key, hashes.SHA256())
