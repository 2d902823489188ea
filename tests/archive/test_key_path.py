"""Which key handed on to which, by events that an archive carries: what proves it, and what is forged."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

from archive_samples import DeskKey

from app.archive.evidence import LoggedEvent
from app.archive.key_path import key_history
from app.archive.keys import fingerprint_of
from app.archive.signed_texts import consent_message, event_message
from app.canonical import canonical

FIRST, SECOND, THIRD, FORGER = (DeskKey(letter * 32) for letter in (b"1", b"2", b"3", b"f"))


def name(key: DeskKey) -> str:
    return fingerprint_of(key.public_key)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def row(key: DeskKey, state: str) -> dict[str, object]:
    public = base64_of(key.public_key)
    return {"table": "office_key", "fingerprint": name(key), "public_key": public, "state": state}


def event(number: int, kind: str, by: DeskKey, *rows: dict[str, object], **facts: str) -> LoggedEvent:
    columns = {"id": number, "at": f"2026-11-{number:02}T06:30:00.000000Z", "kind": kind, "draft": None}
    text = canonical({**columns, "body": {"rows": list(rows), **facts}}).decode()
    signature = by.sign(event_message(number, hashlib.sha256(text.encode()).hexdigest()))
    return LoggedEvent(text, name(by), base64_of(signature))


def made(number: int, key: DeskKey) -> LoggedEvent:
    return event(number, "key.made", key, row(key, "in_use"))


def replaced(
    number: int, former: DeskKey, new: DeskKey, by: DeskKey | None = None, consent: DeskKey | None = None
) -> LoggedEvent:
    agreed = (consent or new).sign(consent_message(name(former), name(new)))
    rows = (row(former, "replaced"), row(new, "in_use"))
    return event(number, "key.replaced", by or former, *rows, consent=base64_of(agreed))


def joined(number: int, by: DeskKey, new: DeskKey) -> LoggedEvent:
    return event(number, "key.joined", by, row(new, "in_use"), consent="")


def test_a_key_follows_the_ones_that_signed_for_it() -> None:
    history = key_history([made(1, FIRST), replaced(5, FIRST, SECOND), replaced(9, SECOND, THIRD)])
    assert set(history.of(name(THIRD))) == {name(FIRST), name(SECOND)}
    assert {change.event for change in history.of(name(THIRD)).values()} == {9}
    assert history.of(name(FIRST)) == {}, "nobody learns of an older key by a newer one"
    assert history.over == {name(FIRST), name(SECOND)}


def test_the_key_of_another_desk_was_let_in_and_takes_no_place() -> None:
    events = [made(1, FIRST), joined(4, FIRST, SECOND), replaced(7, FIRST, THIRD)]
    history = key_history(events)
    assert {one: change.joined for one, change in history.of(name(SECOND)).items()} == {name(FIRST): True}
    assert not history.of(name(THIRD))[name(FIRST)].joined
    assert history.over == {name(FIRST)}
    ended = event(8, "key.ended", THIRD, row(SECOND, "ended"), ended=name(SECOND))
    assert key_history([*events, ended]).over == {name(FIRST), name(SECOND)}


def test_a_forged_change_hands_nothing_on() -> None:
    true = [made(1, FIRST), replaced(5, FIRST, SECOND)]
    stolen = replace(true[1], text=true[1].text.replace(name(SECOND), name(FORGER)))
    forged = {
        "signed by the forger, who says it is the former key": replace(
            replaced(9, SECOND, FORGER, by=FORGER), key=name(SECOND)
        ),
        "signed by the forger": replaced(9, SECOND, FORGER, by=FORGER),
        "without the new key's consent": replaced(9, SECOND, FORGER, consent=SECOND),
        "another's signature": stolen,
        "by a key that is over": replaced(9, FIRST, FORGER),
        "let in by a key that is over": joined(9, FIRST, FORGER),
        "not signed": replace(replaced(9, SECOND, FORGER), signature=""),
        "no event": LoggedEvent('{"id":9,"body":{}}', name(SECOND), ""),
        "no rows": event(9, "key.replaced", SECOND),
    }
    for why, change in forged.items():
        history = key_history([*true, change])
        assert name(FORGER) not in history.forebears, why
        assert set(history.of(name(SECOND))) == {name(FIRST)}, why
        assert history.over == {name(FIRST)}, why


def test_nothing_is_handed_on_by_a_lost_key() -> None:
    lost = event(6, "key.lost", THIRD, row(SECOND, "lost"), row(THIRD, "in_use"), reason="চুরি")
    history = key_history([made(1, FIRST), replaced(5, FIRST, SECOND), lost])
    assert history.of(name(THIRD)) == {}
    assert history.over == {name(FIRST), name(SECOND)}


def test_who_was_let_in_on_the_way_is_told_of_all_before() -> None:
    history = key_history([made(1, FIRST), replaced(5, FIRST, SECOND), joined(9, SECOND, THIRD)])
    assert {one: change.joined for one, change in history.of(name(THIRD)).items()} == {
        name(FIRST): True,
        name(SECOND): True,
    }


def test_a_key_that_is_taken_up_again_is_no_forebear_of_itself() -> None:
    history = key_history([made(1, FIRST), replaced(5, FIRST, SECOND), replaced(9, SECOND, FIRST)])
    assert set(history.of(name(FIRST))) == {name(SECOND)}
    assert history.over == {name(SECOND)}


def test_a_record_continued_by_the_authority_begins_anew_about_keys() -> None:
    before = [made(1, FIRST), replaced(5, FIRST, SECOND)]
    continued = event(6, "record.continued", SECOND)
    assert key_history([*before, continued]).over == set()
    assert key_history([*before, replaced(9, FIRST, THIRD)]).of(name(THIRD)) == {}
    assert set(key_history([*before, continued, replaced(9, FIRST, THIRD)]).of(name(THIRD))) == {name(FIRST)}
