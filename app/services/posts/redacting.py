"""A redacted copy of posts for a request by the Right to Information Act: words, images, names blacked out.

Nothing of what is hidden is in the copy: not in texts, not in metadata or file names, not as a digest that
could be guessed. The opening, with which the office can prove one day what was hidden, stays here.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from app import NAME, VERSION
from app.archive.bag import DECISION
from app.archive.contents import open_contents
from app.archive.reading import post_of
from app.archive.redacted import (
    FORMAT,
    KIND,
    OPENINGS,
    Document,
    commitments,
    read_document,
    segment_document,
    unlike_original,
    write_redacted,
)
from app.archive.redaction import (
    SALT,
    Field,
    Hidden,
    commitment,
    cut,
    fields_of,
    occurrences,
    root_of,
    segment,
    stands_in,
)
from app.archive.types import ArchivedPost, Verification
from app.archive.verify import verify_archive
from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models import tables
from app.models.tables import Member, Office
from app.new_files import refuse_taken
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.posts.approved_posts import approved
from app.services.posts.archived_post import archived_post
from app.services.record.end import HEAD
from app.services.record.export_signer import export_signer
from app.services.record.kept_tree import keep_tree
from app.services.record.ledger import record
from app.services.record.proof import prove_office
from app.services.record.proven_events import logged
from app.services.record.roles import decider_or_desk
from app.services.record.tree import evidence
from app.values import dataclass
from app.work import Work


@dataclass(frozen=True, slots=True)
class HideWords:
    """Words to hide wherever they stand: in one post, or in all of them (`draft` None), with the ground."""

    words: str
    ground: str
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class HideImage:
    """An image to leave out, by its position from 0, with the ground."""

    draft: int
    position: int
    ground: str


@dataclass(frozen=True, slots=True)
class RedactedReport:
    """A copy just written: posts in it, and how many stretches and images are hidden."""

    path: str
    posts: int
    redactions: int
    digest: str
    signed: bool


def preview(desk: Desk, drafts: Collection[int]) -> list[tuple[int, list[Field], int]]:
    """What a copy would tell of each post, and how many images it has. Raises `Refusal` like `redact`."""
    with desk.decoder.twin() as decoder:
        return [(post.draft_id, fields_of(post), len(post.images)) for post in _posts(desk, decoder, drafts)]


def redact(
    desk: Desk,
    out: Path,
    drafts: Collection[int],
    words: Sequence[HideWords],
    images: Sequence[HideImage],
    *,
    request: str,
    by: int | None,
    unsigned: bool = False,
    work: Work,
) -> RedactedReport:
    """Write the redacted copy of `drafts` to `out`, a new folder or `.zip`, and record that it was made.

    `request` says what it answers (a number, a date). Raises `Refusal` for no posts, one that is not
    approved, words that stand nowhere ("redact.not_found"), an image that is not there, no ground, hidden
    words that would still be seen elsewhere ("redact.left_over"), a drafter, and a place that is taken;
    `MissingEnvironment` like `archive.export`; `Cancelled`.
    """
    if is_blank(request):
        raise Refusal("redact.no_request")
    given = [*(one.ground.strip() for one in words), *(one.ground.strip() for one in images)]
    if any(map(is_blank, given)):
        raise Refusal("redact.no_ground")
    refuse_taken(out)
    export_signer(desk, unsigned=unsigned)  # found again below, or nothing is made
    with desk.store.read():
        decider_or_desk(by)
        prove_office()
    grounds = list(dict.fromkeys(given))
    opening: list[dict[str, Any]] = []
    shown_posts: list[dict[str, object]] = []
    copies: dict[str, bytes] = {}
    with desk.decoder.twin() as decoder:
        posts = list(_posts(desk, decoder, drafts))
        _require_found(posts, words, images)
        for done, post in enumerate(posts):
            work.step(done, len(posts) + 1)
            fields = [_field(field, words, grounds, opening) for field in fields_of(post)]
            shown = [_image(post, n, images, grounds, opening, copies) for n in range(len(post.images))]
            shown_posts.append({"draft": post.draft_id, "fields": fields, "images": shown})
    with desk.store.read():
        office = Office.get_or_none()
        name = Member.get_by_id(by).name if by is not None else ""
    document: dict[str, Any] = {
        "format": FORMAT,
        "office": {
            "bn": office.name_bn if office is not None else "",
            "en": office.name_en if office is not None else "",
        },
        "made_at": now(),
        "made_by": name,
        "program": f"{NAME} {VERSION}",
        "request": request.strip(),
        "grounds": grounds,
        "posts": shown_posts,
    }
    document["root"] = root_of(commitments(document))
    _require_gone(document, words, out.name)
    return _written(desk, out, document, copies, opening, by, work)


def verify_against(copy: Path, original: Path, found: Verification, work: Work) -> Verification:
    """`found` of a copy, with what it shows otherwise than an archive that holds the posts.

    Raises `Refusal` for an `original` that is not sound, or a copy that is none.
    """
    if not found.redacted:
        raise Refusal("redact.no_copy", name=copy.name)
    whole = verify_archive(original, work)
    if whole.redacted:
        raise Refusal("redact.original_redacted", name=original.name)
    if not whole.ok:
        raise Refusal("redact.original_unsound", name=original.name)
    if not found.ok:
        return found
    posts = {}
    with open_contents(original) as contents:
        for path in contents.sizes:
            if path.endswith(f"/{DECISION}"):
                post, _ = post_of(json.loads(b"".join(contents.chunks(path))))
                posts[post.draft_id] = (post, fields_of(post))
    with open_contents(copy) as contents:
        document = read_document(contents)
    return replace(found, problems=tuple(unlike_original(document, posts)))


def _written(
    desk: Desk,
    out: Path,
    document: Document,
    copies: dict[str, bytes],
    opening: list[dict[str, Any]],
    by: int | None,
    work: Work,
) -> RedactedReport:
    openings = {}
    for post in document["posts"]:
        own = [one for one in opening if one["place"][0] == post["draft"]]
        if own:  # a file for each post, so that an order of destruction takes a post's words and no others
            kept = json.dumps({"root": document["root"], "opening": own}).encode()
            openings[str(post["draft"])] = desk.blobs.put(kept)
    hidden = sum("ground" in one for one in _parts(document))
    facts = {
        "root": document["root"],
        "drafts": [post["draft"] for post in document["posts"]],
        "grounds": document["grounds"],
        "redactions": hidden,
        "request": document["request"],
        OPENINGS: openings,
        "name": out.name,
    }
    keep_tree(desk)
    with desk.store.write():
        decider_or_desk(by)
        record(desk, KIND, by=by, facts=facts)
        number = int(tables.ChainHead.get_by_id(HEAD).count)
    keep_tree(desk)
    with desk.store.read():
        proven = evidence(desk, number)
        ((event, _),) = logged("id = ?", number)
    signer = desk.keys.signer()
    note = proven.checkpoint.note()
    if signer is not None:
        note = note.signed(proven.checkpoint.origin, signer)
    proof = proven.proof_file(event, note)
    digest = write_redacted(out, document, copies, proof, number, note, signer, work)
    return RedactedReport(str(out), len(document["posts"]), hidden, digest, signer is not None)


def _posts(desk: Desk, decoder: Any, drafts: Collection[int]) -> Iterator[ArchivedPost]:
    known = dict(approved(desk, None, None, ""))
    if not drafts:
        raise Refusal("archive.nothing")
    for draft in sorted(set(drafts)):
        if draft not in known:
            raise Refusal("archive.draft_not_approved", draft=draft)
        yield archived_post(desk, decoder, draft, known[draft])


def _require_found(
    posts: Sequence[ArchivedPost], words: Sequence[HideWords], images: Sequence[HideImage]
) -> None:
    """Whoever hides what is not there has mistyped it, and would hand out what should be hidden."""
    for one in words:
        places = (field for post in posts for field in fields_of(post) if one.draft in (None, field.draft))
        if not any(occurrences(field.text, one.words) for field in places):
            raise Refusal("redact.not_found", words=one.words)
    sizes = {post.draft_id: len(post.images) for post in posts}
    for image in images:
        if not 0 <= image.position < sizes.get(image.draft, 0):
            raise Refusal("redact.no_image", draft=image.draft, n=image.position + 1)


def _field(
    field: Field, words: Sequence[HideWords], grounds: Sequence[str], opening: list[dict[str, Any]]
) -> dict[str, object]:
    hidden = [
        Hidden(start, end, grounds.index(one.ground.strip()))
        for one in words
        if one.draft in (None, field.draft)
        for start, end in occurrences(field.text, one.words)
    ]
    segments = []
    for index, (text, ground) in enumerate(cut(field.text, hidden)):
        salt = secrets.token_bytes(SALT)
        segments.append(segment_document(segment(field, index, text, ground, salt)))
        if ground is not None:
            place = [field.draft, field.place, index]
            opening.append({"place": place, "salt": salt.hex(), "text": text})
    return {"place": field.place, "segments": segments}


def _image(
    post: ArchivedPost,
    position: int,
    images: Sequence[HideImage],
    grounds: Sequence[str],
    opening: list[dict[str, Any]],
    copies: dict[str, bytes],
) -> dict[str, object]:
    image, salt = post.images[position], secrets.token_bytes(SALT)
    place = f"image.{position}.file"
    made = commitment(salt, post.draft_id, place, 0, image.sha256)
    for one in images:
        if (one.draft, one.position) == (post.draft_id, position):
            opening.append({"place": [post.draft_id, place, 0], "salt": salt.hex(), "text": image.sha256})
            return {"position": position, "ground": grounds.index(one.ground.strip()), "commitment": made}
    copy, extension, _ = image.read_clean()
    name = f"{post.draft_id:06d}-{position + 1}{extension}"
    copies[name] = copy.data
    return {
        "position": position,
        "file": f"images/{name}",
        "copy_sha256": copy.sha256,
        "sha256": image.sha256,
        "salt": salt.hex(),
        "commitment": made,
    }


def _parts(document: Document) -> Iterator[Document]:
    for post in document["posts"]:
        yield from post["images"]
        for field in post["fields"]:
            yield from field["segments"]


def _require_gone(document: Document, words: Sequence[HideWords], name: str) -> None:
    """Refuse a copy in which hidden words can still be read: in another post, the request or a ground.

    An address may hold them percent-encoded.
    """
    rest = [document["request"], document["made_by"], name, *document["grounds"]]
    for post in document["posts"]:
        rest += [part.get("text", "") for field in post["fields"] for part in field["segments"]]
    rest += [unquote(text) for text in rest if "%" in text]
    for one in words:
        if any(stands_in(text, one.words) for text in rest):
            raise Refusal("redact.left_over", words=one.words)
