"""The whole job on real input: 300 posts of news with photographs, from intake to a verified archive.

`python -m tests.eval.real_input --shared DIR --out DIR` leaves posts, data folder and archives in OUT. The
archive is signed where a keyring is: for that, run it under `tests/helpers/with_keyring.sh`.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bagit

from app.archive.bag import PUBLIC_KEY, TAG_MANIFEST
from app.checks.photo.faces import FOUND
from app.checks.types import Severity
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Outcome
from app.services.checking import draft_checks
from app.services.posts import archive, intake, queue, verifying
from app.services.posts.views import DraftView
from app.services.record.audit import audit
from app.work import Work
from tests.eval.office import open_office
from tests.eval.photos import tell_faces
from tests.eval.real_decisions import anumodon, decide, decide_by_command
from tests.eval.real_posts import choose, write
from tests.eval.shared import Photo, Shared

Speeds = dict[str, float]  # posts per second of each stage, in order

ARCHIVES = ("archive", "archive.zip")


def report_real_input(news: Sequence[str], photos: Sequence[Photo], out: Path) -> None:
    """Do the job into the folder `out` and print what came of it. Raises where a step fails."""
    posts = choose(news, photos)
    pictured = sum(post.photo is not None for post in posts)
    print(f"\n== Real input: {len(posts)} posts, {pictured} with a photograph ==")
    paths = write(posts, out / "posts")
    data, speeds = out / "data", Speeds()
    desk = open_office(data)
    try:
        speeds |= take_in(desk, paths)
        again = Counter(line.outcome for line in intake.take_in(desk, paths, None, Work()))
        print(f"the same once more: {again[Outcome.ALREADY]} already here, {again[Outcome.TAKEN]} taken in")
        speeds |= check(desk)
        drafts = [queue.draft(desk, id_) for id_ in sorted(queue.ids(desk, None))]
    finally:
        desk.close()
    tell_alarms(drafts)
    tell_faces(faces_of(drafts, photos))
    by_command = decide_by_command(data)
    desk = open_desk(data)
    try:
        decide(desk)
        counted = ", ".join(f"{state} {n}" for state, n in queue.counts(desk).items() if n)
        print(f"decided: {counted}; {by_command} of them by command")
        for name in ARCHIVES:
            speeds |= export_and_verify(desk, out / name)
        record = audit(desk, Work())
        print(f"audit: {record.events} events, {'sound' if record.ok else record.problems}")
    finally:
        desk.close()
    for name in ARCHIVES:  # unsigned where there is no keyring
        verified = anumodon(data, "verify", out / name, "--allow-unsigned")
        print(f"anumodon verify {name}: ok {verified['ok']}")
    print(f"anumodon audit: ok {anumodon(data, 'audit')['ok']}")
    tell_other_tools(out / ARCHIVES[0])
    print("posts a second:", ", ".join(f"{stage} {rate:,.0f}" for stage, rate in speeds.items()))


def take_in(desk: Desk, paths: Sequence[Path]) -> Speeds:
    """Take everything in and say what was refused."""
    started = time.perf_counter()
    lines = intake.take_in(desk, paths, None, Work())
    seconds = time.perf_counter() - started
    for line in lines:
        if line.outcome is Outcome.REFUSED:
            print(f"refused: {line.origin}: {line.reason}")
    outcomes = Counter(line.outcome for line in lines)
    print("intake:", ", ".join(f"{outcome} {n}" for outcome, n in outcomes.items()))
    return {"intake": len(lines) / seconds}


def check(desk: Desk) -> Speeds:
    """Check every draft that waits for it. The rule pack is loaded before, as in an open window."""
    assert desk.pack_holder.pack.rules
    waiting = draft_checks.waiting(desk)
    started = time.perf_counter()
    for draft_id in waiting:
        draft_checks.check_draft(desk, draft_id, Work())
    return {"check": len(waiting) / (time.perf_counter() - started)}


def export_and_verify(desk: Desk, target: Path) -> Speeds:
    """Export everything approved to `target`, a folder or a zip, and verify it."""
    kind = "zip" if target.suffix == ".zip" else "folder"
    started = time.perf_counter()
    written = archive.export(desk, target, work=Work())
    exported = time.perf_counter()
    found = verifying.verify(target, Work(), allow_unsigned=True)
    verified = time.perf_counter()
    print(
        f"{kind}: {written.posts} posts, {written.files} files, {written.size / 1e6:.1f} MB, "
        f"{'signed' if written.signed else 'unsigned: no keyring'}; "
        f"verify: {'ok' if found.ok else found.problems}"
    )
    return {
        f"export to {kind}": written.posts / (exported - started),
        f"verify {kind}": found.posts / (verified - exported),
    }


def tell_alarms(drafts: Sequence[DraftView]) -> None:
    """Print on how many posts each rule gave a warning or a block."""
    alarms = [
        {finding.rule for finding in draft.findings if finding.severity is not Severity.NOTE}
        for draft in drafts
    ]
    rules = Counter(rule for rules in alarms for rule in rules)
    print(f"warn or block on {sum(map(bool, alarms))} of {len(drafts)} posts:")
    for rule, n in rules.most_common():
        print(f"  {rule:34}{n:5}")


def faces_of(drafts: Sequence[DraftView], photos: Sequence[Photo]) -> list[tuple[Photo, int]]:
    """Each photograph of the drafts with how many faces the checks boxed for sure."""
    by_name = {photo.path.name: photo for photo in photos}
    return [
        (
            by_name[draft.version.attachments[0].original_name],
            sum(finding.score is not None and finding.score >= FOUND for finding in draft.findings),
        )
        for draft in drafts
        if draft.version.attachments
    ]


def tell_other_tools(bag: Path) -> None:
    """Hold the archive against the Library of Congress's `bagit` and, where it is signed, `minisign`."""
    bagit.Bag(str(bag)).validate()
    print("bagit: valid")
    if (bag / PUBLIC_KEY).exists():
        command = ["minisign", "-V", "-q", "-m", bag / TAG_MANIFEST, "-p", bag / PUBLIC_KEY]
        subprocess.run(command, check=True)
        print("minisign: the signature is good")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.eval.real_input", description="The job on real input."
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder that does not exist yet")
    options = parser.parse_args()
    shared = Shared(options.shared)
    news, photos = shared.news, shared.photos
    if news is None or photos is None:
        parser.error("the shared folder lacks news passages or photographs")
    options.out.mkdir(parents=True)
    report_real_input(news, photos, options.out)


if __name__ == "__main__":
    main()
