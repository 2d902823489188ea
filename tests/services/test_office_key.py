"""The office's key replaced as planned: signed for by the former one, and known with it from then on."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import keyring
import pytest

from app.archive import bag
from app.archive.signed_texts import consent_message, event_message
from app.archive.types import Whose
from app.cli.output import DONE
from app.main import main
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.os_keyring import SERVICE
from app.services.posts import archive, review, verifying
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.chain import fingerprint, holds
from app.services.record.office_key import office_key, replace_key
from app.services.record.tree import breaks
from app.work import Work
from tests.services.posts import write
from tests.services.refusals import refused
from tests.services.test_forged_record import approved, by_sql, rehash, reopened  # noqa: F401

pytestmark = pytest.mark.keyring

REASON = "বার্ষিক বদল"


def export(desk: Desk, out: Path) -> Path:
    archive.export(desk, out, work=Work())
    return out


def whose(desk: Desk, out: Path) -> Whose:
    found = verifying.verify(out, Work(), known=verifying.known_keys(desk))
    assert found.ok
    return found.whose


def signed_for(out: Path, former: str) -> str:
    """The key that a stranger who knows the fingerprint `former` proves to follow it, by the archive."""
    with ZipFile(out) as opened:
        (name,) = (one for one in opened.namelist() if one.endswith(bag.RECORD))
        made, proven = json.loads(opened.read(name))["breaks"]
    assert json.loads(made["event"])["kind"] == "key.made", "or nobody could prove what it signed"
    event = json.loads(proven["event"])
    public = {row["fingerprint"]: row["public_key"] for row in event["body"]["rows"]}
    assert all(fingerprint(base64.b64decode(key)) == name for name, key in public.items())
    hashed = hashlib.sha256(proven["event"].encode()).hexdigest()
    assert proven["key"] == former
    assert holds(proven["signature"], public.pop(former), event_message(event["id"], hashed))
    ((new, key),) = public.items()
    assert holds(event["body"]["consent"], key, consent_message(former, new))
    return new


def test_a_replaced_key_is_signed_for_by_the_former_one(
    approved: Desk,  # noqa: F811
    me: int,
    reopened: Callable[[], Desk],  # noqa: F811
    tmp_path: Path,
) -> None:
    before = office_key(approved)
    old = export(approved, tmp_path / "old.zip")
    after = replace_key(approved, REASON, me)
    assert before is not None
    assert before.fingerprint != after.fingerprint
    assert [(one.fingerprint, one.lost) for one in after.earlier] == [(before.fingerprint, False)]
    with approved.store.read():
        event = Event.get(Event.kind == "key.replaced")
        assert (event.key, event.member_name, event.body["reason"]) == (before.fingerprint, "Rahima", REASON)
    draft = write(approved, me, "নতুন নোটিশ।")
    review.approve(approved, draft.id, draft.version.digest, me)
    new = export(approved, tmp_path / "new.zip")
    assert [whose(approved, out) for out in (old, new)] == [Whose.EARLIER, Whose.KNOWN]
    assert signed_for(new, before.fingerprint) == after.fingerprint
    again = reopened()
    assert office_key(again) == after
    write(again, me, "আরেকটি নোটিশ।")
    replace_key(again, REASON, me)
    report = audit(again, Work())
    assert report.ok
    assert report.signed
    assert [note.kind for note in report.notes] == ["key_replaced", "key_replaced"]
    # What the keyring holds of the former keys: nothing.
    assert keyring.get_password(SERVICE, f"record-signing-key-{again.keys.desk}-next") is None


def test_a_lost_key_stays_named_as_such(
    approved: Desk,  # noqa: F811
    me: int,
    reopened: Callable[[], Desk],  # noqa: F811
    tmp_path: Path,
) -> None:
    old = export(approved, tmp_path / "old.zip")
    approved.close()
    keyring.delete_password(SERVICE, f"record-signing-key-{approved.keys.desk}")
    desk = reopened()
    continuing.settle(desk, "কম্পিউটার নতুন", me)
    replace_key(desk, REASON, me)
    key = office_key(desk)
    assert key is not None
    assert [one.lost for one in key.earlier] == [True, False]
    assert whose(desk, old) is Whose.LOST


def test_a_crash_between_record_and_keyring_loses_no_key(
    approved: Desk,  # noqa: F811
    me: int,
    reopened: Callable[[], Desk],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The new key is registered, and the program killed before it stands in the former one's place."""

    def killed(_keys: object, _fingerprints: list[str]) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(type(approved.keys), "take_next", killed)
        with pytest.raises(KeyboardInterrupt):
            replace_key(approved, REASON, me)
    desk = reopened()
    assert continuing.to_settle(desk) is None
    write(desk, me, "নতুন নোটিশ।")
    assert audit(desk, Work()).ok


def test_another_process_that_has_the_record_open_goes_on_with_the_new_key(
    approved: Desk,  # noqa: F811
    me: int,
) -> None:
    from app.services.base.desk import open_desk

    beside = open_desk(approved.folder.path)
    try:
        write(beside, me, "আগের নোটিশ।")
        replace_key(approved, REASON, me)
        write(beside, me, "নতুন নোটিশ।")
    finally:
        beside.close()
    assert audit(approved, Work()).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = replace(body, '\"consent\":\"', '\"consent\":\"A') WHERE kind = 'key.replaced'",  # noqa: E501
        "UPDATE event SET signature = '', key = '' WHERE kind = 'key.replaced'",
        "UPDATE event SET kind = 'key.lost' WHERE kind = 'key.replaced'",
        "UPDATE office_key SET state = 'lost' WHERE state = 'replaced'",
    ],
)
def test_a_replacement_forged_or_disguised_is_found(
    approved: Desk,  # noqa: F811
    me: int,
    statement: str,
) -> None:
    replace_key(approved, REASON, me)
    by_sql(approved, statement)
    if "office_key" not in statement:
        rehash(approved)
    assert not audit(approved, Work()).ok


def test_only_the_authority_with_a_second_member_replaces_it_and_says_why(
    desk: Desk, team: dict[str, int]
) -> None:
    assert refused(replace_key, desk, REASON, team["Karim"]) == "record.authority_only"
    assert refused(replace_key, desk, " ", team["Selina"]) == "review.reason_missing"
    selina = team["Selina"]
    assert refused(replace_key, desk, REASON, selina) == "record.second_missing"
    assert refused(replace_key, desk, REASON, selina, selina) == "record.second_same"
    assert refused(replace_key, desk, REASON, selina, team["Jamal"]) == "review.drafter_cannot"
    before = office_key(desk)
    replace_key(desk, REASON, selina, team["Karim"])
    assert office_key(desk) != before
    replace_key(desk, "অন্যরা বদলি হয়েছেন", selina, alone=True)
    report = audit(desk, Work())
    assert report.ok
    assert [note.kind for note in report.notes] == [
        "key_replaced",
        "carried_alone",
        "key_replaced",
        "attempts",
    ], "what was refused before is told too"
    with desk.store.read():
        told = [one.kind for one in breaks(Event.select().count())]
        assert told == ["key_replaced", "carried_alone", "key_replaced"], "archives name it"
        agreed = Event.get(Event.kind == "record.settling_agreed")
        assert (agreed.member_name, agreed.body["settled"]) == ("Karim", "key_replaced")


def test_the_command_shows_and_replaces_it(
    approved: Desk,  # noqa: F811
    me: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = office_key(approved)
    assert key is not None
    approved.close()
    at = ("--data", str(approved.folder.path), "--json")
    assert main(["key", *at]) == DONE
    assert json.loads(capsys.readouterr().out)["fingerprint"] == key.fingerprint
    assert main(["key", "replace", "--member", "Rahima", "--reason", REASON, *at]) == DONE
    document = json.loads(capsys.readouterr().out)
    assert document["earlier"] == [{"fingerprint": key.fingerprint, "lost": False}]
    main(["doctor", *at])
    readings = json.loads(capsys.readouterr().out)["readings"]
    assert any(r["key"] == "office_key" and r["ok"] for r in readings)
