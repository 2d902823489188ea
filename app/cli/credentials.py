"""`credential`, `rotation`: which passwords are kept, when they were changed and when they have to be.

No value of a credential is ever printed, nor taken as an argument: a new password is read from the terminal
unseen, or from standard input, on the line after the passphrase where both come that way.
"""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, date, datetime

from app.bangla.dates import local, long_date
from app.cli import streams
from app.cli.dates import day, moment
from app.cli.identity import acting
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.services.base.clock import moment_of
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart
from app.services.base.secret import Secret
from app.services.office.accounts import account_named
from app.services.secrets import rotation, vault
from app.services.secrets.strength import measure, own_words
from app.services.secrets.views import CredentialView, RotationForm, RotationStatus, RotationView


def credential(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List the credentials in use, of one account or of all."""
    found = vault.credentials(desk, _account(desk, arguments))
    out.answer(
        {"credentials": [_credential_document(view) for view in found]},
        *([_credential_line(view, out) for view in found] or [out.words("cli.no_credentials")]),
    )
    return DONE


def rotate(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List how the passwords stand and their recorded changes, record one, or say that one is compromised."""
    account = _account(desk, arguments)
    if arguments.action == "list":
        return _list(desk, account, day(arguments.on), out)
    if account is None:
        raise Refusal("rotation.which_account")
    if not arguments.member:
        raise Refusal("rotation.who")
    by = acting(desk, arguments, out).id
    labelled = None
    if arguments.credential:
        labelled = rotation.credential_named(desk, account, arguments.credential)
    if arguments.action == "compromised":
        for id_ in _compromised(desk, account, labelled):
            rotation.compromised(desk, id_, arguments.note, by)
    else:
        form = RotationForm(RotationReason(arguments.reason), arguments.note, _moment(arguments.at))
        new = _new_password(arguments, out) if _keeps(desk, account, labelled) else None
        rotation.record_change(desk, account, form, by, labelled, new)
        if new is not None:
            _say_how_strong(desk, account, new, out)
    return _list(desk, account, None, out)


def _list(desk: Desk, account: int | None, on: date | None, out: Output) -> int:
    on = on or local(datetime.now(UTC)).date()
    standing = [entry for entry in rotation.statuses(desk, on) if account in (None, entry.account_id)]
    changes = rotation.history(desk, account)
    out.answer(
        {
            "on": on.isoformat(),
            "passwords": [_status_document(entry) for entry in standing],
            "changes": [_change_document(view) for view in changes],
        },
        *([_status_line(entry, out) for entry in standing] or [out.words("cli.no_accounts")]),
        *(_change_line(view, out) for view in changes),
    )
    return DONE


def _account(desk: Desk, arguments: argparse.Namespace) -> int | None:
    if not arguments.handle:
        return None
    return account_named(desk, arguments.handle, arguments.platform).id


def _keeps(desk: Desk, account: int, labelled: int | None) -> bool:
    """Whether the keyring holds the password that was changed, so that the new one has to go there too."""
    return any(
        SecretPart.PASSWORD in view.parts
        for view in vault.credentials(desk, account)
        if labelled in (None, view.id)
    )


def _compromised(desk: Desk, account: int, labelled: int | None) -> list[int]:
    if labelled is not None:
        return [labelled]
    found = [view.id for view in vault.credentials(desk, account)]
    if not found:
        raise Refusal("rotation.nothing_kept")
    return found


def _new_password(arguments: argparse.Namespace, out: Output) -> Secret | None:
    """From standard input with `--password-stdin`, else asked twice on the terminal; None without either."""
    if arguments.password_stdin:
        try:
            return Secret(streams.given().readline().decode("utf-8").rstrip("\r\n"))
        except UnicodeDecodeError:
            raise Refusal("cli.not_utf8", name="-") from None
    if not streams.typed():
        return None
    first = getpass.getpass(out.words("cli.new_password"))
    if getpass.getpass(out.words("cli.new_password_again")) != first:
        raise Refusal("rotation.differs")
    return Secret(first)


def _say_how_strong(desk: Desk, account: int, new: Secret, out: Output) -> None:
    """Warn that a password is weak. It is recorded all the same, for the platform has it."""
    found = measure(new, own_words(desk, account))
    if not found.passes:
        advice = " ".join(out.words(f"strength.advice.{entry}") for entry in found.advice)
        out.problem(f"{out.words(f'strength.{found.grade}')}. {advice}")


def _moment(written: str) -> datetime | None:
    """A date, or a time; without a zone it is Dhaka's."""
    if not written:
        return None
    if "T" in written or " " in written:
        return moment(written)
    found = day(written)
    return None if found is None else moment_of(found)


def _credential_document(view: CredentialView) -> dict[str, object]:
    return {
        "id": view.id,
        "platform": view.platform,
        "account": view.handle,
        "label": view.label,
        "keyring": view.keyring,
        "parts": [part.value for part in view.parts],
        "allowed": list(view.allowed),
        "created_at": view.created_at,
        "due_since": view.due_since,
        "due_reason": view.due_reason.value if view.due_reason is not None else None,
    }


def _credential_line(view: CredentialView, out: Output) -> str:
    parts = ", ".join(out.words(f"secret_part.{part}") for part in view.parts)
    return f"{out.words(f'platform.{view.platform}')} · @{view.handle} · {view.label} · {parts}"


def _status_document(entry: RotationStatus) -> dict[str, object]:
    return {
        "platform": entry.platform,
        "account": entry.handle,
        "personal": entry.personal,
        "credential": entry.label or None,
        "last_change": entry.last_change.isoformat() if entry.last_change is not None else None,
        "due": entry.due.isoformat() if entry.due is not None else None,
        "days": entry.days_left,
        "state": entry.state.value,
        "reason": entry.at_once_reason.value if entry.at_once_reason is not None else None,
        "every_days": entry.policy.days,
        "source": entry.policy.source,
        "under_way": entry.under_way.value if entry.under_way is not None else None,
    }


def _status_line(entry: RotationStatus, out: Output) -> str:
    words = out.words
    parts = [words(f"platform.{entry.platform}"), f"@{entry.handle}"]
    if entry.label:
        parts.append(entry.label)
    if entry.last_change is None:
        parts.append(words("rotation.never"))
    else:
        parts.append(words("rotation.last", date=long_date(entry.last_change, words.language)))
    if entry.at_once_reason is not None:
        parts.append(words("rotation.at_once", reason=words(f"rotation_reason.{entry.at_once_reason}")))
    elif entry.due is not None:
        due = long_date(entry.due, words.language)
        parts.append(words("rotation.due", state=words(f"due_state.{entry.state}"), date=due))
    if entry.under_way is not None:
        parts.append(words("rotation.is_under_way"))
    policy = entry.policy
    parts.append(words(f"rotation.source.{policy.source}", n=policy.days, note=policy.note))
    return " · ".join(parts)


def _change_document(view: RotationView) -> dict[str, object]:
    return {
        "platform": view.platform,
        "account": view.handle,
        "credential": view.label or None,
        "reason": view.reason.value,
        "note": view.note,
        "member": view.member,
        "at": view.at,
        "recorded_at": view.recorded_at,
    }


def _change_line(view: RotationView, out: Output) -> str:
    changed = long_date(local(view.at).date(), out.words.language)
    reason = out.words(f"rotation_reason.{view.reason}")
    parts = [changed, f"@{view.handle}", view.label, reason, view.member, view.note]
    return " · ".join(part for part in parts if part)
