"""After publication by command: proof, correction, taking down, other addresses, and the calendar's files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.bangla.dates import local
from tests.cli.conftest import Anumodon

ME = ("--member", "Rahima")


def test_what_is_done_after_publication(office: Anumodon, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text("ভূমি মেলা রবিবার শুরু।", encoding="utf-8")
    post = str(office("intake", tmp_path / "post.txt", *ME, "--json").json["posts"][0]["draft"])
    office("mend", post, "--account", "sample", *ME)
    assert office("proof", post, "--text", tmp_path / "post.txt", *ME).status == 2, "it is not out"
    assert office("decide", post, "approve", *ME).status == 0
    now = local(datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M")
    out = office("publish", post, "--url", "facebook.com/1", "--at", now, *ME, "--json")
    assert out.json["url"] == "https://facebook.com/1"

    same = office("proof", post, "--text", "-", *ME, "--json", stdin="ভূমি মেলা রবিবার শুরু। \r\n")
    assert (same.status, same.json["equal"]) == (0, True)
    other = office("proof", post, "--text", "-", *ME, stdin="ভূমি মেলা সোমবার শুরু।")
    assert other.status == 1, "the answer is no"
    assert office("proof", post, *ME).status == 2
    assert office("correct", post, "--wrong", "বার", "--readers-told", "yes", *ME).status == 0
    assert office("elsewhere", post, "--url", "sample.gov.bd/1", *ME).status == 0
    assert office("takedown", post, "--reason", "order", *ME).status == 2, "which order"
    assert office("takedown", post, "--reason", "order", "--note", "স্মারক ১২", *ME).status == 0
    assert office("takedown", post, "--reason", "expired", *ME).status == 2
    assert office("audit", "--json").json["ok"]

    saved = office("calendar", tmp_path / "posts.ics", "--json")
    assert [one["standing"] for one in saved.json["posts"]] == ["published"]
    assert (tmp_path / "posts.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert office("calendar", tmp_path / "posts.ics").status == 2, "nothing is overwritten"
