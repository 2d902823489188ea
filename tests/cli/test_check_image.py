"""`check-image` on banners: by the platform's sizes, and by the office whose data folder there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.intake.types import IncomingFile
from app.services.base.desk import open_desk
from app.services.base.enums import Role
from app.services.office import office
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from tests.cli.conftest import Anumodon
from tests.eval.logos import emblem, placed
from tests.helpers.images import encoded, picture


@pytest.fixture
def banner(tmp_path: Path) -> Path:
    """A banner with the office's logo, of another shape than any platform's."""
    file = tmp_path / "banner.jpg"
    file.write_bytes(encoded(placed(picture(1640, 1000), emblem(1), 0.4), "JPEG"))
    return file


@pytest.fixture
def an_office(tmp_path: Path) -> Path:
    """The data folder of an office with a logo, and a page on two platforms under one handle."""
    folder = tmp_path / "data"
    desk = open_desk(folder)
    handles = {"facebook": "sample", "linkedin": "sample", "youtube": "sample-tube"}
    pages = tuple(AccountForm(platform, handle, "নমুনা") for platform, handle in handles.items())
    people = (MemberForm("Rahima", Role.MODERATOR),)
    office.set_up(desk, OfficeForm("নমুনা অফিস", "Sample Office", members=people, accounts=pages))
    office.set_logo(desk, IncomingFile("logo.png", encoded(emblem(1), "PNG"), ""), None)
    desk.close()
    return folder


def rules(answer: Any) -> set[str]:
    return {finding["rule"] for finding in answer["findings"]}


def unchecked(answer: Any) -> dict[str, str]:
    return {entry["check"]: entry["reason"] for entry in answer["not_checked"]}


def test_without_an_office_it_is_said_that_there_is_nothing_to_look_for(
    anumodon: Anumodon, banner: Path, tmp_path: Path
) -> None:
    answer = anumodon("check-image", banner, "--use", "banner", "--json").json
    said = unchecked(answer)
    assert "No name of the office is known" in said["office-name"]
    assert "No logo of the office is known" in said["logo"]
    assert "No account is named" in said["platform-limits"]
    assert not (tmp_path / "data").exists(), "a look at an image makes no data folder"


def test_a_named_platforms_sizes_hold(anumodon: Anumodon, banner: Path) -> None:
    answer = anumodon("check-image", banner, "--use", "banner", "--platform", "facebook", "--json").json
    [finding] = [one for one in answer["findings"] if one["rule"] == "photo.other-shape"]
    assert finding["clauses"] == ["6.1.g"]
    assert finding["severity"] == "warn"
    assert finding["box"] is None
    assert "Facebook" in finding["why"]["en"]
    assert "ফেসবুক" in finding["why"]["bn"]
    assert "platform-limits" in answer["checked"]


def test_the_offices_logo_is_looked_for_where_there_is_one(
    anumodon: Anumodon, banner: Path, an_office: Path
) -> None:
    answer = anumodon("check-image", banner, "--use", "banner", "--json").json
    assert "photo.logo-found" in rules(answer)
    assert "No name of the office is known" not in unchecked(answer).get("office-name", "")
    assert "platform-limits" in unchecked(answer)


def test_an_accounts_platform_is_its_own(anumodon: Anumodon, banner: Path, an_office: Path) -> None:
    asked = ("check-image", banner, "--use", "banner", "--json", "--lang", "en")
    youtube = anumodon(*asked, "--account", "@sample-tube").json
    assert "photo.too-small" in rules(youtube)
    linkedin = anumodon(*asked, "--account", "sample", "--platform", "linkedin").json
    assert "photo.other-shape" in rules(linkedin)
    for wrong in (("--account", "sample"), ("--account", "nobody")):
        ran = anumodon(*asked, *wrong)
        assert ran.status == 2
        assert len(ran.error.splitlines()) == 1


def test_an_account_wants_a_data_folder(anumodon: Anumodon, banner: Path, tmp_path: Path) -> None:
    ran = anumodon("check-image", banner, "--account", "sample", "--lang", "en")
    assert ran.status == 2
    assert str(tmp_path / "data") in ran.error
    without = ("check-image", banner, "--use", "banner", "--data", tmp_path / "empty", "--json")
    assert anumodon(*without).status == 0


def test_a_broken_data_folder_nobody_named_is_no_hindrance(
    anumodon: Anumodon, banner: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "anumodon.db").write_bytes(b"no database" * 100)
    assert anumodon("check-image", banner, "--use", "banner", "--json").status == 0
    named = anumodon("check-image", banner, "--use", "banner", "--data", tmp_path / "data", "--lang", "en")
    assert named.status == 2
    assert "damaged" in named.error
