"""The post.toml beside a text."""

from __future__ import annotations

import pytest

from app.intake.types import IncomingPost
from tests.intake.conftest import image, reason


@pytest.fixture
def post_with(put, read, tmp_path):
    """Reads a post of one text and two images with this post.toml."""

    def with_toml(toml: str | bytes):
        put("post/text.txt", "বন্যার পানি নেমেছে")
        put("post/1.png", image(1))
        put("post/2.png", image(2))
        put("post/post.toml", toml)
        (found,) = read(tmp_path / "post")
        return found

    return with_toml


def test_every_entry_arrives(post_with):
    post = post_with(
        """
        account = "নমুনা শিক্ষা অফিস"
        purpose = "5.c"
        sources = ["বাংলাদেশ পানি উন্নয়ন বোর্ড", " ২৪ নভেম্বর ২০২৬ "]
        schedule = 2026-11-25T10:30:00
        author = "নাসরিন আক্তার"
        use = "banner"
        kind = "ব্যানার"
        alt = ["প্রথম", "দ্বিতীয়"]
        """
    )
    assert post.account == "নমুনা শিক্ষা অফিস"
    assert post.purpose == "5.c"
    assert post.sources == ("বাংলাদেশ পানি উন্নয়ন বোর্ড", "২৪ নভেম্বর ২০২৬")
    assert post.schedule == "2026-11-25T10:30"
    assert post.author == "নাসরিন আক্তার"
    assert (post.use, post.kind) == ("banner", "ব্যানার")
    assert [file.alt for file in post.files] == ["প্রথম", "দ্বিতীয়"]


def test_alternative_texts_go_by_name_too(post_with):
    post = post_with('schedule = "২৫/১১/২০২৬"\nsources = "একটি সূত্র"\n[alt]\n"2.PNG" = "মানচিত্র"')
    assert [file.alt for file in post.files] == ["", "মানচিত্র"]
    assert (post.schedule, post.sources) == ("2026-11-25", ("একটি সূত্র",))


@pytest.mark.parametrize(
    ("toml", "why", "params"),
    [
        ('account = "ক"\npurpose = 5.c\n', "sidecar_syntax", {"name": "post.toml", "line": 2}),
        ('account = "ক"\npurpose =', "sidecar_syntax", {"name": "post.toml", "line": 2}),
        ("a = " + "[" * 20_000, "sidecar_syntax", {"name": "post.toml", "line": 1}),
        ("n = " + "9" * 5_000, "sidecar_syntax", {"name": "post.toml", "line": 1}),
        ('accuont = "ক"', "sidecar_key", {"name": "post.toml", "entry": "accuont"}),
        ("purpose = 5", "sidecar_value", {"name": "post.toml", "entry": "purpose"}),
        ("sources = [5]", "sidecar_value", {"name": "post.toml", "entry": "sources"}),
        ('use = "cover"', "sidecar_value", {"name": "post.toml", "entry": "use"}),
        ("schedule = 10:30:00", "sidecar_value", {"name": "post.toml", "entry": "schedule"}),
        ('schedule = "আগামীকাল"', "bad_date", {"date": "আগামীকাল"}),
        ('alt = ["ক", "খ", "গ"]', "alts_too_many", {"n": 3, "images": 2}),
        ('alt = {"3.png" = "ক"}', "alt_without_image", {"name": "3.png"}),
        ("# " + "ক" * 70_000, "sidecar_too_long", {"name": "post.toml"}),
        (b"author = '\xff'", "encoding", {"name": "post.toml"}),
    ],
)
def test_a_mistake_refuses_the_post_and_is_named(post_with, toml, why, params):
    found = post_with(toml)
    assert reason(found) == why
    assert found.reason.params == params


def test_a_stem_has_its_own_toml(put, read, tmp_path):
    put("posts/1.txt", "এক")
    put("posts/1.toml", 'author = "ক"')
    put("posts/banner.png", image())
    put("posts/banner.toml", 'use = "banner"')
    put("posts/lonely.toml", 'author = "খ"')
    one, banner, lonely = read(tmp_path / "posts")
    assert isinstance(one, IncomingPost)
    assert (one.text, one.author) == ("এক", "ক")
    assert (banner.text, banner.use) == ("", "banner")
    assert reason(lonely) == "empty"
    (alone,) = read(tmp_path / "posts/banner.png")
    assert alone.use == "banner"
