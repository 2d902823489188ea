"""Every platform's download gives its posts with times, texts and images; what is damaged gives none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import Refusal
from app.intake.history.json_items import items
from app.intake.history.meta import mended
from app.intake.history.read import reader_of
from app.intake.history.sources import Download
from app.intake.history.types import PastPost
from tests.helpers.downloads import PAGE, WHEN, garbled, page_files, page_post, put

TEXT = "উপজেলা কৃষি মেলা শুরু হয়েছে।"
AT = datetime.fromtimestamp(WHEN, UTC)
PROFILE = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"


def read(tmp_path: Path, platform: str, files: Mapping[str, bytes], name: str = "d.zip") -> list[PastPost]:
    with Download([put(tmp_path / name, files)]) as download:
        return list(reader_of(download, platform).posts())


def refused(tmp_path: Path, platform: str, files: Mapping[str, bytes], name: str = "d.zip") -> str:
    with pytest.raises(Refusal) as refusal:
        read(tmp_path, platform, files, name)
    return refusal.value.key


@pytest.mark.parametrize("name", ["d.zip", "folder", "folder-with-top"])
@pytest.mark.parametrize("list_of", [f"{PAGE}profile_posts_1.json", PROFILE, "posts/your_posts_1.json"])
def test_facebook_in_every_layout(tmp_path: Path, name: str, list_of: str) -> None:
    top = "facebook-sample-2026/" if "top" in name else ""
    image = f"{PAGE}media/fair.jpg"
    files = {f"{top}{list_of}": json.dumps([page_post(TEXT, WHEN, image)]).encode(), f"{top}{image}": b"x"}
    with Download([put(tmp_path / name, files)]) as download:
        [post] = reader_of(download, "facebook").posts()
        assert (post.text, post.at) == (TEXT, AT)
        assert [one.name for one in post.media] == [image]
        found = download.media(image)
        assert found is not None
        assert b"".join(found[0].pieces(found[1], 10)) == b"x"


def test_albums_and_videos_add_what_no_post_has_shown(tmp_path: Path) -> None:
    shown, lone = f"{PAGE}media/a.jpg", f"{PAGE}media/b.jpg"
    album = {"name": "x", "photos": [{"uri": one, "creation_timestamp": WHEN} for one in (shown, lone)]}
    film = {"uri": f"{PAGE}media/c.mp4", "creation_timestamp": WHEN + 5, "description": garbled("ভিডিও")}
    files = page_files(page_post(TEXT, WHEN, shown))
    files[f"{PAGE}album/0.json"] = json.dumps(album).encode()
    files[f"{PAGE}videos.json"] = json.dumps({"videos_v2": [film]}).encode()
    posts = read(tmp_path, "facebook", files)
    assert [[one.name.rpartition("/")[2] for one in post.media] for post in posts] == [
        ["a.jpg"],
        ["c.mp4"],
        ["b.jpg"],
    ]
    assert posts[1].text == "ভিডিও"


def test_several_zips_are_one_download(tmp_path: Path) -> None:
    image = f"{PAGE}media/a.jpg"
    put(tmp_path / "one.zip", page_files(page_post("এক", WHEN, image)))
    put(tmp_path / "two.zip", {**page_files(page_post("দুই", WHEN + 9)), image: b"x"})
    with Download([tmp_path]) as download:
        assert [post.text for post in reader_of(download, "facebook").posts()] == ["এক", "দুই"]
        assert download.media(image) is not None


@pytest.mark.parametrize("text", ["আমি", "café", "naïve résumé", "plain", "দাম ৫০৳", "Ünïcode ﷽"])
def test_only_what_was_garbled_is_mended(text: str) -> None:
    assert mended(garbled(text)) == text
    assert mended(text) == text


def test_instagram_old_and_new(tmp_path: Path) -> None:
    caption, media = garbled(TEXT), [{"uri": "media/posts/1.jpg", "creation_timestamp": WHEN}]
    old = [
        {"media": [{**media[0], "title": caption}]},
        {"media": media, "title": caption, "creation_timestamp": WHEN},
    ]
    new = [{"timestamp": WHEN, "media": media, "label_values": [{"label": "Caption", "value": caption}]}]
    for number, posts in enumerate((old, new)):
        files = {"your_instagram_activity/media/posts_1.json": json.dumps(posts).encode()}
        found = read(tmp_path, "instagram", files, f"{number}.zip")
        assert {(post.text, post.at, len(post.media)) for post in found} == {(TEXT, AT, 1)}


def test_x_with_parts_images_and_its_short_addresses(tmp_path: Path) -> None:
    def part(number: int, *texts: str) -> bytes:
        tweets = [
            {
                "tweet": {
                    "id_str": f"{number}{at}",
                    "full_text": f"{text} &amp; https://t.co/a https://t.co/b",
                    "created_at": "Mon Nov 24 16:00:00 +0000 2025",
                    "entities": {
                        "urls": [{"url": "https://t.co/a", "expanded_url": "https://example.gov.bd"}]
                    },
                    "extended_entities": {
                        "media": [
                            {"url": "https://t.co/b", "media_url_https": "https://pbs.example/media/F1.jpg"}
                        ]
                    },
                }
            }
            for at, text in enumerate(texts)
        ]
        return f"window.YTD.tweets.part{number} = {json.dumps(tweets)}".encode()

    files = {
        "data/tweets.js": part(0, TEXT),
        "data/tweets-part1.js": part(1, "দুই"),
        "data/manifest.js": b"{}",
    }
    first, second = read(tmp_path, "x", files)
    assert first.text == f"{TEXT} & https://example.gov.bd"
    assert first.at == AT
    assert first.url == "https://x.com/i/status/00"
    assert [one.name for one in first.media] == ["data/tweets_media/00-F1.jpg"]
    assert second.text.startswith("দুই")


def test_youtube_linkedin_mastodon_and_a_plain_list(tmp_path: Path) -> None:
    youtube = "Video ID,Video Title (Original),Video Publish Timestamp\nab,শিরোনাম,2025-11-24T16:00:00+00:00\n"
    linkedin = 'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2025-11-24 16:00:00,https://l.example/1,"এক""\n""দুই",,,\n'
    note = {
        "type": "Note",
        "content": "<p>এক<br>দুই</p><p>তিন &amp;</p>",
        "published": "2025-11-24T16:00:00Z",
        "url": "https://m.example/1",
    }
    outbox = {
        "orderedItems": [
            {"type": "Announce", "object": "https://e.example"},
            {"type": "Create", "object": note},
        ]
    }
    plain = "\ufeffতারিখ,লেখা,লিংক,ছবি\n২৪/১১/২০২৫ রাত ১০টা,এক,https://e.example/1,a.jpg\n"
    for platform, name, data, text, url in (
        (
            "youtube",
            "Takeout/YouTube/video metadata/videos.csv",
            youtube,
            "শিরোনাম",
            "https://www.youtube.com/watch?v=ab",
        ),
        ("linkedin", "Shares.csv", linkedin, "এক\nদুই", "https://l.example/1"),
        ("other", "outbox.json", json.dumps(outbox), "এক\nদুই\nতিন &", "https://m.example/1"),
        ("website", "list.csv", plain, "এক", "https://e.example/1"),
    ):
        [post] = read(tmp_path, platform, {name: data.encode()}, f"{platform}.zip")
        assert (post.text, post.url, post.at) == (text, url, AT)


def test_a_plain_list_may_be_a_single_file(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("date,text\n2025-11-24 22:00,Hello\n", encoding="utf-8")
    with Download([file]) as download:
        [post] = reader_of(download, "facebook").posts()
    assert (post.text, post.at) == ("Hello", AT)


def test_each_wrong_download_has_its_own_sentence(tmp_path: Path) -> None:
    whole = page_files(page_post(TEXT))
    [(name, data)] = whole.items()
    assert refused(tmp_path, "facebook", {f"{PAGE}profile_posts_1.html": b"<html>"}) == "history.html"
    assert refused(tmp_path, "facebook", {"holiday.jpg": b"x"}) == "history.nothing"
    assert refused(tmp_path, "x", whole) == "history.other_platform"
    for broken in (data[:-9], b"", b"\xff\xfe", b"[1 2]", b"[" * 100_000, b'[{"a":1},]'):
        assert refused(tmp_path, "facebook", {name: broken}) in ("history.bad_json", "history.bad_post")
    assert refused(tmp_path, "facebook", {name: b'[{"data": []}]'}) == "history.bad_post"
    assert refused(tmp_path, "website", {"a.csv": b"one,two\n1,2\n"}) == "history.no_columns"
    assert refused(tmp_path, "website", {"a.csv": "date,text\n২০২৫,x\n".encode()}) == "intake.bad_date"


def test_a_damaged_or_hostile_zip_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "d.zip", page_files(page_post(TEXT)))
    whole = path.read_bytes()
    for broken, key in ((whole[:-30], "intake.zip_broken"), (b"PK", "intake.zip_broken")):
        path.write_bytes(broken)
        with pytest.raises(Refusal) as refusal:
            Download([path])
        assert refusal.value.key == key
    assert refused(tmp_path, "facebook", {"../outside.json": b"[]"}) == "intake.zip_outside"
    bomb = {f"{PAGE}profile_posts_1.json": b"[" + b" " * (64 << 20) + b"]"}
    assert refused(tmp_path, "facebook", bomb) == "intake.zip_bomb"


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "d", page_files(page_post(TEXT)))
    (tmp_path / "secret.json").write_text("[]")
    (folder / "posts").mkdir()
    (folder / "posts" / "your_posts_1.json").symlink_to(tmp_path / "secret.json")
    with Download([folder]) as download:
        assert len(download.names()) == 1


def test_items_come_one_by_one_however_they_are_cut() -> None:
    whole = json.dumps([{"n": n, "text": "লেখা " * n} for n in range(40)], ensure_ascii=False).encode()
    for size in (1, 7, 1000):
        pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
        assert [one["n"] for one in items(pieces, "x")] == list(range(40))
    assert list(items([b"[12", b"3, 4]"], "x")) == [123, 4]
    assert list(items([b'{"other": 1}'], "x", "photos")) == []
