"""`anumodon blur`: the same blurring as in the window, for scripts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon, run
from tests.helpers.faces import scene
from tests.helpers.images import encoded


@pytest.fixture(scope="module")
def with_faces(office_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The office's data folder with a draft whose only image shows two faces; the draft's id."""
    data = Path(shutil.copytree(office_folder, tmp_path_factory.mktemp("faces") / "data"))
    folder = data.parent / "post"
    folder.mkdir()
    (folder / "text.txt").write_text("ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।", encoding="utf-8")
    street = scene(640, 400, [(60, 80, 160), (380, 120, 180)])
    (folder / "street.jpg").write_bytes(encoded(street, "JPEG", quality=92))
    taken = run(data, "intake", folder, "--json").json
    return data, int(taken["posts"][0]["draft"])


@pytest.fixture
def draft(with_faces: tuple[Path, int], tmp_path: Path) -> int:
    """The id of that draft, in a copy of the folder."""
    data, draft = with_faces
    shutil.copytree(data, tmp_path / "data")
    return draft


def test_a_finding_and_a_box_are_blurred_and_the_original_is_used_again(
    anumodon: Anumodon, draft: int
) -> None:
    before = anumodon("show", draft, "--json").json
    face = next(found for found in before["findings"] if found["box"])
    blur = ("blur", draft, 1, "--finding", face["number"], "--box", "10,10,40,40", "--member", "Rahima")
    done = anumodon(*blur, "--json").json
    assert done["version"] == 2
    assert done["origin_sha256"] == before["attachments"][0]["sha256"]
    assert done["blurred"][0] == [10, 10, 40, 40]
    after = anumodon("show", draft, "--json").json
    assert after["attachments"][0]["blurred"] == done["blurred"]
    faces = [sum(bool(found["box"]) for found in shown["findings"]) for shown in (before, after)]
    assert faces[1] == faces[0] - 1, "it was checked anew"
    told = anumodon("blur", draft, 1, "--original", "--member", "Rahima", "--lang", "en")
    assert "is the original again" in told.out
    assert anumodon("audit").status == 0


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "1.5,2,3,4"])
def test_what_is_no_box_is_said_in_one_sentence(anumodon: Anumodon, draft: int, box: str) -> None:
    ran = anumodon("blur", draft, 1, "--box", box, "--member", "Rahima", "--lang", "en")
    assert ran.status == 2
    assert f"“{box}” is not a box" in ran.error


def test_a_finding_elsewhere_is_refused(anumodon: Anumodon, draft: int) -> None:
    ran = anumodon("blur", draft, 1, "--finding", 99, "--member", "Rahima", "--lang", "en")
    assert ran.status == 2
    assert "Finding 99 has no place on image 1" in ran.error
