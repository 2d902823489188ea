"""Certificates for a server of the tests, made by the real `openssl`: an authority, and what it signs."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.helpers.debian_tools import debian_tool

_AT = "%Y%m%d%H%M%SZ"


class Authority:
    """An authority of its own, whose `certificate` a desk may be given."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key, self.certificate = folder / f"{name}.key", folder / f"{name}.crt"
        _openssl(*_NEW_KEY, "-x509", "-days", "30", "-subj", f"/CN={name}", "-keyout", self._key,
                 "-addext", "basicConstraints=critical,CA:TRUE", "-out", self.certificate)  # fmt: skip

    def sign(self, host: str, days: int = 30) -> tuple[Path, Path]:
        """A certificate for a host, and its key; good until so many days from now, since 60 days ago."""
        key, wanted, made = (self._folder / f"{host}-{days}{end}" for end in (".key", ".csr", ".crt"))
        _openssl(*_NEW_KEY, "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}",
                 "-keyout", key, "-out", wanted)  # fmt: skip
        now = datetime.now(UTC)
        begins, ends = ((now + timedelta(days=each)).strftime(_AT) for each in (-60, days))
        signing = ("-CA", self.certificate, "-CAkey", self._key, "-copy_extensions", "copy")
        _openssl(
            "x509", "-req", "-in", wanted, *signing, "-not_before", begins, "-not_after", ends, "-out", made
        )
        return made, key


_NEW_KEY = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _openssl(*arguments: str | Path) -> None:
    subprocess.run([debian_tool("openssl"), *map(str, arguments)], check=True, capture_output=True)
