"""What a person meant: an account, a purpose, a text, as written outside or in a form."""

from __future__ import annotations

from collections.abc import Sequence

from app.bangla.blank import is_blank
from app.bangla.clauses import read_purpose
from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.models.tables import Account
from app.services.base.enums import PLATFORMS, PURPOSES, AccountKind, DraftKind
from app.services.base.kinds import kept_kind, use_of

LONGEST_TEXT = 100_000  # code points; the longest platform limit is 63,206 (Facebook)


def account_name(account: Account | None) -> str:
    """An account as the digest names it: `facebook:sample_upeo`, "" for none."""
    return "" if account is None else f"{account.platform}:{account.handle}"


def checked_text(text: str, has_images: bool) -> str:
    """The text of a post, or a `Refusal` for one that is empty, too long or broken."""
    if is_blank(text) and not has_images:
        raise Refusal("intake.empty_post")
    if len(text) > LONGEST_TEXT:
        raise Refusal("intake.too_long", most=LONGEST_TEXT)
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise Refusal("intake.broken_text")  # half of an emoji: nothing can hash, show or export it
    return text


def checked_use(use: str) -> str:
    """`post`, `banner` or `profile`, or a `Refusal`."""
    if use not in ("post", "banner", "profile"):
        raise Refusal("intake.unknown_use", use=use)
    return use


def kind_meant(written: str, use: str) -> tuple[str, str]:
    """What an incoming post is for, and its kind as a draft's column holds it, as somebody wrote both.

    Either may be "". Raises `Refusal` for a kind that is none, and where the two do not fit.
    """
    wanted = " ".join(written.casefold().replace("_", " ").split())
    if not wanted or wanted in _MEDIA:
        return checked_use(use or "post"), ""
    for kind in DraftKind:
        names = [Translator(language)(f"queue.kind.{kind}").casefold() for language in LANGUAGES]
        if wanted in (kind.value.replace("_", " "), *names, *_OTHER_NAMES.get(kind, ())):
            meant = checked_use(use) if use else use_of(kind).value
            return meant, kept_kind(kind.value, meant)
    raise Refusal("intake.unknown_kind", kind=written.strip()[:60])


# Content calendars often say in such a column what a post is made of, which says nothing of its kind.
_MEDIA = frozenset(
    (
        *(
            "text",
            "photo",
            "image",
            "picture",
            "photocard",
            "photo card",
            "infographic",
            "video",
            "reel",
            "audio",
        ),
        *("link", "লেখা", "টেক্সট", "ছবি", "ফটোকার্ড", "ইনফোগ্রাফিক", "ভিডিও", "রিল", "অডিও", "লিংক"),
    )
)

# What people call a kind besides its names in the window.
_OTHER_NAMES = {
    DraftKind.BANNER: ("cover", "কভার"),
    DraftKind.PROFILE_PICTURE: ("profile", "প্রোফাইল", "প্রোফাইলের ছবি"),
    DraftKind.REPLY: ("answer", "জবাব"),
}


def cleaned(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines that say something, without the spaces around them."""
    return tuple(line.strip() for line in lines if line.strip())


def account_meant(written: str) -> Account | None:
    """The account a person named by handle, display name, address or platform; the only one if unnamed.

    Raises `Refusal` for a name the office has no account by. Call inside a transaction.
    """
    official = Account.active & (Account.kind == AccountKind.OFFICIAL.value)
    known = list(Account.select().where(official).order_by(Account.id))
    wanted = written.strip().removeprefix("@").casefold()
    if not wanted:
        return known[0] if len(known) == 1 else None
    for row in known:
        names = (row.handle, row.display_name, row.url, account_name(row))
        if wanted in [name.casefold() for name in names if name]:
            return row
    on_platform = [row for row in known if wanted in _platform_names(row.platform)]
    if len(on_platform) == 1:
        return on_platform[0]
    raise Refusal("intake.unknown_account", name=written.strip())


def _platform_names(platform: str) -> set[str]:
    assert platform in PLATFORMS
    return {platform, *(Translator(language)(f"platform.{platform}").casefold() for language in LANGUAGES)}


def purpose_meant(written: str) -> str:
    """The clause 5 purpose a person wrote as a letter, a number or in words; "" if left open.

    Raises `Refusal` for what is none.
    """
    wanted = written.strip()
    if not wanted or wanted in PURPOSES:
        return wanted
    by_letter = read_purpose(wanted)
    if by_letter is not None:
        return by_letter
    for purpose in PURPOSES:
        names = [Translator(language)(f"purpose.{purpose}").casefold() for language in LANGUAGES]
        if wanted.casefold() in names:
            return purpose
    raise Refusal("intake.unknown_purpose", purpose=wanted)
