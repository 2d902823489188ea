"""Is this photocard ours? Only what was approved here is, also when it comes back smaller or saved anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.past.ours import is_ours
from app.services.posts import review
from tests.helpers.images import encoded, picture
from tests.services.past.test_matching import TEXT, approve
from tests.services.posts import write
from tests.services.refusals import refused


def test_an_approved_image_is_ours_also_when_saved_anew(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    file = tmp_path / "card.jpg"
    file.write_bytes(encoded(picture(64, 48), "JPEG"))
    write(desk, me, "একই ছবি, অনুমোদনের অপেক্ষায়।", images=1)
    assert is_ours(desk, file).draft is None, "what only waits was never approved"
    draft = approve(desk, me, TEXT, images=1)
    found = is_ours(desk, file)
    assert (found.draft, found.same_file, found.member) == (draft, True, "Rahima")
    assert found.event > 0
    file.write_bytes(encoded(picture(64, 48), "JPEG", quality=50))
    again = is_ours(desk, file)
    assert (again.draft, again.same_file) == (draft, False)


def test_all_who_approved_it_are_named(desk: Desk, team: dict[str, int], tmp_path: Path) -> None:
    draft = write(desk, team["Jamal"], images=1)
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    file = tmp_path / "card.jpg"
    file.write_bytes(encoded(picture(64, 48), "JPEG"))
    assert is_ours(desk, file).member == "Rahima, Karim"


def test_another_image_is_not_and_no_image_is_said(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    approve(desk, office_of_one["Rahima"], TEXT, images=1)
    file = tmp_path / "other.png"
    file.write_bytes(encoded(picture(48, 64).rotate(90), "PNG"))
    other = tmp_path / "letter.txt"
    other.write_text("hello")
    with pytest.raises(Refusal) as raised:
        is_ours(desk, other)
    assert (raised.value.key.split(".")[0], raised.value.params["name"]) == ("media", "letter.txt")
    assert refused(is_ours, desk, tmp_path / "gone.jpg") == "cli.no_file"
    assert is_ours(desk, file).same_file is False
