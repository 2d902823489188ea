"""Measures speed: `python -m tests.bench [--shared DIR]`. Read ratios: milliseconds are this machine's."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.services.base.rule_pack import rule_pack
from tests.bench.checks import POSTS, bench_images, bench_pack, bench_text, long_posts
from tests.bench.exporting import POSTS as EXPORTED
from tests.bench.exporting import bench_export
from tests.bench.growth import SERVER_SIZES, bench_growth, folder_size
from tests.bench.job import bench_job
from tests.bench.long_texts import bench_hung, bench_own_terms
from tests.bench.reading import EVENTS, bench_reading
from tests.bench.record import EVENTS as AUDITED
from tests.bench.record import bench_audit
from tests.bench.startup import bench_startup
from tests.eval.shared import Shared

# The whole of it is to end within some twenty minutes on a quiet machine of two cores, folders written anew.
SIZES = (1_000, 3_000, 20_000)  # `make bench-growth` has five times as many


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed, beside baselines.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="real texts and photographs")
    parser.add_argument("--events", type=int, default=EVENTS, help="in the record that is audited")
    parser.add_argument("--audited", type=int, default=AUDITED, help="events of the record kept in build/")
    parser.add_argument(
        "--sizes", type=folder_size, nargs="+", default=SIZES, help="posts of growing folders"
    )
    parser.add_argument(
        "--server-sizes", type=folder_size, nargs="+", default=SERVER_SIZES, help="the same on a server"
    )
    parser.add_argument("--exported", type=int, default=EXPORTED, help="posts of the export")
    options = parser.parse_args()
    bench_startup()
    bench_reading(options.events)
    bench_audit(options.audited)
    bench_growth(options.sizes)
    bench_export(options.exported)
    bench_growth(options.server_sizes, server=True)
    shared = Shared(options.shared)
    news, photos = shared.news, shared.photos
    print(f"\n{'ours / baseline, medians':44}{'ours':>14}{'baseline':>14}{'ratio':>9}")
    bench_pack()
    if news is not None:
        pack = rule_pack().pack
        bench_text(news, pack)
        bench_own_terms(long_posts(news, POSTS)[0], pack)
        bench_hung(pack)
    if photos is not None:
        bench_images(photos)
    if news is not None and photos is not None:
        bench_job(news, photos)
    else:
        left_out = [
            *(["checking real texts"] if news is None else []),
            *(["checking real photographs"] if photos is None else []),
            "the whole job with both",
        ]
        print(f"Left out, since {options.shared} has no data for it: {', '.join(left_out)}.")


if __name__ == "__main__":
    main()
