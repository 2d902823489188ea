"""`doctor`: whether all that the program leans on is in order, before an office was begun and after."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from app.bangla.dates import long_date
from app.cli.folder import data_folder
from app.cli.opening import opened_desk
from app.cli.output import DONE, NO, Output
from app.errors import Refusal
from app.services.base.desk import open_desk
from app.services.base.folder import require_office
from app.services.office.office import office
from app.services.program.doctor import Reading, examine, examine_machine, office_there
from app.work import Work


def doctor(arguments: argparse.Namespace, out: Output) -> int:
    """Look at what the program leans on; status 1 when something is not in order.

    Where no office was begun, the computer alone is looked at, and nothing is made in the data folder.
    """
    readings = _readings(arguments, out)
    document = {
        "ok": not any(reading.troubles for reading in readings),
        "readings": [
            {"key": reading.key, "ok": reading.ok, "sentence": _reading_line(reading, out)}
            for reading in readings
        ],
    }
    out.answer(
        document,
        *(
            f"{'✓' if reading.ok else '✗' if reading.troubles else '–'} {_reading_line(reading, out)}"
            for reading in readings
        ),
    )
    return DONE if document["ok"] else NO


def _readings(arguments: argparse.Namespace, out: Output) -> tuple[Reading, ...]:
    folder = data_folder(arguments)
    try:
        if not arguments.office_server:
            require_office(folder)
    except Refusal as refusal:
        if refusal.key != "folder.no_office":
            raise
        with tempfile.TemporaryDirectory() as name:
            desk = open_desk(Path(name) / "data")
            try:
                return office_there(str(folder), begun=False), *examine_machine(desk, Work())
            finally:
                desk.close()
    desk = opened_desk(arguments, out)
    try:
        where = desk.store.name if desk.shares_office else str(folder)
        return office_there(where, begun=office(desk) is not None), *examine(desk, Work())
    finally:
        desk.close()


def _reading_line(reading: Reading, out: Output) -> str:
    params = dict(reading.params)
    if "day" in params:
        params["day"] = long_date(date.fromisoformat(str(params["day"])), out.words.language)
    if reading.mistake is not None:
        params["mistake"] = reading.mistake.in_(out.words.language)
    sentence = out.words(f"doctor.{reading.key}{'' if reading.ok else '_bad'}", **params)
    return f"{sentence} {out.words.refusal(reading.refusal)}" if reading.refusal is not None else sentence
