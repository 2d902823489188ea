"""A redacted copy as a bag: what it holds, how it is written, and how it is checked without any data folder.

data/redacted.json  index.html  images/000012-1.jpg
data/redaction-000456.tlog-proof  checkpoint.txt                the event that recorded it, proven
bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  anumodon.pub  ….minisig
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.archive import bag, keys, minisign
from app.archive.contents import Contents
from app.archive.evidence import Proof, note_file, read_note_file, read_proof
from app.archive.foreign_bag import ForeignBag
from app.archive.markup import Html, element, join
from app.archive.minisign import Signer
from app.archive.note import BadNote, Note
from app.archive.output import new_output
from app.archive.reading import Unfit
from app.archive.redaction import Field, Segment, commitment, root_of
from app.archive.seal import Seal
from app.archive.summed import summed
from app.archive.types import ArchivedPost, Problem, Verification
from app.archive.wording import BANGLA, ENGLISH, both, local_time, named, time
from app.bangla.digits import to_bangla
from app.paths import resources
from app.work import Work

FORMAT = "anumodon-redacted 1"
DOCUMENT, PAGE, IMAGES = "data/redacted.json", "data/index.html", "data/images/"
KIND = "archive.redacted"
OPENINGS = "openings"  # in its event: by draft, the kept file that opens what is hidden of it
_LABELS = (
    "account",
    "platform",
    "kind",
    "purpose",
    "image_alt",
    "source",
    "author",
    "created_at",
    "decision_verdict",
    "decision_member",
    "decision_at",
    "decision_reason",
    "publication_url",
    "publication_at",
    "publication_member",
    "act_kind",
    "act_at",
    "act_member",
    "act_text",
    "act_reason",
    "act_url",
)
_MOST = 1 << 26  # bytes of a document
_BLACK = "█████"
Document = Mapping[str, Any]


def segment_document(one: Segment) -> dict[str, object]:
    """A segment as the copy tells it."""
    if one.text is None:
        return {"ground": one.ground, "commitment": one.commitment}
    return {"text": one.text, "salt": one.salt, "commitment": one.commitment}


def commitments(document: Document) -> list[str]:
    """Every commitment of a copy, in order."""
    found = []
    for post in document["posts"]:
        found += [part["commitment"] for field in post["fields"] for part in field["segments"]]
        found += [image["commitment"] for image in post["images"]]
    return found


def write_redacted(
    out: Path, document: Document, images: Mapping[str, bytes], proof: bytes, number: int, note: Note,
    signer: Signer | None, work: Work,
) -> str:  # fmt: skip
    """Write the bag to `out`, a folder or a `.zip` that is not there yet. Returns its digest.

    `images` by file name; `proof` is of event `number`. Raises what `output.new_output` does; `Cancelled`.
    """
    files = {
        DOCUMENT: (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(),
        PAGE: page(document).encode("utf-8", "backslashreplace"),
        f"data/redaction-{number:06d}.tlog-proof": proof,
        bag.CHECKPOINT: note_file(note),
        **{IMAGES + name: data for name, data in sorted(images.items())},
    }
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    info = [
        ("Source-Organization", document["office"]["bn"]),
        ("External-Description", "Redacted copy of approved social-media posts"),
        ("Bagging-Date", local_time(document["made_at"]).date().isoformat()),
        ("Payload-Oxum", bag.oxum(sum(map(len, files.values())), len(files))),
        ("Bag-Software-Agent", document["program"]),
    ]
    tags = {
        bag.DECLARATION: bag.DECLARATION_BYTES,
        bag.BAG_INFO: bag.bag_info(info),
        bag.MANIFEST: bag.manifest(sums),
    }
    if signer is not None:
        tags[bag.PUBLIC_KEY] = minisign.public_key_of(signer).to_bytes()
    listed = bag.manifest({name: hashlib.sha256(data).hexdigest() for name, data in tags.items()})
    with new_output(out, local_time(document["made_at"])) as output:
        for done, (path, data) in enumerate([*files.items(), *tags.items()]):
            work.step(done, len(files) + len(tags))
            output.add(path, summed(data))
        output.add(bag.TAG_MANIFEST, summed(listed))
        if signer is not None:
            signature = minisign.sign(signer, listed, f"file:{bag.TAG_MANIFEST}")
            output.add(bag.SIGNATURE, summed(signature.to_bytes()))
    return bag.archive_digest(listed)


def is_redacted(contents: Contents) -> bool:
    """Whether a bag is a redacted copy."""
    return DOCUMENT in contents.sizes


def verify_redacted(contents: Contents, work: Work, seal: Seal) -> Verification:
    """Whether a copy is whole and signed, its page says what its document does, and the record has it."""
    foreign = ForeignBag(contents, work)
    foreign.check()
    tags = {name: _read(contents, name) for name in (bag.PUBLIC_KEY, bag.TAG_MANIFEST, bag.SIGNATURE)}
    key = seal.check({name: data for name, data in tags.items() if data is not None})
    problems = [*contents.problems, *foreign.problems, *seal.problems]
    document: Document = {}
    try:
        document = json.loads(_read(contents, DOCUMENT) or b"")
        problems += _document_problems(contents, document, key)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        problems.append(Problem("bad_document", DOCUMENT))
    office = document.get("office", {}) if isinstance(document, dict) else {}
    posts = document.get("posts", []) if isinstance(document, dict) else []
    return Verification(
        problems=tuple(dict.fromkeys(problems)),
        posts=len(posts) if isinstance(posts, list) else 0,
        files=sum(path.startswith(bag.PAYLOAD) for path in contents.sizes),
        office_bn=str(office.get("bn", "")) if isinstance(office, dict) else "",
        office_en=str(office.get("en", "")) if isinstance(office, dict) else "",
        made_at=str(document.get("made_at", "")) if isinstance(document, dict) else "",
        signed_by=keys.id_of(key) if key else "",
        fingerprint=keys.fingerprint_of(key) if key else "",
        whose=seal.whose(key),
        digest=bag.archive_digest(tags[bag.TAG_MANIFEST] or b""),
        redactions=_hidden(document) if not problems else 0,
        redacted=True,
    )


def read_document(contents: Contents) -> Document:
    """The document of a copy that was verified."""
    found: Document = json.loads(_read(contents, DOCUMENT) or b"")
    return found


def unlike_original(
    document: Document, posts: Mapping[int, tuple[ArchivedPost, list[Field]]]
) -> list[Problem]:
    """What a copy shows otherwise than the archive does: `posts` by number, each with its fields."""
    found = []
    for shown_post in document["posts"]:
        draft = int(shown_post["draft"])
        if draft not in posts:
            found.append(Problem("redacted_not_there", DOCUMENT, str(draft)))
            continue
        post, fields = posts[draft]
        known = {field.place: field.text for field in fields}
        places = [field["place"] for field in shown_post["fields"]]
        if places != list(known):
            found.append(Problem("redacted_differs", DOCUMENT, f"{draft}"))
        for field in shown_post["fields"]:
            if not _fits(known.get(field["place"], ""), field["segments"]):
                found.append(Problem("redacted_differs", DOCUMENT, f"{draft} {field['place']}"))
        for image in shown_post["images"]:
            place = int(image["position"])
            there = place < len(post.images)
            if not there or ("sha256" in image and image["sha256"] != post.images[place].sha256):
                found.append(Problem("redacted_differs", DOCUMENT, f"{draft} image.{place}"))
        if len(shown_post["images"]) != len(post.images):
            found.append(Problem("redacted_differs", DOCUMENT, f"{draft} images"))
    return found


def _fits(text: str, segments: Sequence[Document]) -> bool:
    """Whether what is shown stands in the text in that order, with something hidden in between."""
    place, gap = 0, False
    for number, one in enumerate(segments):
        if "text" not in one:
            gap = True
            continue
        shown = str(one["text"])
        last = number == len(segments) - 1
        at = len(text) - len(shown) if gap and last else text.find(shown, place + gap) if gap else place
        if at < place + gap or text[at : at + len(shown)] != shown:
            return False
        place, gap = at + len(shown), False
    return place < len(text) if gap else place == len(text)


def _document_problems(contents: Contents, document: Document, key: bytes) -> list[Problem]:
    found = []
    if document["format"] != FORMAT:
        return [Problem("other_format", DOCUMENT, str(document["format"])[:40])]
    for post in document["posts"]:
        for field in post["fields"]:
            for index, one in enumerate(field["segments"]):
                if "text" in one and one["commitment"] != commitment(
                    bytes.fromhex(one["salt"]), post["draft"], field["place"], index, one["text"]
                ):
                    found.append(Problem("commitment", DOCUMENT, f"{post['draft']} {field['place']}"))
        for image in post["images"]:
            found += _image_problems(contents, post["draft"], image)
    if root_of(commitments(document)) != document["root"]:
        found.append(Problem("commitment", DOCUMENT, "root"))
    if _read(contents, PAGE) != page(document).encode("utf-8", "backslashreplace"):
        found.append(Problem("index_other", PAGE))
    return [*found, *_proof_problems(contents, document, key)]


def _image_problems(contents: Contents, draft: int, image: Document) -> list[Problem]:
    if "sha256" not in image:
        return []
    file = f"{bag.PAYLOAD}{image['file']}"
    made = commitment(
        bytes.fromhex(image["salt"]), draft, f"image.{image['position']}.file", 0, image["sha256"]
    )
    data = _read(contents, file)
    if made != image["commitment"]:
        return [Problem("commitment", DOCUMENT, f"{draft} image.{image['position']}")]
    same = data is not None and hashlib.sha256(data).hexdigest() == image["copy_sha256"]
    return [] if same else [Problem("image_differs", file)]


def _proof_problems(contents: Contents, document: Document, key: bytes) -> list[Problem]:
    names = [path for path in contents.sizes if path.startswith("data/redaction-")]
    if len(names) != 1:
        return [Problem("proof_missing", DOCUMENT, "1")]
    try:
        proof: Proof = read_proof(_read(contents, names[0]) or b"")
        note, point = read_note_file(_read(contents, bag.CHECKPOINT) or b"")
    except (BadNote, Unfit):
        return [Problem("proof_broken", names[0])]
    columns = proof.event.columns()
    body = columns["body"]
    recorded = isinstance(body, dict) and body.get("root") == document["root"] and columns["kind"] == KIND
    if note_file(proof.note) != note_file(note) or not proof.holds():
        return [Problem("proof_broken", names[0])]
    if not recorded:
        return [Problem("proof_differs", names[0])]
    if key and note.signature_of(point.key(key)) is None:
        return [Problem("checkpoint_signature", bag.CHECKPOINT)]
    return []


def _hidden(document: Document) -> int:
    return sum(
        "ground" in part
        for post in document["posts"]
        for part in [*post["images"], *(one for field in post["fields"] for one in field["segments"])]
    )


def _read(contents: Contents, path: str) -> bytes | None:
    if contents.sizes.get(path, _MOST + 1) > _MOST:
        return None
    return b"".join(contents.chunks(path))


def page(document: Document) -> str:
    """The copy as a person reads it: black boxes that have nothing under them, and the list of grounds."""
    office = document["office"]
    rows = [
        (both("redacted_page.made_at"), time(document["made_at"])),
        (both("redacted_page.made_by"), document["made_by"] or "—"),
        (both("redacted_page.request"), document["request"] or "—"),
    ]
    grounds = [element("li", ground, dir="auto") for ground in document["grounds"]]
    body = element(
        "body",
        element(
            "header",
            element("p", both("redacted_page.title"), class_="kind"),
            element("h1", office["bn"]),
            element("p", office["en"], lang="en", class_="office-en") if office["en"] else "",
            _facts(rows),
            element("h2", both("redacted_page.grounds")),
            element("ol", *grounds) if grounds else element("p", both("redacted_page.nothing")),
            class_="cover",
        ),
        element("main", *map(_post, document["posts"])),
        element(
            "footer",
            element("p", BANGLA("redacted_page.how")),
            element("p", ENGLISH("redacted_page.how"), lang="en", class_="en"),
        ),
    )
    style = (resources() / "styles" / "archive.css").read_text(encoding="utf-8")
    black = ".black{background:#000;color:#000;border-radius:2px}.black+sup{font-weight:600}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{office['bn']} · {BANGLA('redacted_page.title')}"),
        element("style", Html(style + black)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='bn')}\n"


def _post(post: Document) -> Html:
    fields = {field["place"]: field["segments"] for field in post["fields"]}
    text = _segments(fields.pop("text", ()))
    rows = [(_label(place), _segments(parts)) for place, parts in fields.items()]
    return element(
        "article",
        element("header", element("h2", both("redacted_page.post"), " ", to_bangla(str(post["draft"])))),
        element("div", text, class_="text", dir="auto"),
        element("div", *map(_image, post["images"]), class_="figures") if post["images"] else "",
        _facts(rows),
    )


def _label(place: str) -> Html:
    parts = [part for part in place.split(".") if not part.isdigit()]
    name = "_".join(parts)
    return named("redacted_page.field", name) if name in _LABELS else join(place)


def _facts(rows: Sequence[tuple[str, str]]) -> Html:
    return element(
        "dl", *(part for name, value in rows for part in (element("dt", name), element("dd", value)))
    )


def _segments(parts: Sequence[Document]) -> Html:
    return join(*(_black(part) if "text" not in part else str(part["text"]) for part in parts))


def _black(part: Document) -> Html:
    number = to_bangla(str(int(part["ground"]) + 1))
    return join(element("span", _BLACK, class_="black"), element("sup", f"[{number}]"))


def _image(image: Document) -> Html:
    if "file" not in image:
        return element("figure", _black(image), element("figcaption", both("redacted_page.image_hidden")))
    return element("figure", element("img", src=image["file"], alt="", loading="lazy"))
