"""A compiled pack is the same pack; any other file in its place is ignored and written anew."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from app.checks.text import compiled
from app.checks.text.compile import main as compile_packs
from app.checks.text.engine import check_text
from app.checks.text.pack import PackError, RulePack, load_pack
from app.checks.text.pack_files import compiled_path
from app.checks.text.pack_holder import PackHolder
from app.checks.types import PostFacts, Severity
from app.services.base.rule_pack import RULEPACK, rule_pack
from tests.helpers.rulepacks import HEAD, rule_text, spotted, write_pack

RULES = "".join(
    (
        rule_text(
            "type: pair\nfirst: ['@symbols', ~nouka]\nsecond: [ভোট দেওয়া+, 'vote {din,den}']\nwithin: 3",
            ["নৌকায় ভোট দিন", "nowka vote din"],
            ["নৌকা", "ভোট দিন"],
        ),
        rule_text(
            "type: terms\nterms: [রাজাকার, =দল, দুর্নীতিবাজ]", ["রাজাকারের", "দল"], ["ক", "দলের"], rule_id="b.b"
        ),
    )
)
PACK = f"{HEAD}lists:\n  symbols: [নৌকা, ধানের শীষ]\nrules:\n{RULES}"
TEXT = "ধানের শীষে ভোট দিচ্ছি। naukar vote den! রা*জাকার, দুর্নীতি বাজদের দল।"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", rule=PACK)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache.json"


def _findings(folder: Path, cache: Path | None) -> list[tuple[str, str | None]]:
    report = check_text(TEXT, PostFacts(), load_pack(folder, cache))
    return [(finding.rule, finding.text) for finding in report.findings]


def test_a_cached_pack_finds_the_same(folder: Path, cache: Path) -> None:
    read = load_pack(folder, cache)
    written = cache.read_bytes()
    cached = load_pack(folder, cache)
    assert _findings(folder, cache) == _findings(folder, None) != []
    assert (cached.fingerprint, cached.examples) == (read.fingerprint, read.examples)
    assert cache.read_bytes() == written
    assert [file.name for file in cache.parent.iterdir() if file.is_file()] == [cache.name]


def test_a_pack_compiles_to_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    pattern = rule_text(
        "type: pattern\npattern: '(?:কর|ধর) (?:এখন|আজ|কাল)|(?:চল যাই|ওঠ সবাই|দে দৌড়)'",
        ["কর এখন", "ধর আজ"],
        ["কর", "আজ"],
        rule_id="c.c",
    )
    folder = write_pack(tmp_path / "pack", rule=PACK + pattern)
    written = []
    for seed in ("1", "2"):
        code = "import sys; from app.checks.text.compile import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", code, str(folder), "--into", str(tmp_path / seed)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        written.append(compiled_path(folder, tmp_path / seed).read_bytes())
    assert written[0] == written[1]


def test_an_unchanged_pack_is_not_proven_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_pack(folder, cache)
    monkeypatch.setattr("app.checks.text.vocabulary.parse_terms", None)
    assert spotted(load_pack(folder, cache), "রাজাকারের") == ["রাজাকারের"]


def test_a_changed_pack_is_read_anew(folder: Path, cache: Path) -> None:
    load_pack(folder, cache)
    (folder / "rule.yaml").write_text(PACK.replace("রাজাকার,", "রাজাকার, শালা,"), encoding="utf-8")
    assert spotted(load_pack(folder, cache), "শালার দল") == ["শালার", "দল"]
    assert spotted(load_pack(folder, cache), "শালার দল") == ["শালার", "দল"]


def test_a_bad_pack_is_never_cached(folder: Path, cache: Path) -> None:
    (folder / "rule.yaml").write_text(PACK.replace('["ক", "দলের"]', '["ক", "দল"]'), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError, match="should not match"):
            load_pack(folder, cache)
    assert not cache.exists()


def _signed(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def _with(content: bytes, **changes: object) -> bytes:
    head, _, entries = content.partition(b"\n")
    return _signed(json.dumps({**json.loads(head), **changes}).encode() + b"\n" + entries)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"\xff\x00" * 50,
        lambda content: _signed(content)[:-3],
        lambda content: _signed(content).replace("নৌকা".encode(), "নৌকো".encode(), 1),
        lambda content: _signed(b"[]"),
        lambda content: _signed(b"[" * 100_000),
        lambda content: _with(content, pack="0" * 12),
        lambda content: _with(content, code="0" * 64),
        lambda content: _with(content, uses=[[[[99, "", [0]]]], []]),
        lambda content: _with(content, uses=[]),
        lambda content: _with(content, asked=None),
        lambda content: _signed(content.partition(b"\n")[0]),
        lambda content: _signed(content.replace(b"\0", b"")),
    ],
)
def test_a_damaged_or_foreign_cache_is_ignored_and_rewritten(
    folder: Path, cache: Path, damage: object
) -> None:
    expected = _findings(folder, cache)
    good = cache.read_bytes()
    cache.write_bytes(damage(good.partition(b"\n")[2]))  # type: ignore[operator]
    assert _findings(folder, cache) == expected
    assert cache.read_bytes() == good


def test_a_cache_of_other_code_is_not_used(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_pack(folder, cache)
    before = cache.read_bytes()
    monkeypatch.setattr(compiled, "VERSION", "0.0.9")
    load_pack(folder, cache)
    assert cache.read_bytes() != before


def test_a_fresh_clone_with_other_times_takes_the_compiled_pack(folder: Path, cache: Path) -> None:
    load_pack(folder, cache)
    before = cache.stat().st_mtime_ns
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    load_pack(folder, cache)
    assert cache.stat().st_mtime_ns == before


def test_a_program_without_sources_takes_what_was_compiled_from_them(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_pack(folder, cache)
    before = cache.read_bytes()
    monkeypatch.setattr(compiled, "_code", lambda: "")
    assert _findings(folder, cache) == _findings(folder, None)
    assert cache.read_bytes() == before


def test_a_pack_that_changed_since_set_up_is_compiled_anew(folder: Path, tmp_path: Path) -> None:
    assert compile_packs([str(folder), "--into", str(tmp_path / "build")]) == 0
    built = compiled_path(folder, tmp_path / "build")
    before = built.stat().st_mtime_ns
    holder = PackHolder(folder, built)
    assert spotted(holder.pack, "রাজাকারের") == ["রাজাকারের"]
    assert built.stat().st_mtime_ns == before
    (folder / "rule.yaml").write_text(PACK.replace("রাজাকার,", "রাজাকার, শালা,"), encoding="utf-8")
    assert holder.reload() == ()
    assert spotted(holder.pack, "শালার") == ["শালার"]
    after = built.stat().st_mtime_ns
    assert after != before
    assert compile_packs([str(folder), "--into", str(tmp_path / "build")]) == 0
    assert built.stat().st_mtime_ns == after


def test_what_lies_in_the_user_s_cache_silences_no_rule(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There other programs of the same user can write, which could not change the program."""
    program, user = tmp_path / "program", tmp_path / "user"
    rules, build = program / "resources" / "rulepacks" / RULEPACK, program / "build"
    rules.parent.mkdir(parents=True)
    folder.rename(rules)
    user.mkdir()
    load_pack(rules, user / "good")
    silent = _with((user / "good").read_bytes().partition(b"\n")[2]).replace(b'"block"', b'"note"')
    silent = _signed(silent.partition(b"\n")[2])
    monkeypatch.setattr("app.services.base.rule_pack.resources", lambda: program / "resources")
    monkeypatch.setattr("app.services.base.rule_pack.built", lambda: build)
    monkeypatch.setenv("ANUMODON_CACHE", str(user))
    for name in ("rulepack.compiled", compiled_path(rules, build).name):
        (user / name).write_bytes(silent)
        (user / name).with_suffix(".fingerprint").write_text("forged forged", encoding="ascii")
    pack = rule_pack().pack
    assert {rule.severity for rule in pack.rules} == {Severity.BLOCK}
    assert rule_pack().fingerprint == pack.fingerprint


def test_a_pack_with_mistakes_is_not_compiled_but_told_of(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rule.yaml").write_text(PACK.replace("type: terms", "type: nothing"), encoding="utf-8")
    assert compile_packs([str(folder), "--into", str(tmp_path / "build")]) == 1
    assert "rule.yaml:" in capsys.readouterr().err
    assert list((tmp_path / "build").iterdir()) == []


def test_the_fingerprint_does_not_wait_for_a_pack_that_loads(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window asks for it while it paints for the first time."""
    asked, answered = Event(), Event()

    def slow(*files: Path | None) -> RulePack:
        asked.set()
        assert answered.wait(60)
        return load_pack(*files)

    monkeypatch.setattr("app.checks.text.pack.load_pack", slow)
    holder = PackHolder(folder)
    with ThreadPoolExecutor() as pool:
        loading = pool.submit(lambda: holder.pack)
        assert asked.wait(60)
        fingerprint = holder.fingerprint
        answered.set()
        assert fingerprint == loading.result().fingerprint == holder.fingerprint


def test_without_a_place_to_write_the_pack_still_loads(folder: Path, tmp_path: Path) -> None:
    assert _findings(folder, tmp_path / "nowhere" / "cache.json") == _findings(folder, None)


def test_a_holder_reloads_through_its_cache(folder: Path, cache: Path) -> None:
    holder = PackHolder(folder, cache)
    first = holder.pack
    assert cache.exists()
    assert holder.reload() == ()
    assert holder.pack is not first
    assert holder.pack.fingerprint == first.fingerprint
