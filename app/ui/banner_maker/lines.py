"""What may stand on a banner: the office's names, what it belongs to, and the page's purpose and audience."""

from __future__ import annotations

from app.i18n import Translator
from app.services.office.views import AccountView, OfficeView
from app.values import dataclass

BANGLA = Translator("bn")  # a banner speaks to citizens, whatever language the window speaks

# In the order they stand; the other way round is the order in which they give way where there is no room.
LINES = ("parent", "name", "english", "purpose", "audience", "website")
GIVE_WAY = ("website", "parent", "audience", "english", "purpose")
SHOWN_AT_FIRST = ("name", "english", "purpose", "audience")
_MOST_PURPOSES = 3  # of the seven: more of them nobody reads on a banner


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a banner; `kind` is one of `LINES`."""

    kind: str
    text: str


def proposed(office: OfficeView, account: AccountView) -> dict[str, str]:
    """A text for each of `LINES`, from what is recorded; "" where nothing is."""
    purposes = [BANGLA(f"purpose.{purpose}") for purpose in account.purposes[:_MOST_PURPOSES]]
    audience = account.audience.strip()
    return {
        "parent": office.parent_bn,
        "name": office.name_bn,
        "english": office.name_en,
        "purpose": BANGLA("banner_maker.on_purpose", list="; ".join(purposes)) if purposes else "",
        "audience": BANGLA("banner_maker.on_audience", who=audience) if audience else "",
        "website": office.website.removeprefix("https://").removeprefix("http://").rstrip("/"),
    }
