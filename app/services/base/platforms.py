"""The register of platforms: what each allows, by which page and when that was looked at (clause 6.1.g)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from typing import Any

from app.checks.photo.allowed import Allowed
from app.checks.types import Use
from app.i18n import bilingual
from app.media.types import UNLIMITED, CopyLimits
from app.services.base.enums import PLATFORMS
from app.services.base.platform_register import register_text
from app.values import dataclass

_SIZES = ("image_best", "banner", "banner_least", "safe", "desktop", "phone", "profile")


def platform(key: str) -> Platform:
    """The entry of one platform; KeyError for one that is not in `PLATFORMS`."""
    return _register()[key]


def platforms() -> tuple[Platform, ...]:
    """Every platform, in the order they are offered."""
    return tuple(_register()[key] for key in PLATFORMS)


@lru_cache
def allowed(key: str) -> Allowed:
    """What the platform takes and shows of images, as the checks are told it."""
    entry = platform(key)
    return Allowed(
        name=bilingual(f"platform.{key}"),
        images=entry.images,
        needs_image=entry.needs_image,
        image_longest=entry.image_longest,
        image_bytes=entry.image_bytes,
        banner=entry.banner,
        banner_least=entry.banner_least,
        banner_bytes=entry.banner_bytes,
        safe=entry.safe,
        desktop=entry.desktop,
        phone=entry.phone,
        profile=entry.profile,
        profile_bytes=entry.profile_bytes,
    )


def copy_limits(key: str, use: Use) -> CopyLimits:
    """What a copy for publishing on the platform `key` ("" for none) keeps, as far as the register knows."""
    if not key:
        return UNLIMITED
    allowed = platform(key)
    match use:
        case Use.BANNER:
            return CopyLimits(most_bytes=allowed.banner_bytes)
        case Use.PROFILE:
            return CopyLimits(most_bytes=allowed.profile_bytes)
        case Use.POST:
            return CopyLimits(allowed.image_longest, allowed.image_bytes)


@lru_cache(maxsize=1)
def _register() -> dict[str, Platform]:
    data = tomllib.loads(register_text())
    return {key: _entry(key, entry) for key, entry in data.items()}


def _entry(key: str, entry: dict[str, Any]) -> Platform:
    known: dict[str, Any] = {
        **entry,
        "sources": tuple(Source(**source) for source in entry.get("sources", ())),
    }
    for name in _SIZES:
        if name in known:
            width, height = known[name]
            known[name] = (width, height)
    return Platform(key=key, **known)


@dataclass(frozen=True, slots=True)
class Source:
    """A page that states something: its title and its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Platform:
    """What a platform allows. None: not known, and nothing is said about it.

    Text lengths in characters: `text` of a post, `caption` of a post with images where that differs, `title`,
    `display_name`. Sizes in pixels, width and height: `safe` is the middle of a banner of the size `banner`
    that every device shows, `desktop` and `phone` the middle that such a one shows. File sizes in bytes.
    `second_hand`: compared with guides that cite `sources`.
    """

    key: str
    text: int | None = None
    caption: int | None = None
    title: int | None = None
    display_name: int | None = None
    images: int | None = None
    image_longest: int | None = None
    image_bytes: int | None = None
    image_best: tuple[int, int] | None = None
    needs_image: bool = False
    banner: tuple[int, int] | None = None
    banner_least: tuple[int, int] | None = None
    banner_bytes: int | None = None
    safe: tuple[int, int] | None = None
    desktop: tuple[int, int] | None = None
    phone: tuple[int, int] | None = None
    profile: tuple[int, int] | None = None
    profile_bytes: int | None = None
    checked: date | None = None
    second_hand: bool = False
    sources: tuple[Source, ...] = ()
