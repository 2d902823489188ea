"""The demo office: its posts are read by the program's own intake, and show what they are there to show."""

from __future__ import annotations

import io
import tomllib

import pytest
from PIL import Image

from app.checks.photo.faces import FaceFinder
from app.checks.text.engine import check_text
from app.checks.types import PostFacts, Severity
from app.intake.read import read_paths
from app.intake.types import IncomingPost
from app.media.types import Pixels
from app.paths import resources
from app.services.base.rule_pack import rule_pack
from app.work import Work
from tests.intake.conftest import reason

DEMO = resources() / "demo"
MOST_BYTES = 60 * 1024  # the demo ships with every installer

# What the text rules must say of a post at `warn` or above, at least. Every other post is clean.
NOTICED = {
    "posts/01-vaccination-visit": {"10.c", "7.b"},
    "posts/04-coverage": {"7.b"},
    "posts/08-phone-number": {"7.c"},
    "posts/14-birthday": {"7.c", "7"},
}
FACES = {"posts/01-vaccination-visit": 3, "posts/03-banner-with-portraits": 3}


@pytest.fixture(scope="module")
def posts() -> dict[str, IncomingPost]:
    found = list(read_paths([DEMO / "posts"], Work()))
    assert [reason(post) for post in found if not isinstance(post, IncomingPost)] == []
    return {post.origin: post for post in found}


def test_every_post_is_taken_with_a_registered_account(posts):
    office = tomllib.loads((DEMO / "office.toml").read_text(encoding="utf-8"))
    purposes = {account["handle"]: account["purposes"] for account in office["accounts"]}
    members = {member["name"] for member in office["members"]}
    assert len(posts) == 17
    for post in posts.values():
        assert post.author in members
        assert not post.purpose or post.purpose in purposes[post.account]
    assert {post.use for post in posts.values()} == {"", "banner", "profile"}


def test_every_picture_is_whole_small_and_described(posts):
    for post in posts.values():
        for file in post.files:
            assert len(file.data) < MOST_BYTES, file.name
            assert file.alt, file.name
            Image.open(io.BytesIO(file.data)).load()


def test_the_text_rules_notice_what_they_should_and_nothing_else(posts):
    pack = rule_pack().pack
    noticed = {}
    for origin, post in posts.items():
        report = check_text(post.text, PostFacts(purpose=post.purpose, sources=post.sources), pack)
        grave = [finding for finding in report.findings if finding.severity is not Severity.NOTE]
        serious = {clause for finding in grave for clause in finding.clauses}
        if serious:
            noticed[origin] = serious
    assert noticed.keys() == NOTICED.keys()
    for origin, clauses in NOTICED.items():
        assert clauses <= noticed[origin]


def test_the_drawn_people_are_found_and_nobody_else(posts):
    finder = FaceFinder(resources() / "models" / "face_detection_yunet_2023mar.onnx")
    found = {}
    for origin, post in posts.items():
        for file in post.files:
            picture = Image.open(io.BytesIO(file.data)).convert("RGB")
            picture.thumbnail((960, 960))
            faces = finder.find(Pixels(*picture.size, picture.tobytes()), *picture.size)
            if faces:
                found[origin] = sum(face.certain for face in faces)
    assert found == FACES
