"""The quorum of three by command: drafter, author, the same member twice and the unproven are refused."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon

STDIN = "--passphrase-stdin"
WORDS = {"Selina": "শাপলা নদীর ধারে সকাল", "Rahima": "seven boats near the ghat"}


def test_every_way_round_the_quorum_is_refused(anumodon: Anumodon, tmp_path: Path) -> None:
    office = anumodon
    for command in (
        ("member", "add", "Selina", "--role", "authority"),
        ("member", "add", "Jamal", "--role", "drafter"),
        ("member", "add", "Rahima", "Karim", "--role", "moderator"),
        ("office", "set", "--name-bn", "নমুনা অফিস", "--member", "Selina"),
        ("account", "add", "sample", "--platform", "facebook", "--name", "নমুনা", "--member", "Selina"),
    ):
        done = office(*command)
        assert done.status == 0, done.error
    (tmp_path / "post.txt").write_text("ভূমি মেলা রবিবার শুরু।", encoding="utf-8")
    taken = office("intake", tmp_path / "post.txt", "--member", "Karim", "--json")
    post = str(taken.json["posts"][0]["draft"])

    def approve(name: str, *, words: str | None = None) -> int:
        by = ("--member", name)
        stdin = (STDIN,) if words is not None else ()
        return office("decide", post, "approve", *by, *stdin, stdin=f"{words or ''}\n").status

    assert approve("Jamal") == 1, "a drafter"
    no = office("decide", post, "approve", "--member", "Karim", "--json")
    assert (no.status, no.json["in_the_way"], no.json["state"]) == (1, "own_draft", "pending")
    assert len(no.error.splitlines()) == 1
    assert approve("Karim") == 1, "its own author"
    said = office("decide", post, "approve", "--member", "Rahima", "--lang", "en")
    assert said.status == 0
    assert said.out.startswith(f"Draft {post} is approved by 1 of the 2 who have to")
    assert approve("Rahima") == 1, "the same once more"
    assert office("show", post, "--json").json["state"] == "pending"
    first = office("member", "passphrase", "Selina", STDIN, stdin=f"{WORDS['Selina']}\n")
    assert first.status == 0, first.error
    assert office("member", "passphrase", "Rahima", STDIN, stdin=f"{WORDS['Rahima']}\n").status == 2
    by = ("--member", "Selina", STDIN)
    code = office("member", "reset", "Rahima", *by, "--json", stdin=f"{WORDS['Selina']}\n").json["temporary"]
    own = office("member", "passphrase", "Rahima", STDIN, stdin=f"{code}\n{WORDS['Rahima']}\n")
    assert own.status == 0, own.error
    assert office("show", post, "--json").json["approvals"] == 0, "given before hers could be proven"
    assert approve("Selina") == 3, "nobody types for her"
    assert approve("Selina", words=WORDS["Rahima"]) == 2
    assert approve("Karim", words=WORDS["Rahima"]) == 2, "one without a passphrase"
    assert approve("Selina", words=WORDS["Selina"]) == 0
    assert office("show", post, "--json").json["state"] == "pending"
    assert approve("Rahima", words=WORDS["Rahima"]) == 0
    assert office("show", post, "--json").json["state"] == "approved"
    tried = [
        line["key"] for line in office("show", post, "--json").json["history"] if "attempt" in line["key"]
    ]
    assert tried == ["attempt_role", "attempt_own", "attempt_passphrase", "attempt_unproven"]
    audited = office("audit", "--json").json
    assert audited["ok"]
    [note] = audited["notes"]
    assert note["kind"] == "attempts"
    assert note["reason"] == "? (Karim) 1, ? (Rahima) 1, ? (Selina) 1, Jamal 1, Karim 1", (
        "and one who claimed a colleague without a passphrase"
    )
