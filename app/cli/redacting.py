"""`redact`: a redacted copy of approved posts, for a request by the Right to Information Act."""

from __future__ import annotations

import argparse
from collections.abc import Collection

from app.bangla.digits import to_latin
from app.cli.identity import acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, Output
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.posts.redacting import HideImage, HideWords
from app.services.posts.redacting import redact as write_copy
from app.work import Work


def redact(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write the copy of the posts, with words (everywhere, or of one post) and images blacked out."""
    ground = arguments.ground
    made = write_copy(
        desk,
        arguments.out,
        arguments.drafts,
        [_words(one, ground, arguments.drafts) for one in arguments.hide],
        [_image(one, ground) for one in arguments.image],
        request=arguments.request,
        by=acting_id(desk, arguments, out),
        unsigned=arguments.unsigned,
        work=Work(),
    )
    document = {
        "path": made.path,
        "posts": made.posts,
        "redactions": made.redactions,
        "digest": made.digest,
        "signed": made.signed,
    }
    answer_recorded(desk, out, document, out.words("redact.written", n=made.redactions, path=made.path))
    return DONE


def _words(given: str, ground: str, drafts: Collection[int]) -> HideWords:
    """`ID:WORDS` of one of the drafts, or `WORDS`, in which there may be a colon too (a time)."""
    head, colon, rest = given.partition(":")
    written = to_latin(head.strip()).lstrip("0")
    named = next((draft for draft in drafts if colon and written == str(draft)), None)
    return HideWords(given, ground) if named is None else HideWords(rest, ground, named)


def _image(given: str, ground: str) -> HideImage:
    draft, _, number = given.partition(":")
    try:
        return HideImage(whole(draft), whole(number) - 1, ground)
    except ValueError as problem:
        raise Refusal("redact.bad_image", given=given) from problem
