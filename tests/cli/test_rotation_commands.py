"""`credential` and `rotation` as scripts run them: dates recorded and told, no value on any stream."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.base.desk import open_desk
from app.services.base.enums import SecretPart
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.secrets import vault
from app.services.secrets.views import CredentialForm
from tests.cli.conftest import Anumodon


def test_a_change_is_recorded_and_its_due_date_told(office: Anumodon) -> None:
    done = office(
        "rotation", "record", "@sample", "--member", "Rahima", "--at", "2026-08-27", "--note", "by IT"
    )
    assert done.status == 0, done.error
    told = office("rotation", "list", "sample", "--on", "2026-11-25", "--json").json
    (password,) = told["passwords"]
    assert (password["due"], password["days"], password["state"]) == ("2026-11-25", 0, "due")
    (change,) = told["changes"]
    assert (change["reason"], change["note"], change["member"]) == ("planned", "by IT", "Rahima")
    states = [office("rotation", "--on", day, "--json").json for day in ("2026-11-24", "2026-11-26")]
    assert [each["passwords"][0]["state"] for each in states] == ["soon", "overdue"]
    spoken = office("rotation", "list", "--on", "2026-11-26")
    assert "২৫ নভেম্বর ২০২৬" in spoken.out
    assert "জনপ্রশাসন মন্ত্রণালয়" in spoken.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("record", "sample"),
        ("record", "sample", "--member", "Nobody"),
        ("record", "--member", "Rahima"),
        ("record", "other", "--member", "Rahima"),
        ("record", "sample", "--member", "Rahima", "--at", "2090-01-01"),
        ("record", "sample", "--member", "Rahima", "--at", "1900-01-01"),
        ("record", "sample", "--member", "Rahima", "--at", "soon"),
        ("record", "sample", "--member", "Rahima", "--reason", "first"),
        ("compromised", "sample", "--member", "Rahima"),
        ("list", "sample", "--on", "tomorrow"),
    ],
)
def test_what_is_wrong_is_one_sentence(office: Anumodon, arguments: tuple[str, ...]) -> None:
    for language in ("bn", "en"):
        ran = office("rotation", *arguments, "--lang", language)
        assert ran.status == 2
        assert len(ran.error.strip().splitlines()) == 1
        assert not ran.out
    assert office("rotation", "--json").json["changes"] == []


def test_who_has_a_passphrase_proves_it_first(office: Anumodon, tmp_path: Path) -> None:
    passphrase = "ঝিনুক-পাহাড়-কলস-জোনাকি-বৈঠা"
    desk = open_desk(tmp_path / "data")
    try:
        sign_in.set_first(desk, 1, Secret(passphrase))
    finally:
        desk.close()
    record = ("rotation", "record", "sample", "--member", "Rahima", "--passphrase-stdin")
    assert office(*record, stdin="wrong\n").status == 2
    assert office("rotation", "--json").json["changes"] == []
    assert office(*record, stdin=f"{passphrase}\n").status == 0
    assert len(office("rotation", "--json").json["changes"]) == 1


def test_without_a_keyring_the_dates_are_told_all_the_same(office: Anumodon) -> None:
    assert office("credential", "--json").json == {"credentials": []}
    assert office("rotation", "record", "sample", "--member", "Rahima").status == 0


@pytest.mark.keyring
def test_a_kept_password_is_changed_from_standard_input(office: Anumodon, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "data")
    try:
        parts = {SecretPart.PASSWORD: Secret("planted-old-Pw1"), SecretPart.LOGIN: Secret("planted-login")}
        id_ = vault.add(desk, 1, CredentialForm("main", parts), 1)
        assert office("rotation", "record", "sample", "--member", "Rahima").status == 2
        record = ("rotation", "record", "sample", "--member", "Rahima", "--password-stdin", "--json")
        done = office(*record, stdin="planted-new-Pw2\n")
        assert done.status == 0, done.error
        assert vault.reveal(desk, id_, SecretPart.PASSWORD, 1).reveal() == "planted-new-Pw2"
        listed = office("credential", "list", "sample", "--json")
        assert listed.json["credentials"][0]["parts"] == ["login", "password"]
        assert office("rotation", "compromised", "sample", "--member", "Rahima").status == 0
        (password,) = office("rotation", "--json").json["passwords"]
        assert (password["state"], password["reason"]) == ("at_once", "compromised")
        again = office(*record, stdin="planted-old-Pw1\n")
        assert again.status == 2
        for ran in (done, listed, again):
            assert "planted" not in ran.out + ran.error
    finally:
        desk.close()
