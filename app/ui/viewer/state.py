"""What stands in the viewer at one moment, and the keys that help then."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.posts.views import AttachmentView, FindingView
from app.ui.translation import tr
from app.ui.viewer.regions import Regions
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ViewerState:
    """`placed`: the findings with a place on the image; `front`, of these, the one looked at.

    `older`: another version has followed. `waits`: the checks have still to say what is on the image.
    `covered`: it is not to be recognised. `changes`: this version's image may be changed here. `beneath`:
    what is chosen is shown as it is, not blurred. `moves`: the image is an animation, `still` its first frame
    is in front. `approved`: a change takes an approval away. `gives_up`: whoever blurs may not
    approve the post afterwards; `too_few` says that then too few could, "" for enough.
    """

    image: AttachmentView
    placed: Sequence[FindingView]
    front: FindingView | None
    older: bool
    waits: bool
    regions: Regions
    boxes_shown: bool
    covered: bool
    changes: bool
    saving: bool
    drawing: bool
    beneath: bool
    moves: bool
    still: bool
    approved: bool
    gives_up: bool
    too_few: str

    @property
    def faces(self) -> bool:
        """Whether there are faces to choose."""
        return any(finding.of_a_person and finding.box is not None for finding in self.placed)

    @property
    def chosen(self) -> bool:
        """Whether the finding looked at is chosen for blurring."""
        return self.front is not None and self.front.box is not None and self.regions.holds(self.front.box)

    @property
    def readable(self) -> bool:
        """Whether a box on what is in front can be read."""
        return not self.covered and self.still


def help_line(state: ViewerState) -> str:
    """The keys that do something to what is in hand."""
    if state.covered:
        return tr("viewer.help.covered", show="I")
    if state.regions.selected is not None:
        return tr(
            "viewer.help.region", shift="Shift", ctrl="Ctrl", remove="Del", next="J", before="K", read="R"
        )
    if state.drawing:
        return tr("viewer.help.draw")
    if not state.changes:
        return tr("viewer.help.older", draw="D", read="R")
    if state.placed:
        return tr("viewer.help.look", next="N", choose="Space", draw="D", save="S")
    return tr("viewer.help.plain", draw="D", save="S", read="R")


def warnings(state: ViewerState) -> str:
    """What saving does besides, a sentence a line."""
    lines = [tr("viewer.voids")] if state.approved else []
    if state.gives_up:
        lines.append(tr("viewer.gives_up"))
    if state.too_few:
        lines.append(state.too_few)
    if state.moves:
        lines.append(tr("viewer.every_frame"))
    return "\n".join(lines)
