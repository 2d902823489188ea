"""The office's logo beside the banner to look for it on, both as pixels."""

from __future__ import annotations

from app.checks.photo.logo import BANNER_SIDE, LOGO_SIDE, LogoSearch
from app.errors import Refusal
from app.media.decoder import Decoder


def logo_search(decoder: Decoder, logo: bytes, banner: bytes) -> LogoSearch | None:
    """What to look for and where; None for a logo that cannot be decoded, which must keep no banner back."""
    try:
        wanted = decoder.preview(logo, LOGO_SIDE)
    except Refusal:
        return None
    return LogoSearch(wanted, decoder.preview(banner, BANNER_SIDE))
