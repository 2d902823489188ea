"""How well the photo checks do on labelled photographs: `python tests/eval/photos.py --photos DIR`.

DIR holds `labels.csv` (split, file, kind, faces_label) and the folders `people`, `no_people` and `hard`.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.checks.photo.engine import check_photo
from app.checks.photo.faces import MODEL_NAME, FaceFinder
from app.checks.types import Finding, Use
from app.errors import Refusal
from app.media.decoder import Decoder
from app.paths import resources


@dataclass(frozen=True)
class Result:
    split: str
    file: str
    kind: str
    label: str
    findings: tuple[Finding, ...]

    @property
    def certain(self) -> int:
        return sum(finding.score is not None and finding.score >= 0.8 for finding in self.findings)

    @property
    def severities(self) -> set[str]:
        return {finding.severity for finding in self.findings}


def check(photos: Path, use: Use) -> list[Result]:
    results = []
    finder = FaceFinder(resources() / "models" / MODEL_NAME)
    with Decoder() as decoder, (photos / "labels.csv").open(encoding="utf-8", newline="") as labels:
        for row in csv.DictReader(labels):
            data = (photos / row["split"] / row["file"]).read_bytes()
            try:
                report = check_photo(decoder.inspect(data, row["file"]), row["file"], use, finder)
            except Refusal as refusal:
                print("refused:", refusal)
                continue
            results.append(
                Result(row["split"], row["file"], row["kind"], row["faces_label"], report.findings)
            )
    return results


def tell(results: list[Result], use: Use) -> None:
    print(f"\n== as {use} ==")
    for split in ("people", "no_people", "hard"):
        mine = [result for result in results if result.split == split]
        if not mine:
            continue
        raised = Counter(severity for result in mine for severity in result.severities)
        some = sum(bool(result.findings) for result in mine)
        print(
            f"{split}: {len(mine)} images, any finding {some}",
            *(f"{k} {n}" for k, n in sorted(raised.items())),
        )
    people = [result for result in results if result.split == "people"]
    kinds = Counter(result.kind for result in people)
    for kind, total in sorted(kinds.items()):
        warned = sum(result.kind == kind and bool(result.severities & {"warn", "block"}) for result in people)
        print(f"  {kind}: warn or block on {warned} of {total}")
    counted = [result for result in people if result.label.isdigit()]
    labelled = sum(int(result.label) for result in counted)
    found = sum(min(result.certain, int(result.label)) for result in counted)
    extra = sum(max(0, result.certain - int(result.label)) for result in counted)
    print(f"faces in counted images: {found} of {labelled} boxed at 0.8 or more, {extra} beyond the label")
    print(
        "images off their label:",
        *(f"{r.file} {r.certain}/{r.label}" for r in counted if r.certain != int(r.label)),
    )
    for result in results:
        if result.split == "hard" or (result.split == "no_people" and result.findings):
            told = ", ".join(f"{f.rule} {f.severity} {f.score}" for f in result.findings[:3]) or "nothing"
            print(f"  {result.split} {result.file}: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--use", type=Use, choices=list(Use), nargs="+", default=[Use.BANNER, Use.POST])
    options = parser.parse_args()
    for use in options.use:
        started = time.perf_counter()
        results = check(options.photos, use)
        tell(results, use)
        print(f"{len(results) / (time.perf_counter() - started):.1f} images a second")


if __name__ == "__main__":
    main()
