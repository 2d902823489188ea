"""Measures speed: `python -m tests.bench --shared DIR`. Read the ratios: milliseconds are this machine's."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.services.base.rule_pack import rule_pack
from tests.bench.checks import bench_images, bench_pack, bench_text
from tests.bench.job import bench_job
from tests.bench.startup import bench_startup
from tests.eval.shared import Shared


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed, beside baselines.")
    parser.add_argument("--shared", type=Path, required=True)
    options = parser.parse_args()
    shared = Shared(options.shared)
    news, photos = shared.news, shared.photos
    print(f"{'ours / baseline, medians':44}{'ours':>14}{'baseline':>14}{'ratio':>9}")
    bench_startup()
    bench_pack()
    if news is not None:
        bench_text(news, rule_pack().pack)
    if photos is not None:
        bench_images(photos)
    if news is None or photos is None:
        print(f"Skipped what needs real texts and photographs: not in {options.shared}.")
    else:
        bench_job(news, photos)


if __name__ == "__main__":
    main()
