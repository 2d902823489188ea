"""`blur`: regions of a draft's image blurred for publishing, or its original used again."""

from __future__ import annotations

import argparse

from app.cli.identity import acting
from app.cli.mending import cost_lines
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.media.types import Box
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import blurring, mending, queue
from app.work import Work


def blur(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Blur boxes and the places of findings on an image, given by its number from 1; then check the draft."""
    at = arguments.image - 1
    boxes = [_box(written) for written in arguments.box]
    boxes += [_place(desk, arguments.id, at, number) for number in arguments.finding]
    member = acting(desk, arguments, out)
    cost = mending.cost(desk, arguments.id, member.id, blur=not arguments.original)
    if arguments.original:
        version = blurring.use_original(desk, arguments.id, at, member.id)
    else:
        version = blurring.blur(desk, arguments.id, at, boxes, member.id)
    draft_checks.check_draft(desk, arguments.id, Work())
    image = queue.draft(desk, arguments.id).version.attachments[at]
    document = {
        "draft": arguments.id,
        "version": version,
        "image": arguments.image,
        "sha256": image.sha256,
        "origin_sha256": image.origin_sha256 or None,
        "blurred": [list(box) for box in image.blurred],
        "may_approve": not cost.own,
    }
    lines = cost_lines(out, cost)
    key = "cli.original_used" if arguments.original else "cli.blurred"
    out.answer(document, out.words(key, n=len(image.blurred), image=arguments.image, version=version), *lines)
    return DONE


def _box(written: str) -> Box:
    """`X,Y,W,H` in pixels of the upright image."""
    try:
        x, y, width, height = (int(figure) for figure in written.split(","))
    except ValueError:
        raise Refusal("cli.bad_box", box=written) from None
    return x, y, width, height


def _place(desk: Desk, draft_id: int, at: int, number: int) -> Box:
    """What to blur of a finding on the image, by its number."""
    for finding in queue.draft(desk, draft_id).findings:
        if finding.number == number and finding.attachment == at and finding.box is not None:
            return blurring.around(finding.box)
    raise Refusal("cli.no_place", number=number, image=at + 1)
