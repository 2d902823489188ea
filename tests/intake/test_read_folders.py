"""Folders of posts, and files named one by one."""

from __future__ import annotations

import os
import sys

import pytest

from app.errors import Cancelled, Refusal
from app.intake.read import read_paths
from app.intake.trees import FolderTree
from app.intake.types import IncomingPost, UnreadablePost
from app.work import Work
from tests.intake.conftest import image, names, origins, reason


def test_each_subfolder_is_a_post(put, read, tmp_path):
    put("খসড়া/2/লেখা.txt", "দ্বিতীয় পোস্ট")
    put("খসড়া/10/text.md", "দশম পোস্ট\r\nদ্বিতীয় লাইন\r\n")
    put("খসড়া/10/b.png", image(2))
    put("খসড়া/10/a.png", image(1))
    second, tenth = read(tmp_path / "খসড়া")
    assert (second.origin, second.text, second.files) == ("খসড়া/2", "দ্বিতীয় পোস্ট", ())
    assert (tenth.origin, tenth.text) == ("খসড়া/10", "দশম পোস্ট\nদ্বিতীয় লাইন")
    assert [(file.name, file.data) for file in tenth.files] == [("a.png", image(1)), ("b.png", image(2))]


def test_files_that_share_a_stem_are_a_post(put, read, tmp_path):
    for name in ("12.txt", "9.txt", "১০.txt"):
        put(f"posts/{name}", f"পোস্ট {name}")
    for name in ("12.jpg", "12-2.png", "12_10.webp", "9-1.GIF", "13.jpeg", "12-2-2.png"):
        put(f"posts/{name}", image())
    found = read(tmp_path / "posts")
    assert [(post.origin, names(post)) for post in found] == [
        ("posts/9.txt", ["9-1.GIF"]),
        ("posts/১০.txt", []),
        ("posts/12.txt", ["12.jpg", "12-2.png", "12_10.webp"]),
        ("posts/12-2-2.png", ["12-2-2.png"]),
        ("posts/13.jpeg", ["13.jpeg"]),
    ]


def test_images_alone_are_posts_without_text(put, read):
    paths = [put(f"{name}", image(shade)) for shade, name in enumerate(["b 10.png", "b 9.jpg", "a.webp"])]
    found = read(*paths)
    assert [(post.origin, post.text, names(post)) for post in found] == [
        ("a.webp", "", ["a.webp"]),
        ("b 9.jpg", "", ["b 9.jpg"]),
        ("b 10.png", "", ["b 10.png"]),
    ]


def test_a_single_text_brings_only_its_own_images(put, read, tmp_path):
    text = put("12.txt", "টিকাদান চলছে")
    put("12-2.png", image(2))
    put("12.png", image(1))
    put("12.pdf", b"not asked for")
    put("other.png", image(3))
    put("12-3.txt", "another text, which keeps its image to itself")
    put("12-3.png", image(4))
    (post,) = read(text)
    assert names(post) == ["12.png", "12-2.png"]
    assert origins(read(tmp_path / "12-2.png", tmp_path / "12.png", text)) == ["12.txt"]


def test_an_image_named_alone_does_not_bring_the_text(put, read):
    put("12.txt", "টিকাদান চলছে")
    (post,) = read(put("12.png", image()))
    assert (post.text, names(post)) == ("", ["12.png"])


def test_a_text_beside_a_post_toml_stands_for_its_folder(put, read):
    text = put("post/text.txt", "টিকাদান চলছে")
    picture = put("post/ছবি.png", image())
    put("post/post.toml", 'purpose = "5.c"\n[alt]\n"ছবি.png" = "টিকাদান কেন্দ্র"')
    (post,) = read(picture, text)
    assert (post.text, post.purpose, post.files[0].alt) == ("টিকাদান চলছে", "5.c", "টিকাদান কেন্দ্র")


def test_a_folder_with_one_text_and_differently_named_images_is_one_post(put, read, tmp_path):
    put("মেলা/text.txt", "বিজ্ঞান মেলা")
    put("মেলা/photo.png", image())
    put("মেলা/images/second.png", image(2))
    (post,) = read(tmp_path / "মেলা")
    assert (post.origin, names(post)) == ("মেলা", ["photo.png", "second.png"])


def test_a_folder_of_folders_keeps_many_texts_apart(put, read, tmp_path):
    put("all/2026-11/1.txt", "এক")
    put("all/2026-11/2.txt", "দুই")
    put("all/2026-11/2.png", image())
    assert origins(read(tmp_path / "all")) == ["all/2026-11/1.txt", "all/2026-11/2.txt"]


def test_one_bad_post_stops_no_other(put, read, tmp_path):
    put("posts/1/text.txt", "ভালো")
    put("posts/2/text.txt", "ভালো")
    put("posts/2/form.pdf", b"....")
    put("posts/3/text.txt", "Av‡e`b".encode("cp1252"))
    put("posts/4/text.txt", "  \n ")
    put("posts/5/a.txt", "এক")
    put("posts/5/a.md", "দুই")
    put("posts/6/চিঠি.doc", b"\xd0\xcf\x11\xe0")
    put("posts/7/more.zip", b"PK")
    put("posts/8/text.txt", "শেষ")
    found = read(tmp_path / "posts")
    good = [post.origin for post in found if isinstance(post, IncomingPost)]
    bad = {post.origin: reason(post) for post in found if isinstance(post, UnreadablePost)}
    assert good == ["posts/1", "posts/8"]
    assert bad == {
        "posts/2": "unknown_type",
        "posts/3": "encoding",
        "posts/4": "empty",
        "posts/5/a.md": "two_for_one",
        "posts/6": "old_office",
        "posts/7": "nested_zip",
    }


def test_what_the_system_left_behind_is_passed_over(put, read, tmp_path):
    put("posts/1/text.txt", "ভালো")
    for litter in (".DS_Store", "Thumbs.db", "desktop.ini", "~$text.docx", "._text.txt"):
        put(f"posts/1/{litter}", b"\0\1")
    put("posts/__MACOSX/1/._text.txt", b"\0\1")
    assert origins(read(tmp_path / "posts")) == ["posts/1"]


def test_an_empty_folder_and_a_missing_path_are_said(put, read, tmp_path):
    (tmp_path / "খালি").mkdir()
    assert [reason(post) for post in read(tmp_path / "খালি")] == ["nothing_found"]
    assert [reason(post) for post in read(tmp_path / "নেই.txt")] == ["not_found"]
    assert [reason(post) for post in read(put("old.xls", b"\xd0\xcf"))] == ["old_office"]


def test_utf16_and_marked_utf8_are_read(put, read):
    notepad = put("notepad.txt", "ইউনিকোড লেখা\r\n".encode("utf-16"))
    marked = put("marked.txt", "চিহ্নসহ".encode("utf-8-sig"))
    assert [post.text for post in read(notepad, marked)] == ["চিহ্নসহ", "ইউনিকোড লেখা"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x80abc", "encoding"),
        (b"\xff\xfea", "encoding"),
        ("ক\0খ".encode(), "not_text"),
        (b"???? ????? ???? - 2026", "lost_letters"),
        (("ক" * 100_001).encode(), "text_too_long"),
        (b"a" * (40 * 1024 * 1024 + 1), "too_big"),
    ],
)
def test_a_text_that_cannot_be_trusted_is_refused(put, read, content, why):
    assert [reason(post) for post in read(put("text.txt", content))] == [why]


def test_questions_are_no_lost_letters(put, read):
    (post,) = read(put("text.txt", "আপনি কি জানেন??? ডেঙ্গু কীভাবে ছড়ায়?"))
    assert post.text.startswith("আপনি কি জানেন???")


def test_a_hundred_thousand_letters_are_taken(put, read):
    (post,) = read(put("text.txt", "ক" * 100_000 + "\n"))
    assert len(post.text) == 100_000


ELSEWHERE_ON_WINDOWS = (
    "NUL",
    "con.png",
    "COM¹.txt",
    "C:x",
    "a.png:stream",
    "\\\\server\\share",
    "a.png.",
    "a.png ",
)


@pytest.mark.skipif(os.name != "posix", reason="a folder there can hold no such names of its own making")
@pytest.mark.parametrize("name", ELSEWHERE_ON_WINDOWS)
def test_what_windows_would_take_for_something_else_is_not_opened_there(tmp_path, name):
    """A drive that was written elsewhere, or a server, may hold such names."""
    for made in (tmp_path / name, tmp_path / "a.png"):
        made.write_bytes(b"inside")
    tree = FolderTree(tmp_path, windows=True)
    assert name in tree.listing("").files
    assert tree.read("a.png") == b"inside"
    with pytest.raises(Refusal) as caught:
        tree.read(name)
    assert caught.value.key == "intake.unreadable"
    assert FolderTree(tmp_path, windows=False).read(name) == b"inside"


@pytest.mark.skipif(os.name != "posix", reason="a folder there can hold no such names of its own making")
def test_a_folder_that_windows_would_take_for_another_is_not_entered_there(tmp_path):
    (tmp_path / "C:posts").mkdir()
    assert FolderTree(tmp_path, windows=True).listing("").folders == ()
    assert FolderTree(tmp_path, windows=False).listing("").folders == ("C:posts",)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_links_and_pipes_in_a_folder_are_refused(put, read, tmp_path):
    secret = put("secret.txt", "এটি বাইরের")
    put("posts/1/text.txt", "ভালো")
    (tmp_path / "posts/1/ছবি.png").symlink_to(secret)
    (tmp_path / "posts/2").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "posts/3").mkdir()
    os.mkfifo(tmp_path / "posts/3/text.txt")
    found = read(tmp_path / "posts")
    assert sorted((post.origin, reason(post)) for post in found) == [
        ("posts/1", "link"),
        ("posts/2", "unknown_type"),
        ("posts/3", "file.not_regular"),
    ]


def test_folders_are_not_followed_for_ever(put, read, tmp_path):
    put("posts/" + "গভীর/" * 12 + "text.txt", "তল")
    assert [reason(post) for post in read(tmp_path / "posts")] == ["too_deep"]


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name may be any bytes")
def test_a_name_that_is_no_text_can_still_be_stored(read, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / os.fsdecode(b"\xe9t\xe9.png")).write_bytes(image())
    (post,) = read(folder)
    assert names(post) == ["\ufffdt\ufffd.png"]
    assert post.origin.encode("utf-8")


def test_a_cancelled_reading_stops(put, tmp_path):
    for number in range(5):
        put(f"posts/{number}/text.txt", "পোস্ট")
    work = Work()
    posts = read_paths([tmp_path / "posts"], work)
    assert next(posts).origin == "posts/0"
    work.cancel()
    with pytest.raises(Cancelled):
        next(posts)


def test_each_file_is_named_by_its_post_whatever_became_of_it(put, read):
    given = [
        put("12.txt", "টিকাদান চলছে"),
        put("12.png", image(1)),
        put("big.txt", "অ" * 400_000),
        put("big.jpg", image(2)),
        put("big-2.jpg", image(3)),
        put("alone.png", image(4)),
    ]
    found = read(*given)
    assert [(one.origin, one.along) for one in found] == [
        ("12.txt", ("12.png",)),
        ("big.txt", ("big.jpg", "big-2.jpg")),
        ("alone.png", ()),
    ]
    reason(found[1])
    assert {name for one in found for name in (one.origin, *one.along)} == {path.name for path in given}


def test_the_pictures_of_a_sheet_given_with_them_are_no_posts_of_their_own(put, read):
    sheet = put("plan.csv", "লেখা,ছবি\nটিকাদান চলছে,a.png\n,gone.png;b.png\n")
    given = [sheet, put("a.png", image(1)), put("b.png", image(2)), put("c.png", image(3))]
    found = read(*given)
    assert [(one.origin, one.along) for one in found] == [
        ("plan.csv › 2", ("a.png",)),
        ("plan.csv › 3", ("b.png",)),
        ("c.png", ()),
    ]
    assert isinstance(found[1], UnreadablePost)
    assert found[1].reason.params["name"] == "gone.png"
