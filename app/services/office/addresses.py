"""Web addresses as people write them: kept as written, refused when no browser could open them."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.errors import Refusal


def opened_address(written: str) -> str:
    """An address as a browser opens it: `https://` is put before it where it was left out, "" for none.

    Raises `Refusal` like `web_address`.
    """
    address = web_address(written)
    return address if not address or "://" in address else f"https://{address}"


def web_address(written: str) -> str:
    """The address without the spaces around it, "" for none. `https://` may be left out.

    Raises `Refusal` for what is no http(s) address of a named host.
    """
    address = written.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = parts.hostname or ""
    except ValueError:
        host = ""
    else:
        if parts.scheme not in ("http", "https"):
            host = ""
    if "." not in host.strip(".") or any(sign.isspace() for sign in address):
        raise Refusal("office.bad_address", address=address)
    return address
