"""Saves what goes out of an approved post: its text, and its images' copies for publishing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.archive.output import Output, new_output
from app.archive.summed import Summed, summed
from app.archive.types import ArchivedPost
from app.archive.wording import local_time
from app.archive.write import require_approved
from app.errors import Refusal
from app.models.tables import Draft
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import State
from app.services.posts.archived_post import archived_post
from app.services.posts.report_views import CopiesReport, SavedCopy
from app.services.record.ledger import record
from app.services.record.roles import active_member
from app.work import Work

TEXT, ALT_TEXTS = "text.txt", "alt-texts.txt"
_GOES_OUT = (State.APPROVED, State.PUBLISHED)


@dataclass(slots=True)
class _Files:
    """Writes the files, and keeps what the record and the report say of them."""

    output: Output
    saved: list[SavedCopy]

    def add(self, name: str, file: Summed, image: int | None = None, alt: str = "") -> None:
        self.output.add(name, file)
        self.saved.append(SavedCopy(name, file.sha256, len(file.data), image, alt))


def save_copies(desk: Desk, draft_id: int, out: Path, by: int, work: Work) -> CopiesReport:
    """Write the approved version's text and copies to `out`; who took them, and their hashes, is an event.

    `out` is a folder that does not exist yet, or ends in `.zip`: nothing is ever overwritten, and after a
    refusal nothing is left. In it are `text.txt` (where the post has a text), `01.jpg` and so on, and
    `alt-texts.txt` (where an image has one). Raises `Refusal` for a post that is not approved, a member who
    is not here, a place that is taken or cannot be written; `MissingEnvironment` for a full disk;
    `Cancelled`.
    """
    with desk.store.read():
        active_member(by)
        _require_goes_out(draft_id)
    outsized: list[str] = []
    # A decoder of its own: the window's pictures must not wait for the copies.
    with desk.decoder.twin() as decoder:
        post = archived_post(desk, decoder, draft_id, "", outsized.append)
        require_approved(post)
        with new_output(out, local_time(now())) as output:
            files = _Files(output, [])
            _write(files, post, work)
            with desk.store.write():
                if _require_goes_out(draft_id).version != post.version:
                    raise Refusal("copies.not_approved")
                facts: dict[str, object] = {
                    "version": post.version,
                    "digest": post.digest,
                    "files": {saved.name: saved.sha256 for saved in files.saved},
                }
                record(desk, "draft.copies_saved", by=by, draft=draft_id, facts=facts)
    return CopiesReport(str(out), post.version, tuple(files.saved), tuple(outsized))


def free_name(folder: Path, draft_id: int) -> Path:
    """A name for a post's copies in `folder` that is not taken yet."""
    stem = f"post-{draft_id}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return folder / next((name for name in names if not (folder / name).exists()), stem)


def _require_goes_out(draft_id: int) -> Draft:
    """The draft, if it may be published. Call inside a transaction."""
    draft = draft_row(draft_id)
    if draft.state not in _GOES_OUT:
        raise Refusal("copies.not_approved")
    return draft


def _write(files: _Files, post: ArchivedPost, work: Work) -> None:
    total = len(post.images)
    for place, image in enumerate(post.images):
        work.step(place, total)
        copy, extension, _ = image.read_clean()
        files.add(f"{place + 1:02d}{extension}", copy, place, image.alt)
    work.step(total, total)
    described = [saved for saved in files.saved if saved.alt.strip()]
    if post.text.strip():
        files.add(TEXT, summed(post.text.encode("utf-8", "backslashreplace")))
    if described:
        lines = "".join(f"{saved.name}: {' '.join(saved.alt.split())}\n" for saved in described)
        files.add(ALT_TEXTS, summed(lines.encode("utf-8", "backslashreplace")))
