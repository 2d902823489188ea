"""Measures the checks on real texts and photographs: `python -m tests.eval --shared DIR`.

DIR is a folder with `data/text` and `data/photos`; what is not there is skipped with a line that says so.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.checks.text.pack import load_pack
from app.services.base.rule_pack import rule_pack
from tests.eval.banners import report_banners
from tests.eval.blurred import report_blurred
from tests.eval.collages import report_collages
from tests.eval.further import report_further
from tests.eval.known import report_known
from tests.eval.logos import report_logos
from tests.eval.news import LINES, chosen, report_comments, report_news
from tests.eval.people import official_lines, report_people
from tests.eval.photos import report_photos
from tests.eval.real_input import report_real_input
from tests.eval.shared import Photo, Shared
from tests.eval.small_faces import report_small_faces
from tests.eval.text.inside import report_inside
from tests.eval.text.load import Part, load
from tests.eval.text.score import report, score, with_pack
from tests.eval.wide import report_wide

PARTS = ("written", "text", "photos", "wide", "further", "small", "collages", "banners", "job")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description="Misses and false alarms.")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--lines", choices=LINES, default="reported", help="which passages of the news")
    parser.add_argument("--rulepack", type=Path, help="another rule pack's folder, to compare")
    options = parser.parse_args()
    shared = Shared(options.shared)
    news, comments, photos = shared.news, shared.comments, shared.photos
    missing = [
        name
        for name, part in (("news passages", news), ("hateful comments", comments), ("photographs", photos))
        if part is None
    ]
    if missing:
        print(f"Skipped, not in {options.shared}: {', '.join(missing)}.")
    pack = load_pack(options.rulepack) if options.rulepack else rule_pack().pack
    if "written" in options.only:
        for part in (Part.TEST, Part.HARD):
            title = f"Written posts, {part}, rule pack {pack.version}"
            report(score(load(part), with_pack(pack)), title, texts=False)
        report_inside(load(Part.TEST), pack)
    if "text" in options.only:
        if news is not None:
            report_news(chosen(news, options.lines), pack)
        report_people(official_lines(options.shared), pack)
        if comments is not None:
            report_comments(comments, load(Part.TEST), pack)
    if photos is not None:
        _report_images(photos, options.only)
    if "banners" in options.only:
        report_banners()
        report_logos()
    if "job" in options.only and news is not None and photos is not None:
        with tempfile.TemporaryDirectory() as out:
            report_real_input(news, photos, Path(out))


def _report_images(photos: Sequence[Photo], only: Sequence[str]) -> None:
    if "photos" in only:
        report_photos(photos)
        report_known(photos)
        report_blurred(photos)
    for part, report_part in (
        ("wide", report_wide),
        ("further", report_further),
        ("small", report_small_faces),
        ("collages", report_collages),
    ):
        if part in only:
            report_part(photos)


if __name__ == "__main__":
    main()
