"""Three members at three desks of one office on a server, each with a real window: the whole job.

One takes posts in, one desk checks each, two others decide, and everybody is told at once; then the archive.
`ANUMODON_PICTURES=FOLDER` keeps pictures of the windows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.models.tables import CheckRun, Event
from app.services.base import desk_settings
from app.services.base.clock import moment
from app.services.base.enums import Role, State
from app.services.posts import queue, verifying
from app.services.record import desks
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.killed_desk import desk_with_keys
from tests.helpers.postgresql import running_server
from tests.helpers.sample_office import set_up_office

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif("DISPLAY" not in os.environ, reason="three real windows on an X display"),
]
PEOPLE = (("Rahima", "bn", "light"), ("Karim", "en", "dark"), ("Selina", "en", "light"))
POSTS = ("আগামী রবিবার উপজেলা ভূমি অফিসে ভূমি মেলা।", "কৃষি ঋণের আবেদন এখন অনলাইনে।")


class Desk3:
    """One of the three: `desk.press("a")` has a person at its window do so."""

    def __init__(self, folder: Path, office: str, keys: Path, language: str, colours: str) -> None:
        command = [sys.executable, "-m", "tests.person.window_desk"]
        self._process = subprocess.Popen(
            [*command, str(folder), office, str(keys), language, colours],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __getattr__(self, name: str) -> Any:
        def do(*arguments: object) -> Any:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
            assert answer, f"the window ended while it was to {name} {arguments}"
            return json.loads(answer)

        return do

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.stdout is not None
        self._process.stdout.close()
        assert self._process.wait(60) == 0


@contextmanager
def password(value: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", value)
        yield


def set_up(folder: Path, office: str) -> None:
    """The office, the three desks let in, each with somebody sitting there."""
    names, keys = [name for name, _, _ in PEOPLE], folder / "keys"
    with desk_with_keys(folder / names[0], office, keys) as first:
        roles = (Role.MODERATOR, Role.MODERATOR, Role.AUTHORITY)
        members = set_up_office(first, list(zip(names, roles, strict=True)))
    for name in names:
        with desk_with_keys(folder / name, office, keys) as desk:
            desk_settings.set_(desk, "member", str(members[name]))
            asked = desks.introduce(desk)
        if asked is not None:
            with desk_with_keys(folder / names[0], office, keys) as first:
                desks.let_in(first, asked.fingerprint, "নতুন কক্ষ", members["Selina"], members["Karim"])
        shutil.copy(keys, folder / f"{name}.keys")


def posts(folder: Path) -> Path:
    """Two posts as folders, as somebody brings them on a stick."""
    for number, text in enumerate(POSTS):
        post = folder / "posts" / f"post-{number}"
        post.mkdir(parents=True)
        (post / "text.txt").write_text(text, encoding="utf-8")
        facts = ['account = "facebook:sample_upeo"', 'purpose = "5.c"']
        (post / "post.toml").write_text("\n".join([*facts, 'sources = ["উপজেলা ভূমি অফিস"]']), "utf-8")
    return folder / "posts"


def test_three_members_do_the_whole_job_at_three_windows(tmp_path: Path) -> None:
    pictures = Path(os.environ.get("ANUMODON_PICTURES", tmp_path))
    with ExitStack() as stack:
        server = stack.enter_context(running_server())
        stack.enter_context(password(server.password))
        address = server.new_office()
        stack.callback(server.drop, address)
        office = str(address)
        set_up(tmp_path, office)
        rahima, karim, selina = (
            Desk3(tmp_path / name, office, tmp_path / f"{name}.keys", language, colours)
            for name, language, colours in PEOPLE
        )
        for each in (rahima, karim, selina):
            stack.callback(each.end)
        for each in (selina, karim, rahima):
            each.come()  # all are on the screen: one that appears takes the keys from whoever presses them

        rahima.paste(str(posts(tmp_path)))
        for each in (rahima, karim, selina):
            each.checked(1)
            each.checked(2)
        rahima.press("Escape")

        karim.go_to(1)
        selina.go_to(1)
        karim.sees("Selina (")
        karim.picture(str(pictures / "open-elsewhere.png"))
        karim.press("a")
        rahima.sees("Karim খসড়া ১ অনুমোদন করেছেন")
        selina.sees("Karim has approved draft 1")
        selina.go_to(1)
        selina.press("a")
        told = [rahima.sees("Selina খসড়া ১ অনুমোদন করেছেন"), karim.sees("Selina has approved draft 1")]
        rahima.picture(str(pictures / "told-rahima.png"))
        karim.picture(str(pictures / "told-karim.png"))

        karim.go_to(2)
        karim.press("r", "name the source", "Return")
        rahima.sees("Karim খসড়া ২ ফেরত দিয়েছেন")

        out = tmp_path / "archive.zip"
        selina.press("Ctrl+4", "e")
        selina.export_to(str(out))
        report = verifying.verify(out, Work())
        assert report.ok

        with desk_with_keys(tmp_path / "Rahima", office, tmp_path / "Rahima.keys") as desk:
            assert [queue.draft(desk, id_).state for id_ in (1, 2)] == [State.APPROVED, State.RETURNED]
            with desk.store.read():
                assert CheckRun.select().count() == 2, "each was checked by one desk alone"
                second = Event.select().where(Event.kind == "draft.decided").order_by(Event.id)[1]
            print(
                f"on screen {', '.join(f'{at - moment(second.at).timestamp():.2f} s' for at in told)} later"
            )
            found = audit(desk, Work())
            assert found.problems == ()
            assert found.signed
