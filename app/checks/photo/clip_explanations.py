"""What is said of videos and audio where it takes more than a key."""

from __future__ import annotations

from app.bangla.digits import to_bangla
from app.checks.photo.explanations import title
from app.checks.types import NotChecked
from app.i18n import Bilingual, bilingual

KEPT_AS_IS, CAMERA_TRACK, NO_DESCRIPTION = "photo.kept-as-is", "photo.camera-track", "photo.no-alt-text"
TITLED_APART = ("photo.gps", "photo.taken-earlier", NO_DESCRIPTION)  # an image has another title


def clip_title(rule: str) -> Bilingual:
    """The title of a finding on a video or audio by its rule."""
    if rule in TITLED_APART:
        return bilingual(f"clip_title.{rule.replace('-', '_')}")
    return title(rule)


def clock(milliseconds: int) -> Bilingual:
    """A time as players show it: 0:12, 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    shown = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return Bilingual(bn=to_bangla(shown), en=shown)


def at_time(why: Bilingual, at: int) -> Bilingual:
    """The reason with its time in a video. `at` in milliseconds."""
    return bilingual("photo.clip.at_time", time=clock(at), why=why)


def in_description(why: Bilingual, name: str, word: str | None) -> Bilingual:
    """The reason of a finding about a clip's description; `said`: the words it is about, if any."""
    if not word:
        return bilingual("photo.clip.in_description", name=name, why=why)
    return bilingual("photo.clip.said_in_description", name=name, said=" ".join(word.split()), why=why)


def seen(name: str, pictures: int, every: int) -> NotChecked:
    """`every`: milliseconds."""
    return NotChecked(
        "between-pictures", bilingual("photo.clip.seen", name=name, n=pictures, seconds=round(every / 1000))
    )


def seen_until(name: str, pictures: int, until: int) -> NotChecked:
    """`until`: milliseconds."""
    return NotChecked(
        "between-pictures", bilingual("photo.clip.seen_until", name=name, n=pictures, until=clock(until))
    )


def unreadable(name: str) -> NotChecked:
    """No picture of the video could be read, so none was looked at."""
    return NotChecked("video", bilingual("photo.clip.unreadable", name=name))


def sound(name: str) -> NotChecked:
    """No check hears what is said or played."""
    return NotChecked("sound", bilingual("photo.clip.sound", name=name))


def page_clip(name: str) -> NotChecked:
    """Of a video or audio file that is meant as a banner or profile picture."""
    return NotChecked("page-clip", bilingual("photo.clip.page_clip", name=name))


def later_lettering(name: str) -> NotChecked:
    """Lettering was read on the first picture alone."""
    return NotChecked("later-lettering", bilingual("photo.clip.later_lettering", name=name))
