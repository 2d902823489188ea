"""`certificate` and `verify NAME.proof` as a script runs them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon


def test_a_certificate_is_verified_without_a_data_folder(office: Anumodon, tmp_path: Path) -> None:
    text = tmp_path / "post.txt"
    text.write_text("ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।", encoding="utf-8")
    draft = office("intake", text, "--member", "Rahima", "--json").json["posts"][0]["draft"]
    out = tmp_path / "post.pdf"
    early = office("certificate", draft, "--out", out, "--lang", "en")
    assert (early.status, out.exists()) == (2, False)
    for finding in office("show", draft, "--json").json["findings"]:
        office("answer", draft, finding["number"], "dismiss", "--member", "Rahima", "--reason", "ঠিক আছে")
    assert office("decide", draft, "approve", "--member", "Rahima").status == 0
    made = office("certificate", draft, "--out", out, "--json")
    assert made.status == 0, made.error
    assert out.read_bytes().startswith(b"%PDF")
    nowhere = ("--data", tmp_path / "nowhere", "--json")
    found = office("verify", made.json["proof"], "--allow-unsigned", *nowhere)
    assert found.status == 0, found.out
    assert found.json["approvals"][0]["member"] == "Rahima"
    assert found.json["digest"] == made.json["digest"]
    assert office("verify", made.json["proof"], *nowhere).status == 1  # no keyring here, so no signature
    assert not (tmp_path / "nowhere").exists()
