"""Making reports where nothing signs, refusing bad places, and the to-do list."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.bangla.workdays import Quarter, quarter_of
from app.errors import Refusal
from app.services.base.clock import stamp
from app.services.base.desk import Desk, open_desk
from app.services.office.accounts import close_account, reopen_account
from app.services.past import answers
from app.services.past.importing import import_history
from app.services.past.views import PastReply
from app.services.posts import aftercare, intake, publication, review
from app.services.record.audit import audit
from app.services.reports import tasks
from app.services.reports.accounts import rotation_figures
from app.services.reports.counting import count
from app.services.reports.making import kept_reports, make
from app.services.reports.merging import read_all
from app.services.reports.rows import rows_behind
from app.services.reports.span import official_accounts, span_of
from app.services.reports.writing import content_bytes, make_report, write_report
from app.services.secrets import rotation
from app.services.secrets.views import RotationForm
from app.values import replace
from app.work import Work
from tests.helpers.downloads import page_files, page_post, put
from tests.services.by_hand import changed
from tests.services.memory_keyring import file_keyring
from tests.services.past.test_matching import approve, approve_form
from tests.services.posts import form
from tests.services.refusals import refused
from tests.services.report_quarter import this_quarter


def test_nothing_goes_out_unsigned_because_of_a_moment(
    tmp_path: Path, desk: Desk, request: pytest.FixtureRequest
) -> None:
    """As with an archive: asked once more, then refused with nothing kept, unless that is meant."""
    quarter = this_quarter()
    with file_keyring(tmp_path / "keyring") as keyring:
        me = request.getfixturevalue("office_of_one")["Rahima"]
        desk.anchor.close()
        keyring.locked = True
        with closing(open_desk(desk.folder.path)) as later:
            out = tmp_path / "report.html"
            assert refused(make_report, later, quarter, out, "bn", me) == "record.leaves_unsigned"
            assert (out.exists(), kept_reports(later)) == (False, ())
            keyring.locked = False
            assert make_report(later, quarter, out, "bn", me).signed
            assert not read_all([out], allow_unsigned=False)[1]
        later.anchor.close()
        keyring.locked = True
        with closing(open_desk(desk.folder.path)) as last:
            [kept] = kept_reports(last)
            again = tmp_path / "again.html"
            assert refused(write_report, last, kept, again, "bn") == "record.leaves_unsigned"
            assert content_bytes(last, kept.content, ".html", "bn", signed=True, unsigned=True)
            meant = make_report(last, quarter, tmp_path / "meant.html", "bn", me, unsigned=True)
            assert not meant.signed
            assert [one.name for one in read_all([tmp_path / "meant.html"], allow_unsigned=False)[1]]


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
        (tmp_path / "none" / "r.pdf", Refusal),
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
    aftercare.correct(desk, draft, "বার ভুল ছিল", me, readers_told=True)
    aftercare.take_down(desk, draft, aftercare.RemovalReason.MISTAKE, "ভুল পোস্ট", me)
    counted = count(desk, quarter)
    assert counted.figure("posts.corrected").rows == counted.figure("posts.taken_down").rows == (draft,)


def test_another_version_is_counted_in_the_quarter_in_which_it_went_out(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    draft = approve(desk, me, "ভূমি মেলা রবিবার শুরু হবে।")
    for n in (1, 2, 3):
        publication.publish(desk, draft, f"https://example.org/{n}", datetime.now(UTC), me)
    begin = span_of(quarter.before()).begin
    changed(
        desk,
        f"UPDATE publication SET at = '{begin}' WHERE id <= 2",
        "UPDATE publication SET version = 2 WHERE id = 2",
    )
    assert count(desk, quarter).figure("posts.corrected").rows == (), "what went out again was known"
    changed(desk, "UPDATE publication SET at = (SELECT at FROM publication WHERE id = 3) WHERE id = 2")
    assert count(desk, quarter).figure("posts.corrected").rows == (draft,)


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


def test_a_quarter_is_over_at_midnight_in_dhaka() -> None:
    quarter = Quarter(2026, 4)
    last, over = (datetime(2026, 12, 31, *at, tzinfo=UTC) for at in ((17, 59), (18, 0)))
    assert span_of(quarter, last).complete is False
    assert span_of(quarter, over).complete is True
    assert [span_of(quarter, at).last_day for at in (last, over)] == [date(2026, 12, 31)] * 2
    assert span_of(quarter, datetime(2026, 11, 5, tzinfo=UTC)).last_day == date(2026, 11, 5)
    assert span_of(quarter).end == stamp(over)
    assert span_of(quarter.before()).end == span_of(quarter).begin


def test_the_time_to_go_out_is_that_of_the_version_approved_and_over_when_it_is_counted(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    """A recount in the next quarter, when another time was given, and a quarter that still runs."""
    me, quarter = office_of_one["Rahima"], this_quarter()
    now = datetime.now(UTC)
    over, to_come = (
        approve_form(desk, me, replace(form(text), schedule=stamp(now + hours)))
        for text, hours in (("ভূমি মেলা রবিবার শুরু।", -timedelta(hours=1)), ("কৃষি মেলা শুরু।", timedelta(hours=1)))
    )
    counted = count(desk, quarter)
    assert counted.figure("posts.unpublished").rows == (over, to_come)
    assert counted.figure("posts.unpublished.late").rows == (over,)
    later = replace(form("ভূমি মেলা পিছিয়েছে।"), schedule=stamp(now + timedelta(days=200)))
    intake.revise(desk, over, later, me)
    assert count(desk, quarter).figure("posts.unpublished.late").rows == (over,)


def test_a_page_out_of_use_is_not_quiet(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    draft = approve(desk, me, "ভূমি মেলা রবিবার শুরু হবে।")
    publication.publish(desk, draft, "https://example.org/1", datetime.now(UTC), me)
    following = quarter_of(quarter.ends + timedelta(days=1))
    end = datetime.combine(following.ends + timedelta(days=1), time(12), UTC)
    days = (following.ends - following.begins).days + 1
    assert count(desk, following, end).value("quiet.longest_days") == days
    close_account(desk, 1, me)
    assert count(desk, following, end).value("quiet.longest_days") is None
    assert count(desk, quarter, end).value("quiet.longest_days") == 0, "it was in use until today"
    reopen_account(desk, 1, me)
    assert count(desk, following, end).value("quiet.longest_days") == days


def test_a_decision_taken_back_is_not_counted(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    draft = approve(desk, me, "ভূমি মেলা রবিবার শুরু হবে।")
    assert count(desk, quarter).figure("posts.approved").rows == (draft,)
    review.undo(desk, draft, me)
    counted = count(desk, quarter)
    assert (counted.value("posts.approved"), counted.value("decision.median_minutes")) == (0, None)
    assert counted.value("posts.unpublished") == 0


def test_a_post_that_a_member_knows_is_not_told_as_nobodys(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me, quarter = office_of_one["Rahima"], this_quarter()
    draft = approve(desk, me, "ভূমি মেলা রবিবার শুরু হবে।")
    soon = int(datetime.now(UTC).timestamp()) + 2
    download = put(tmp_path / "page.zip", page_files(page_post("ভূমি মেলা রবিবার শুরু হবে। আসুন!", soon)))
    import_history(desk, [download], "sample_upeo", me, Work())
    (post,) = count(desk, quarter).figure("unapproved.posts").rows
    answers.answer(desk, post, PastReply.SAME, "শেষে একটি শব্দ যোগ হয়েছে", me, draft_id=draft)
    assert count(desk, quarter).value("unapproved.posts") == 0
    changed(desk, f"UPDATE past_batch SET at = '{span_of(quarter.before()).begin}'")
    assert count(desk, quarter).value("unapproved.posts") is None, "nobody looked in this quarter"


def test_a_task_done_later_was_open_at_the_end_of_its_quarter(desk: Desk, team: dict[str, int]) -> None:
    quarter = this_quarter()
    task = tasks.add_task(desk, quarter.before(), "শর্ত পড়া", "তানভীর", None, team["Rahima"])
    tasks.finish_task(desk, task, team["Rahima"])
    with desk.store.read():
        before, now_ = (
            {one.key: one.rows for one in tasks.task_figures(span_of(one))}
            for one in (quarter.before(), quarter)
        )
    assert before == {"tasks.open": (task,), "tasks.done": ()}
    assert now_ == {"tasks.open": (), "tasks.done": (task,)}


def test_passwords_are_in_time_on_their_day_and_late_after_it(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me, days = office_of_one["Rahima"], timedelta(days=90)
    begun = datetime(2025, 9, 1, 4, tzinfo=UTC)  # before the quarter that is counted
    for account, late in ((1, timedelta()), (2, timedelta(days=1))):
        for at in (begun, begun + days + late):
            rotation.record_change(desk, account, RotationForm(at=at), me)

    def figures(quarter: Quarter, on: datetime | None = None) -> dict[str, int | float | None]:
        with desk.store.read():
            found = rotation_figures(span_of(quarter, on), official_accounts())
        return {one.key.removeprefix("rotations."): one.value for one in found}

    assert figures(Quarter(2025, 4)) == {"done": 2, "in_time": 1, "late": 1, "overdue": 0}
    due = begun + 2 * days  # of the first account: 28 February 2026
    assert figures(Quarter(2026, 1), due)["overdue"] == 0
    assert figures(Quarter(2026, 1), due + timedelta(days=1))["overdue"] == 1
