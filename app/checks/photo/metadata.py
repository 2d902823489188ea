"""Where an image comes from, as far as the file and its name say. Hints only: both are easily changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.media.types import ImageFacts


# Makers' and models' names as phones write them into EXIF. Samsung, Sony and Lenovo make cameras or
# computers as well, so they are known by the model: SM-, GT-, XQ-.
_PHONE = re.compile(
    r"\b(iphone|ipad|xiaomi|redmi|poco|oppo|vivo|realme|huawei|honor|oneplus|pixel|moto(rola)?|nokia|hmd"
    r"|tecno|infinix|itel|symphony|walton|primo|zte|nothing|galaxy|xperia|sm-\w+|gt-\w+|xq-\w+)\b",
    re.IGNORECASE,
)

# How messengers and networks name the files they save: as seen on Android, iOS and in browsers.
_PASSED_ON = (
    (
        "WhatsApp",
        re.compile(r"(IMG|STK|VID|AUD|PTT)-\d{8}-WA\d+|WhatsApp (Image|Video|Audio|Ptt) ", re.IGNORECASE),
    ),
    ("Facebook", re.compile(r"FB_IMG_\d+|\d{6,}_\d{9,}_\d+_[no]\b", re.IGNORECASE)),
    ("Messenger", re.compile(r"received_\d+|messenger_creation", re.IGNORECASE)),
    (
        "Telegram",
        re.compile(r"(photo|video|audio)_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d|photo_\d{15,}", re.IGNORECASE),
    ),
    ("Signal", re.compile(r"signal-\d{4}-\d\d-\d\d", re.IGNORECASE)),
    ("Viber", re.compile(r"viber[_ ]image", re.IGNORECASE)),
    ("Snapchat", re.compile(r"snapchat-\d+", re.IGNORECASE)),
)
# Names that begin as a device or messenger has it, then a date; or that are a date and a time of day alone.
_DATED = re.compile(
    r"(?:(?:IMG|PXL|VID|MVIMG|PANO|BURST|WhatsApp (?:Image|Video)|photo|video|signal|viber[_ ](?:image|video)"
    r"|screen[ _-]?shot)[ _-]*|(?=\d{8}_\d{6}))(20\d\d)-?(\d\d)-?(\d\d)(?!\d)",
    re.IGNORECASE,
)
_SCREENSHOT = re.compile(r"screen[ _-]?shot|স্ক্রিনশট", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Provenance:
    """`passed_on_by`: the messenger or network whose way of naming files this is, "" if none.

    `phone`: the camera's name if it is a phone's, else "". `taken_on`: the camera's date, if it is one.
    `named_on`: the date in a name as cameras, phones and messengers give it.
    """

    phone: str = ""
    front_camera: bool = False
    passed_on_by: str = ""
    screenshot: bool = False
    has_gps: bool = False
    taken_on: date | None = None
    named_on: date | None = None

    @property
    def looks_personal(self) -> bool:
        """From a phone or passed on by a messenger: true of personal photos, and of many official ones."""
        return bool(self.phone or self.front_camera or self.passed_on_by)


def provenance(facts: ImageFacts, name: str) -> Provenance:
    """Read the signs from the facts of an image and the name it bore outside."""
    stem = PurePath(name).name
    return Provenance(
        phone=facts.camera if _PHONE.search(facts.camera) else "",
        front_camera=facts.front_camera,
        passed_on_by=next((app for app, pattern in _PASSED_ON if pattern.match(stem)), ""),
        screenshot=_SCREENSHOT.match(stem) is not None,
        has_gps=facts.has_gps,
        taken_on=_exif_date(facts.taken_at),
        named_on=_date_in_name(stem),
    )


def _date_in_name(name: str) -> date | None:
    """ "IMG_20230514_101112.jpg" → that day; of a name somebody chose nothing is believed."""
    found = _DATED.match(name)
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


def _exif_date(taken_at: str) -> date | None:
    """ "2024:03:05 10:11:12" → that day; cameras whose clock was never set write zeros."""
    try:
        return date.fromisoformat(taken_at[:10].replace(":", "-"))
    except ValueError:
        return None
