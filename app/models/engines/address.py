"""The address of an office's shared database: `postgresql://user@host:port/database`, and no password."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from app.errors import Refusal
from app.values import dataclass

_PORT = 5432
_KNOWN = frozenset({"sslmode", "sslrootcert"})
_STRICT = "verify-full"


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """Where the database is, and as which role of its server this desk works there.

    `certificate` is the file of the authority that signed the server's certificate, None for those the
    system trusts. `strict` asks for TLS on loopback too; everywhere else it is asked for in any case.
    """

    user: str
    host: str
    port: int
    database: str
    certificate: Path | None = None
    strict: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """The address a person typed. Raises `Refusal` for what is none, or has a password in it."""
        try:
            parts = urlsplit(text.strip())
            port = parts.port or _PORT
            asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
        except ValueError as problem:
            raise Refusal("office_address.unreadable") from problem
        if parts.password is not None:
            raise Refusal("office_address.password_inside")
        user, database = unquote(parts.username or ""), unquote(parts.path.lstrip("/"))
        sound = parts.scheme in ("postgresql", "postgres") and user and parts.hostname and database
        if not sound or "/" in database or not asked.keys() <= _KNOWN:
            raise Refusal("office_address.unreadable")
        mode = asked.get("sslmode", [_STRICT])[-1]
        if mode != _STRICT:
            raise Refusal("office_address.unsafe", mode=mode)
        file = asked.get("sslrootcert", [""])[-1]
        # The address is remembered, and the next command is given in another folder.
        certificate = Path(file).absolute() if file else None
        return cls(user, str(parts.hostname), port, database, certificate, "sslmode" in asked)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORT else f":{self.port}"
        asked = [f"sslmode={_STRICT}"] if self.strict else []
        asked += [f"sslrootcert={quote(str(self.certificate))}"] if self.certificate is not None else []
        query = f"?{'&'.join(asked)}" if asked else ""
        return f"postgresql://{quote(self.user, safe='')}@{host}{port}/{quote(self.database, safe='')}{query}"

    @property
    def on_loopback(self) -> bool:
        """Whether the server is this very computer, so that nobody can listen on the way."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def libpq(self) -> dict[str, str | int]:
        """What libpq is told besides the database's name.

        The server's certificate is checked against its name, and the password is proven by SCRAM, which
        tells it to nobody.
        """
        parameters: dict[str, str | int] = {
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "require_auth": "scram-sha-256",
            "sslmode": "prefer" if self.on_loopback and not self.strict else _STRICT,
        }
        if parameters["sslmode"] == _STRICT:
            parameters["sslrootcert"] = "system" if self.certificate is None else str(self.certificate)
        return parameters
