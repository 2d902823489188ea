"""What the viewer has in front: a version, one of its images, and one of the findings on it. Knows no Qt."""

from __future__ import annotations

from app.media.types import Box
from app.services.base.enums import CheckState, State
from app.services.posts.views import AttachmentView, DraftView, FindingView, VersionView
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What the viewer opens on: the image at `position` of the draft's version, by default the current one.

    An older version is only looked at, without findings: those are about the current one.
    """

    draft: DraftView
    position: int
    older: VersionView | None = None


class Selection:
    """`finding` is the one looked at, None before one was asked for.

    `uncovered` are the SHA-256 of covered images that somebody asked to see all the same.
    """

    def __init__(self, shown: ShownVersion, uncovered: set[str]) -> None:
        self.draft = shown.draft
        self.at = shown.position
        self.finding: FindingView | None = None
        self._older = shown.older
        self._uncovered = uncovered

    @property
    def version(self) -> VersionView:
        return self.draft.version if self._older is None else self._older

    @property
    def image(self) -> AttachmentView:
        return self.version.attachments[self.at]

    @property
    def images(self) -> list[int]:
        """The positions of those to leaf through: videos and audio are for the player."""
        return [kept.position for kept in self.version.attachments if not kept.is_clip]

    @property
    def findings(self) -> list[FindingView]:
        """What was noticed about the image."""
        found = self.draft.findings if self._older is None else ()
        return [finding for finding in found if finding.attachment == self.at]

    @property
    def placed(self) -> list[FindingView]:
        """Those with a place on the image, or in a frame of it."""
        return [finding for finding in self.findings if finding.box or finding.frame is not None]

    @property
    def faces(self) -> list[Box]:
        """Where there are faces on the image."""
        return [finding.box for finding in self.findings if finding.of_a_person and finding.box is not None]

    @property
    def box(self) -> Box | None:
        """The place of the finding looked at."""
        return self.finding.box if self.finding is not None else None

    @property
    def covered(self) -> bool:
        """Whether the image is not to be recognised now."""
        sha256 = self.image.sha256
        doubtful = sha256 in self.draft.covered or any(finding.covers for finding in self.findings)
        return doubtful and sha256 not in self._uncovered

    @property
    def changes(self) -> bool:
        """Whether the image may be changed here."""
        current, published = self._older is None, self.draft.state is State.PUBLISHED
        return current and not published

    @property
    def older(self) -> bool:
        """Whether it is a version that another has followed."""
        return self._older is not None

    @property
    def waits(self) -> bool:
        """Whether the checks have still to say what is on the image."""
        return self._older is None and self.draft.checks.state is CheckState.WAITING

    def uncover(self) -> None:
        """Let the image be seen after all."""
        self._uncovered.add(self.image.sha256)

    def step_image(self, by: int) -> bool:
        """To the image `by` places on; False where there is none."""
        place = self.images.index(self.at) + by
        if not 0 <= place < len(self.images):
            return False
        self.at = self.images[place]
        self.finding = None
        return True

    def step(self, by: int) -> FindingView | None:
        """Look at the next finding with a place (1) or the one before (-1), round and round."""
        placed = self.placed
        if self.finding in placed:
            self.finding = placed[(placed.index(self.finding) + by) % len(placed)]
        elif placed:
            self.finding = placed[0 if by > 0 else -1]
        return self.finding

    def look_at(self, number: int) -> FindingView:
        """Look at the finding of this number."""
        self.finding = next(finding for finding in self.placed if finding.number == number)
        return self.finding

    def has_no_image_in(self, draft: DraftView) -> bool:
        """Whether the draft, as it is by now, has no image any more to put in front."""
        return self._older is None and all(kept.is_clip for kept in draft.version.attachments)

    def update(self, draft: DraftView) -> bool:
        """Take the draft as it is by now; says whether another image is in front. An older version stays.

        Not for a draft of which `has_no_image_in` is true.
        """
        before, looked_at = self.image, self.finding
        self.draft = draft
        if self.at not in self.images:
            self.at = self.images[-1]
        self.finding = next((one for one in self.placed if looked_at and one.id == looked_at.id), None)
        return self.image != before
