"""Making reports where nothing signs, refusing bad places, and the to-do list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import MissingEnvironment, Refusal
from app.services.base.desk import Desk
from app.services.past.importing import import_history
from app.services.posts import aftercare, publication
from app.services.record.audit import audit
from app.services.reports import tasks
from app.services.reports.counting import count
from app.services.reports.making import kept_reports, make
from app.services.reports.merging import read_all
from app.services.reports.rows import rows_behind
from app.services.reports.writing import make_report, write_report
from app.work import Work
from tests.helpers.downloads import page_files, page_post, put
from tests.services.past.test_matching import approve
from tests.services.report_quarter import this_quarter


def test_without_a_keyring_a_report_says_that_it_is_not_signed(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    out = tmp_path / "r.html"
    made = make_report(desk, this_quarter(), out, "bn", office_of_one["Rahima"])
    assert not made.signed
    assert "স্বাক্ষর নেই" in out.read_text(encoding="utf-8")
    assert read_all([out])[1][0].reason.key == "report.unsigned"
    assert len(read_all([out], allow_unsigned=True)[0]) == 1


def test_nothing_is_overwritten_and_nothing_kept_for_a_bad_place(
    desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"mine")
    for out, refusal in (
        (taken, Refusal),
        (tmp_path / "r.doc", Refusal),
        (tmp_path / "none" / "r.pdf", MissingEnvironment),
    ):
        with pytest.raises(refusal):
            make_report(desk, this_quarter(), out, "bn", team["Rahima"])
    with pytest.raises(Refusal):
        make_report(desk, this_quarter(), tmp_path / "r.pdf", "bn", team["Jamal"])
    with pytest.raises(Refusal) as problem:
        make_report(desk, this_quarter(), tmp_path / "r.pdf", "bn", team["Rahima"], "38.01.678")
    assert problem.value.params["part"] == 3
    assert taken.read_bytes() == b"mine"
    assert kept_reports(desk) == ()
    made = make(desk, this_quarter(), team["Rahima"])
    write_report(desk, made, tmp_path / "r.pdf", "en")
    assert (tmp_path / "r.pdf").exists()


def test_what_nobody_approved_is_known_once_a_download_was_brought_in(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    assert count(desk, quarter).value("unapproved.posts") is None
    approve(desk, me, "ভূমি মেলা রবিবার শুরু হবে।")
    soon = int(datetime.now(UTC).timestamp()) + 2  # after the first approval, in the same quarter
    texts = ("ভূমি মেলা রবিবার শুরু হবে।", "কেউ দেখেনি এমন পোস্ট এটি।")
    download = put(tmp_path / "page.zip", page_files(*(page_post(text, soon) for text in texts)))
    import_history(desk, [download], "sample_upeo", me, Work())
    figure = count(desk, quarter).figure("unapproved.posts")
    (row,) = rows_behind(desk, figure.of, figure.rows, "bn")
    assert (figure.value, row.text) == (1, "কেউ দেখেনি এমন পোস্ট এটি।")


def test_corrections_and_takings_down_are_counted(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    for text in ("ভূমি মেলা রবিবার শুরু হবে।", "কৃষি মেলা সোমবার শুরু হবে।"):
        draft = approve(desk, me, text)
        publication.publish(desk, draft, f"https://example.org/{draft}", datetime.now(UTC), me)
    aftercare.correct(desk, draft, "বার ভুল ছিল", me, told=True)
    aftercare.take_down(desk, draft, aftercare.RemovalReason.MISTAKE, "ভুল পোস্ট", me)
    counted = count(desk, quarter)
    assert counted.figure("posts.corrected").rows == counted.figure("posts.taken_down").rows == (draft,)


def test_a_task_goes_on_until_it_is_done(desk: Desk, team: dict[str, int]) -> None:
    quarter = this_quarter()
    task = tasks.add_task(desk, quarter.before(), "শর্ত পড়া", "তানভীর", None, team["Rahima"])
    tasks.add_task(desk, quarter, "সভা", "নাসরিন", None, team["Rahima"])
    assert [(one.text, one.carried) for one in tasks.tasks(desk, quarter)] == [
        ("শর্ত পড়া", True),
        ("সভা", False),
    ]
    tasks.finish_task(desk, task, team["Rahima"])
    assert [one.done for one in tasks.tasks(desk, quarter)] == [True, False]
    with pytest.raises(Refusal):
        tasks.finish_task(desk, task, team["Rahima"])
    with pytest.raises(Refusal):
        tasks.add_task(desk, quarter, "সভা", "নাসরিন", None, team["Jamal"])
    assert audit(desk, Work()).problems == ()
