"""How well the photo checks do on labelled photographs, as banner and as post."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.faces import FOUND
from app.checks.types import Finding, Use
from app.errors import Refusal
from app.media.decoder import Decoder
from app.services.base.detectors import detectors
from tests.eval.shared import Photo


@dataclass(frozen=True, slots=True)
class Result:
    photo: Photo
    findings: tuple[Finding, ...]

    @property
    def certain(self) -> int:
        """How many faces were boxed for sure."""
        return sum(finding.score is not None and finding.score >= FOUND for finding in self.findings)

    @property
    def severities(self) -> set[str]:
        return {finding.severity for finding in self.findings}


def report_photos(photos: Sequence[Photo]) -> None:
    """Print what was found on every kind of photograph, and faces against the labels."""
    looking = detectors()
    with Decoder() as decoder:
        for use in (Use.BANNER, Use.POST):
            started = time.perf_counter()
            results = _check(photos, use, decoder, looking)
            rate = len(results) / (time.perf_counter() - started)
            print(f"\n== Photographs as {use}: {len(results)}, {rate:.1f} a second ==")
            _tell(results)


def _check(photos: Sequence[Photo], use: Use, decoder: Decoder, looking: Detectors) -> list[Result]:
    results = []
    for photo in photos:
        try:
            inspection = decoder.inspect(photo.path.read_bytes(), photo.path.name)
        except Refusal as refusal:
            print(f"refused: {photo.path.name}: {refusal}")
            continue
        results.append(Result(photo, check_photo(inspection, photo.path.name, use, looking).findings))
    return results


def _tell(results: Sequence[Result]) -> None:
    for split in ("people", "no_people", "hard"):
        mine = [result for result in results if result.photo.split == split]
        raised = Counter(severity for result in mine for severity in result.severities)
        told = ", ".join(f"{severity} on {n}" for severity, n in sorted(raised.items())) or "nothing"
        print(f"{split}: {len(mine)} images, {told}")
    people = [result for result in results if result.photo.split == "people"]
    for kind, total in sorted(Counter(result.photo.kind for result in people).items()):
        alarmed = sum(r.photo.kind == kind and bool(r.severities & {"warn", "block"}) for r in people)
        print(f"  {kind}: warn or block on {alarmed} of {total}")
    tell_faces([(result.photo, result.certain) for result in people])
    for result in results:
        if result.photo.split == "hard" or (result.photo.split == "no_people" and result.findings):
            told = (
                ", ".join(f"{f.rule} {f.severity} {f.score or ''}" for f in result.findings[:3]) or "nothing"
            )
            print(f"  {result.photo.path.name}: {told}")


def tell_faces(found: Sequence[tuple[Photo, int]]) -> None:
    """Print how many labelled faces were boxed for sure, and which images differ from their label."""
    counted = [(photo, boxed, photo.faces) for photo, boxed in found if photo.faces is not None]
    labelled = sum(faces for _, _, faces in counted)
    right = sum(min(boxed, faces) for _, boxed, faces in counted)
    extra = sum(max(0, boxed - faces) for _, boxed, faces in counted)
    print(f"faces: {right} of {labelled} on {len(counted)} counted images boxed, {extra} beyond the labels")
    off = [f"{photo.path.name} {boxed}/{faces}" for photo, boxed, faces in counted if boxed != faces]
    print("  off their label:", ", ".join(off) or "none")
