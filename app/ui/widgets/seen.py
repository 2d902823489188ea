"""What of a post has been on screen, and for how long: a decision counts only for what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

SETTLE = 0.5  # seconds something has to have been on screen before it may be decided on
_EDGE = 4  # px that may be missing at the end of a part: frames, rounding

Version = tuple[int, str]  # a draft's id and the digest of its version


class PartKind(StrEnum):
    """`STAND_IN`: the picture, or what is shown in its place where it is covered or cannot be shown."""

    TEXT = "text"
    PICTURE = "picture"
    STAND_IN = "stand_in"
    FACTS = "facts"
    CHECKS = "checks"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be seen of a version: `id` tells it from others of its kind."""

    kind: PartKind
    id: int | str = 0


@dataclass(slots=True)
class _Shown:
    """How much of a part was on screen, as shares of its height, and since when all of it has been."""

    ranges: list[tuple[float, float]] = field(default_factory=list)
    since: float | None = None

    def add(self, top: float, bottom: float, slack: float) -> None:
        merged: list[tuple[float, float]] = []
        for first, last in sorted([*self.ranges, (top, bottom)]):
            if merged and first <= merged[-1][1] + slack:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        self.ranges = merged

    def whole(self, slack: float) -> bool:
        return len(self.ranges) == 1 and self.ranges[0][0] <= slack and self.ranges[0][1] >= 1 - slack


class SeenGuard:
    """Knows of each version what one person has been shown; `clock` gives seconds that only grow.

    A part higher than the screen is seen once every stretch of it was shown, in whatever order.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._versions: dict[Version, dict[Part, _Shown]] = {}

    def shown(self, version: Version, part: Part, top: int, bottom: int, height: int) -> None:
        """A part of `height` px is on screen from `top` to `bottom`, in its own px."""
        parts = self._versions.setdefault(version, {})
        known = parts.setdefault(part, _Shown())
        if known.since is None and height > 0 and bottom > top:
            slack = _EDGE / height
            known.add(top / height, bottom / height, slack)
            if known.whole(slack):
                known.since = self._clock()

    def missing(self, version: Version, parts: Iterable[Part]) -> list[Part]:
        """Which of these were never on screen in full."""
        known = self._versions.get(version, {})
        return [part for part in parts if part not in known or known[part].since is None]

    def settled(self, version: Version, parts: Iterable[Part]) -> bool:
        """Whether all of these were on screen, and the last of them `SETTLE` ago."""
        known, now = self._versions.get(version, {}), self._clock()
        since = [known[part].since if part in known else None for part in parts]
        return all(moment is not None and now - moment >= SETTLE for moment in since)

    def interrupt(self, version: Version) -> None:
        """The version is on screen no more: what had not stood there for `SETTLE` has to be shown anew."""
        parts, now = self._versions.get(version, {}), self._clock()
        for part, known in list(parts.items()):
            if known.since is not None and now - known.since < SETTLE:
                del parts[part]

    def forget(self) -> None:
        """Somebody else looks from now on."""
        self._versions.clear()
