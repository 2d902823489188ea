"""The signer of what leaves the office: an archive, a certificate, a redacted copy."""

from __future__ import annotations

from app.errors import MissingEnvironment
from app.services.base.desk import Desk
from app.services.base.desk_signer import DeskSigner
from app.services.record.keys import office_keys


def export_signer(desk: Desk, *, unsigned: bool = False) -> DeskSigner | None:
    """The desk's signer; None in an office that never had a key, and where `unsigned` is what is wanted.

    A keyring that was slow or locked is asked once more, so that nobody gets a file without a signature
    because of a moment. Call outside of any transaction, before the first event about what leaves. Raises
    `MissingEnvironment` "record.leaves_unsigned" where the office has a key and the keyring does not give it.
    """
    signer = desk.keys.signer()
    if signer is not None or unsigned:
        return signer
    with desk.store.read():
        known = office_keys().in_use
    if not known:
        return None
    desk.keys.retry()
    signer = desk.keys.signer()
    if signer is None:
        raise MissingEnvironment("record.leaves_unsigned")
    return signer
