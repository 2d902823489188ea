"""The written posts are what their README promises: enough, spread evenly, and the two parts far apart."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from app.checks.types import Finding, Severity
from app.i18n import Bilingual
from tests.eval.text import load as loading
from tests.eval.text.load import CLAUSES, KINDS, Part, Post, load, near_copies
from tests.eval.text.score import score
from tests.training import apart
from tests.training.apart import COMMAND, LIKENESS, RECORD, digests, training_ids


@pytest.fixture(scope="module", params=[Part.DEV, Part.TEST])
def posts(request: pytest.FixtureRequest) -> tuple[Post, ...]:
    return load(request.param)


@pytest.mark.parametrize(("part", "least"), [(Part.TEST, 0.45), (Part.DEV, 0.25)])
def test_enough_of_the_posts_are_clean(part: Part, least: float) -> None:
    """Half of the held-out part. The other leans to the violations, where breadth was missing; catches and
    false alarms are counted apart, so the proportion moves no figure."""
    posts = load(part)
    clean = sum(post.clean for post in posts)
    assert clean >= 165
    assert least <= clean / len(posts) <= 0.55


def test_every_clause_has_posts_of_every_kind(posts: tuple[Post, ...]) -> None:
    found = Counter((post.clauses[0], post.kind) for post in posts if not post.clean)
    for clause in CLAUSES:
        assert sum(found[clause, kind] for kind in KINDS) >= 11, clause
        assert all(found[clause, kind] >= 2 for kind in KINDS if kind != "clean"), clause


def test_every_clause_is_broken_in_bangla_romanised_and_english(posts: tuple[Post, ...]) -> None:
    for clause in CLAUSES:
        scripts = {post.script for post in posts if post.clauses[:1] == (clause,)}
        assert {"bangla", "romanised", "english"} <= scripts, clause


def test_most_posts_are_in_bangla_and_each_script_has_clean_ones(posts: tuple[Post, ...]) -> None:
    scripts = Counter(post.script for post in posts)
    assert 0.60 <= scripts["bangla"] / len(posts) <= 0.75
    assert scripts.keys() == {post.script for post in posts if post.clean}


@pytest.mark.parametrize("held_out", [Part.TEST, Part.HARD])
def test_no_post_to_write_rules_by_is_nearly_in_a_held_out_part(held_out: Part) -> None:
    copies = [(own.id, other.id) for own, other, _ in near_copies(load(Part.DEV), load(held_out), LIKENESS)]
    assert not copies


def test_what_is_trained_with_was_found_apart_from_the_held_out_parts() -> None:
    """A minute's work, which only another file can change: done where the files change, and recorded."""
    assert digests() == RECORD.read_text(encoding="utf-8"), f"not looked at as it is now: {COMMAND}"


def test_a_sentence_nearly_in_a_held_out_part_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [clean, *_] = [post for post in load(Part.TEST) if post.clean and post.script == "bangla"]
    written = [
        {"id": "clean-s1", "script": "bangla", "kind": "clean", "clauses": [], "text": clean.text + " ."}
    ]
    (tmp_path / "clean.yaml").write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    monkeypatch.setattr(loading, "TRAINING", tmp_path)
    monkeypatch.setattr(apart, "load", loading.load.__wrapped__)
    monkeypatch.setattr(apart, "RECORD", tmp_path / "record")
    assert apart.main() == 1
    told = capsys.readouterr().out.splitlines()
    assert f"clean-s1 is nearly {clean.id} (100%)" in told
    assert "fewer than 2,000 clean posts" in told
    assert f"nothing offends {CLAUSES[0]}" in told
    assert not (tmp_path / "record").exists()


def test_ids_are_not_shared_by_the_parts() -> None:
    ids = [post.id for part in Part if part != Part.TRAINING for post in load(part)] + training_ids()
    assert len(ids) == len(set(ids)) > 90_000


def test_hard_posts_hide_one_quiet_sentence_of_each_clause_in_a_notice() -> None:
    posts = load(Part.HARD)
    found = Counter(post.clauses[0] for post in posts if not post.clean)
    assert all(found[clause] >= 30 for clause in CLAUSES)
    assert {post.kind for post in posts} == {"embedded", "clean"}


def test_a_near_copy_is_noticed_through_punctuation_and_case() -> None:
    post = Post("a", "english", "clean", (), (), "Relief goods will be given at the school on Sunday.")
    copy = Post("b", "english", "clean", (), (), "RELIEF goods, will be given at the School on Monday!")
    assert [pair[:2] for pair in near_copies([post], [copy], LIKENESS)] == [(post, copy)]


def finding(severity: Severity, *clauses: str) -> Finding:
    words = Bilingual("", "")
    return Finding("some.rule", clauses, severity, words, words)


@pytest.mark.parametrize(
    ("findings", "caught", "rightly"),
    [
        ([], 0, 0),
        ([finding(Severity.NOTE, "10.b")], 0, 0),
        ([finding(Severity.WARN, "10.h")], 1, 0),
        ([finding(Severity.WARN, "10.b")], 1, 1),
        ([finding(Severity.BLOCK, "circular.c")], 1, 1),
        ([finding(Severity.WARN, "10.h"), finding(Severity.NOTE, "10.b")], 1, 0),
        ([finding(Severity.WARN, "10.e")], 1, 1),
        ([finding(Severity.WARN, "7.a")], 0, 0),
    ],
)
def test_a_catch_counts_from_warn_and_a_right_one_needs_its_clause(
    findings: list[Finding], caught: int, rightly: int
) -> None:
    post = Post("x", "bangla", "direct", ("10.b",), ("10.e",), "…")
    tally = score([post], lambda _: findings).tally(clause="10.b")
    assert (tally.posts, tally.caught, tally.rightly) == (1, caught, rightly)


def test_false_alarms_are_counted_in_clean_posts_alone() -> None:
    clean = [Post(str(i), "bangla", "clean", (), (), "…") for i in range(4)]
    bad = Post("x", "bangla", "direct", ("10.b",), (), "…")
    found = {"0": [finding(Severity.WARN, "10.b")] * 2, "1": [finding(Severity.NOTE, "10.b")]}
    scored = score([*clean, bad], lambda post: found.get(post.id, []))
    assert scored.false_alarms(Severity.WARN) == 250
    assert scored.false_alarms(Severity.NOTE) == 250
    assert scored.false_alarms(Severity.BLOCK) == 0
    assert [result.post.id for result in scored.worst_alarms()] == ["0"]
    assert [result.post.id for result in scored.worst_misses()] == ["x"]
