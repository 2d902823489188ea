"""Approved posts made by code, for archives that tests write, change and verify."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

from app.archive.digest import head_document, post_digest, post_document
from app.archive.minisign import key_id_of
from app.archive.summed import summed
from app.archive.types import (
    ArchivedAct,
    ArchivedDecision,
    ArchivedFinding,
    ArchivedImage,
    ArchivedPost,
    ArchivedPublication,
    ArchiveHeader,
    ChainHead,
)
from app.canonical import canonical
from app.i18n import Bilingual

MADE_AT = "2026-11-24T06:30:00.000000Z"


@dataclass(frozen=True)
class DeskKey:
    """A signer as the desk hands one out, its key made from `seed`."""

    seed: bytes = b"k" * 32

    @property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        return key_id_of(self.public_key)

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data)


def header(signer: DeskKey | None = None, **changes: str) -> ArchiveHeader:
    chain = ChainHead(count=7, hash="ab" * 32, at=MADE_AT)
    if signer is not None:
        signature = signer.sign(canonical(head_document(chain.count, chain.hash, chain.at)))
        chain = ChainHead(
            chain.count,
            chain.hash,
            chain.at,
            base64.b64encode(signature).decode(),
            base64.b64encode(signer.public_key).decode(),
        )
    values = {
        "office_bn": "নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস",
        "office_en": "Sample Upazila Primary Education Office",
        "parent_bn": "প্রাথমিক শিক্ষা অধিদপ্তর",
        "website": "https://primary.sample.gov.bd",
        "made_at": MADE_AT,
        "made_by": "রহিমা খাতুন",
        "program": "Anumodon 0.1.0",
        "since": "2026-07-01",
        "until": "2026-09-30",
        "account": "",
        **changes,
    }
    return ArchiveHeader(chain=chain, **values)


def picture(number: int = 0, size: tuple[int, int] = (640, 360), kind: str = "JPEG") -> bytes:
    """A drawn landscape: sky, hill, field and a person; differs by `number`."""
    width, height = size
    image = Image.new("RGB", size, (190, 214 - number % 40, 230))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, height * 0.8), (width * 0.4, height * 0.3), (width, height * 0.85)], (140, 180, 140))
    draw.rectangle([0, height * 0.8, width, height], (215, 200, 150))
    x, y = width * 0.62, height * 0.42
    draw.ellipse([x - 30, y - 30, x + 30, y + 30], (200, 140, 100))
    draw.rectangle([x - 40, y + 35, x + 40, y + 110], (50, 110, 90))
    out = io.BytesIO()
    image.save(out, kind, quality=85)
    return out.getvalue()


def image(
    data: bytes, name: str = "IMG-20221013-WA0007.jpg", alt: str = "টিকাদান কেন্দ্রে একজন"
) -> ArchivedImage:
    with Image.open(io.BytesIO(data)) as opened:
        width, height = opened.size
        clean = io.BytesIO()
        opened.save(clean, "PNG")
    return ArchivedImage(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="image/jpeg",
        extension=".jpg",
        width=width,
        height=height,
        original_name=name,
        alt=alt,
        read=lambda: summed(data),
        read_clean=lambda: (summed(clean.getvalue()), ".png", "image/png"),
    )


def finding(**changes: object) -> ArchivedFinding:
    values: dict[str, object] = {
        "rule": "politics.vote-appeal",
        "clauses": ("10.c",),
        "severity": "block",
        "title": Bilingual("ভোটের আহ্বান", "Appeal for votes"),
        "why": Bilingual(
            "দলীয় প্রতীক ও ভোটের আহ্বান একই বাক্যে।", "A party symbol and an appeal for votes in one sentence."
        ),
        "start": None,
        "end": None,
        "text": None,
        "image": None,
        "box": None,
        "score": None,
        **changes,
    }
    return ArchivedFinding(**values)  # type: ignore[arg-type]


def post(
    draft_id: int = 1,
    text: str = "ডেঙ্গু প্রতিরোধে বাড়ির আশপাশে জমে থাকা পানি তিন দিনের মধ্যে ফেলে দিন।",
    images: tuple[ArchivedImage, ...] = (),
    **changes: object,
) -> ArchivedPost:
    values: dict[str, object] = {
        "draft_id": draft_id,
        "version": 2,
        "text": text,
        "use": "post",
        "kind": "post",
        "platform": "facebook",
        "account": "@sample.upeo",
        "account_url": "https://www.facebook.com/sample.upeo",
        "purpose": "5.c",
        "sources": ("স্বাস্থ্য অধিদপ্তর, ২০ নভেম্বর ২০২৬",),
        "schedule": "",
        "author": "করিম উদ্দিন",
        "created_at": "2026-11-20T04:00:00.000000Z",
        "approved_at": "2026-11-21T05:30:00.000000Z",
        "important": False,
        "images": images,
        "findings": (),
        "decisions": (
            ArchivedDecision("approve", "রহিমা খাতুন", "moderator", "", "2026-11-21T05:30:00.000000Z", False),
        ),
        "publications": (),
        "rulepack": "2026.1",
        "detectors": {"faces": "yunet-2023mar"},
        **changes,
    }
    document = post_document(
        text=text,
        use=str(values["use"]),
        account=str(values["account"]),
        purpose=str(values["purpose"]),
        sources=values["sources"],  # type: ignore[arg-type]
        alts=[each.alt for each in images],
        schedule=str(values["schedule"]),
        attachments=[each.sha256 for each in images],
    )
    return ArchivedPost(digest=post_digest(document), digest_document=document, **values)  # type: ignore[arg-type]


def rich_post(draft_id: int = 2) -> ArchivedPost:
    """A post with images, findings of each severity with answers, sources and a publication."""
    text = (
        "মাননীয় জেলা প্রশাসক আজ টিকাদান কেন্দ্র পরিদর্শন করেন। আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন। "
        "জেলায় ৯৭% শিশু টিকা পেয়েছে।\n\nবিস্তারিত জানতে ৩৩৩ নম্বরে ফোন করুন।"
    )
    appeal, share = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।", "৯৭% শিশু"
    start, second = text.index(appeal), text.index(share)
    dismissed = {
        "verdict": "dismissed",
        "because": "quoted",
        "reason": "এটি নির্বাচন কমিশনের প্রশিক্ষণের উদ্ধৃতি।",
        "answered_by": "রহিমা খাতুন",
        "answered_at": "2026-11-21T05:10:00.000000Z",
    }
    return post(
        draft_id,
        text,
        (image(picture(1)), image(picture(2), "school.jpg", "বিদ্যালয় ভবন")),
        important=True,
        schedule="2026-11-25T10:30",
        findings=(
            finding(start=start, end=start + len(appeal), text=appeal, **dismissed),
            finding(
                rule="photo.portrait",
                clauses=("7.c",),
                severity="warn",
                title=Bilingual("ব্যক্তিগত ছবি হতে পারে", "May be a personal photo"),
                why=Bilingual("একটি মুখ; মেসেঞ্জারের ফাইল নাম।", "One face; a messenger's file name."),
                image=0,
                box=(358, 112, 78, 78),
                score=0.97,
                **{**dismissed, "verdict": "upheld", "because": "", "reason": "বাবা-মায়ের সম্মতি নেওয়া হয়েছে।"},
            ),
            finding(
                rule="claims.figure",
                clauses=("7.b",),
                severity="note",
                title=Bilingual("সংখ্যার সূত্র দেখুন", "Look at the figure's source"),
                why=Bilingual("“৯৭% শিশু”: সূত্রের সঙ্গে মিলিয়ে নিন।", "“97%”: compare it with its source."),
                start=second,
                end=second + len(share),
                text=share,
            ),
        ),
        publications=(
            ArchivedPublication(
                "https://www.facebook.com/sample.upeo/posts/1", "2026-11-25T04:31:00.000000Z", "করিম উদ্দিন"
            ),
        ),
        not_checked=("ocr",),
        acts=acts(),
    )


def acts() -> tuple[ArchivedAct, ...]:
    """What was done after publication: a proof with a saved page, a correction, a taking-down, a place."""
    page = b"<html>kept</html>"
    out, later = "https://www.facebook.com/sample.upeo/posts/1", "2026-11-26T04:31:00.000000Z"

    def act(row: int, kind: str, **changes: object) -> ArchivedAct:
        values: dict[str, object] = {
            "text": "",
            "reason": "",
            "answer": "",
            "other": None,
            "url": "",
            **changes,
        }
        return ArchivedAct(row, kind, out, later, "করিম উদ্দিন", recorded_at=later, **values)  # type: ignore[arg-type]

    saved = {"file_name": "page.html", "sha256": hashlib.sha256(page).hexdigest(), "size": len(page)}
    return (
        act(1, "proof", text="পাতার লেখা", answer="no", extension=".html", read=lambda: page, **saved),
        act(2, "correction", text="তারিখ ভুল ছিল।", answer="yes", other=4),
        act(3, "elsewhere", url="https://primary.sample.gov.bd/1"),
        act(4, "removal", text="একজনের অনুরোধে।", reason="person"),
    )
