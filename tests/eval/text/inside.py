"""Violations put inside long clean notices: `python -m tests.eval.text.inside test` (or `dev`).

An exception that looks anywhere in a post is cheap to write and silences a rule in every long notice. The
direct Bangla violations of a part, each behind the first sentence of one of its longest clean posts, tell.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import cycle

from app.bangla.words import sentence_spans
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts
from app.services.base.rule_pack import rule_pack
from tests.eval.text.load import Part, Post, load
from tests.eval.text.score import ALARMS

HOSTS = 25


def put_inside(sentence: str, host: str) -> tuple[int, str]:
    """A post with a sentence added behind its first one, and where it begins there."""
    first = sentence_spans(host)[0][1]
    before = host[:first].rstrip() + " "
    return len(before), f"{before}{sentence.rstrip(' ।')}। {host[first:].lstrip()}"


def report_inside(posts: Sequence[Post], pack: RulePack) -> None:
    """Print how many are caught alone, and how many at their place within a notice."""
    bangla = [post for post in posts if post.script == "bangla"]
    hosts = sorted((post.text for post in bangla if post.clean), key=len)[-HOSTS:]
    guests = [post.text for post in bangla if post.kind == "direct"]
    alone = sum(_caught(text, 0, len(text), pack) for text in guests)
    inside = 0
    for guest, host in zip(guests, cycle(hosts), strict=False):
        start, text = put_inside(guest, host)
        inside += _caught(text, start, start + len(guest), pack)
    print(
        f"\n== {len(guests)} direct violations: caught alone {alone / len(guests):.0%}, inside "
        f"clean notices of {len(hosts[0])} to {len(hosts[-1])} characters {inside / len(guests):.0%} =="
    )


def _caught(text: str, start: int, end: int, pack: RulePack) -> bool:
    return any(
        finding.severity in ALARMS
        and (finding.start is None or (finding.start < end and start < (finding.end or 0)))
        for finding in check_text(text, PostFacts(), pack).findings
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.eval.text.inside", description=__doc__)
    parser.add_argument("part", choices=list(Part), type=Part)
    report_inside(load(parser.parse_args().part), rule_pack().pack)


if __name__ == "__main__":
    main()
