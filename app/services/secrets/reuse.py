"""Whether a password was used before. Kept is an HMAC by a key in the keyring: no password, no plain hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from app.errors import Refusal
from app.models.tables import Credential, PasswordMark
from app.services.base.clock import now
from app.services.base.desk import Desk, desk_id
from app.services.base.secret import Secret

REMEMBERED = 24  # of each credential: what Windows domains remember at most


def mark_of(desk: Desk, password: Secret) -> str:
    """What the password leaves behind: HMAC-SHA256. Asks the keyring, so call it outside a transaction.

    Raises `MissingEnvironment` where the keyring fails. The mark begins with its key's own mark, so that a
    keyring lost and made anew is seen to have begun anew.
    """
    name = f"reuse-key-{desk_id(desk.store)}"
    kept = desk.keyring.get(name)
    if kept is None:
        kept = secrets.token_hex(32)
        desk.keyring.set(name, kept)
    key = bytes.fromhex(kept)
    text = unicodedata.normalize("NFC", password.reveal()).encode("utf-8")
    return f"{_hmac(key, b'key')[:16]}:{_hmac(key, b'password:' + text)}"


def refuse_used(mark: str, account_id: int | None = None) -> None:
    """Raise `Refusal` when one of the last 24 passwords of any credential has this mark.

    With `account_id`, the last password of a retired credential of that account may come back: it is being
    entered again. Call inside a transaction.
    """
    for credential in Credential.select():
        marks = (
            PasswordMark.select()
            .where(PasswordMark.credential == credential)
            .order_by(PasswordMark.id.desc())
            .limit(REMEMBERED)
        )
        for age, row in enumerate(marks):
            again = age == 0 and not credential.active and credential.account_id == account_id
            if hmac.compare_digest(row.mark, mark) and not again:
                account = credential.account
                raise Refusal("reuse.used", account=account.display_name or account.handle)


def is_newest(credential: Credential, mark: str) -> bool:
    """Whether it is the mark of the password that a credential has now. Call inside a transaction."""
    marks = PasswordMark.select().where(PasswordMark.credential == credential)
    row = marks.order_by(PasswordMark.id.desc()).first()
    return row is not None and hmac.compare_digest(row.mark, mark)


def remember(credential: Credential, mark: str) -> None:
    """Keep the mark of a password that is now in use, and drop those past the last 24. In a transaction."""
    PasswordMark.insert(credential=credential, mark=mark, at=now()).execute()
    kept = (
        PasswordMark.select(PasswordMark.id)
        .where(PasswordMark.credential == credential)
        .order_by(PasswordMark.id.desc())
        .limit(REMEMBERED)
    )
    newest = [row.id for row in kept]
    PasswordMark.delete().where(
        (PasswordMark.credential == credential) & (PasswordMark.id.not_in(newest))
    ).execute()


def _hmac(key: bytes, message: bytes) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()
