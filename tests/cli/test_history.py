"""`history` as a script runs it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon
from tests.helpers.downloads import WHEN, page_files, page_post, put


def test_import_compare_check_and_answer(office: Anumodon, tmp_path: Path) -> None:
    posts = (page_post("কৃষি মেলা শুরু।", WHEN), page_post("আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।", WHEN + 5))
    path = put(tmp_path / "page.zip", page_files(*posts))
    given = ("history", "import", path, "--account", "sample", "--member", "Rahima", "--json")
    taken = office(*given)
    assert taken.status == 0, taken.error
    assert {key: taken.json[key] for key in ("posts", "media", "already_here", "skipped")} == {
        "posts": 2,
        "media": 0,
        "already_here": 0,
        "skipped": [],
    }
    assert office(*given).json["already_here"] == 2
    found = office("history", "unapproved", "--account", "sample", "--json")
    assert found.status == 1
    assert [(one["id"], one["nearest"]) for one in found.json["posts"]] == [(2, None), (1, None)]
    checked = office("history", "check", "--json")
    assert checked.status == 1
    assert [(one["id"], one["proposal"]) for one in checked.json["posts"]] == [(2, "take_down")]
    said = office(
        "history", "answer", 2, "take_down", "--member", "Rahima", "--reason", "রাজনৈতিক আহ্বান", "--lang", "en"
    )
    assert said.status == 0, said.error
    assert office("audit").status == 0
    html = put(tmp_path / "html.zip", {"posts/your_posts_1.html": b"<html>"})
    refused = office("history", "import", html, "--account", "sample", "--member", "Rahima", "--lang", "en")
    assert refused.status == 2
    assert "JSON" in refused.error


def test_another_platforms_download_is_named_and_no_table_is_promised(
    office: Anumodon, tmp_path: Path
) -> None:
    tweets = put(tmp_path / "x.zip", {"data/tweets.js": b"window.YTD.tweets.part0 = []"})
    given = ("history", "import", tweets, "--account", "sample", "--member", "Rahima", "--lang")
    assert "(এক্স)" in office(*given, "bn").error
    assert "(X)" in office(*given, "en").error
    both = put(tmp_path / "both.zip", {"data/tweets.js": b"[]", **page_files(page_post("ক", WHEN))})
    assert "(Facebook, X)" in office("history", "import", both, *given[3:], "en").error
    for action in ("check", "import"):
        refused = office("history", action, "--out", tmp_path / "table.csv", "--lang", "en")
        assert (refused.status, "--out" in refused.error) == (2, True)
    assert not (tmp_path / "table.csv").exists()
