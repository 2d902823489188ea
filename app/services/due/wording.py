"""How a reminder names an account."""

from __future__ import annotations

from app.i18n import LANGUAGES, Bilingual, Translator
from app.models.tables import Account
from app.services.due.views import AccountRef


def named(account: Account) -> Bilingual:
    """An account as a reminder names it: `Facebook · Sample office`."""
    return account_named(account.platform, account.display_name, "")


def account_named(platform: str, display_name: str, label: str) -> Bilingual:
    """The same from its parts; `label` tells several credentials of one account apart."""
    rest = f"{display_name}, {label}" if label else display_name
    return Bilingual(*(f"{Translator(language)(f'platform.{platform}')} · {rest}" for language in LANGUAGES))


def ref(account: Account) -> AccountRef:
    """Which account a row is about."""
    return AccountRef(account.id, account.platform, account.handle)
