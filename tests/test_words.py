"""The catalogues: the same sentences in both languages, none missing, none idle, none half translated."""

from __future__ import annotations

import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from app.archive.types import Whose
from app.checks.photo.office_name import Answer
from app.checks.types import Severity, Use
from app.i18n import LANGUAGES, Translator, catalogue
from app.models.tables import RECORDED
from app.paths import resources
from app.services.base.due_dates import DueState
from app.services.base.enums import (
    CHECKLIST,
    PLATFORMS,
    PURPOSES,
    AnswerState,
    ChecklistState,
    CheckState,
    DismissalReason,
    DraftKind,
    DueAction,
    Reply,
    ResponseKind,
    Role,
    RotationReason,
    RuleKind,
    SecretPart,
    State,
    Verdict,
)
from app.services.past.views import PastReply
from app.services.posts.mending import Lack
from app.services.secrets.strength import Advice
from tests.helpers.spoken import PLURAL, Spoken, literals, placed_literals, spoken

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
# Sentences spoken by the values of an enum or a list: `state.pending`, `obstacle.checks_failed`.
BY_VALUE: dict[str, Iterable[str]] = {
    "state.": State,
    "role.": Role,
    "severity.": Severity,
    "reply.": Reply,
    "because.": DismissalReason,
    "checks.": set(CheckState) - {CheckState.DONE},
    "obstacle.checks_": set(CheckState) - {CheckState.DONE},
    "error.review.cannot.checks_": set(CheckState) - {CheckState.DONE},
    "platform.": PLATFORMS,
    "purpose.": PURPOSES,
    "secret_part.": SecretPart,
    "rotation_reason.": RotationReason,
    "due_state.": DueState,
    "strength.advice.": Advice,
    "queue.severity.": Severity,
    "queue.reply.": Reply,
    "queue.lack.": set(Lack) - {Lack.PURPOSE},
    "viewer.name.": Answer,
    "queue.use.": Use,
    "queue.kind.": DraftKind,
    "archive_page.post_kind.": DraftKind,
    "queue.verdict.": Verdict,
    "rules.kind.": RuleKind,
    "archive_page.use.": Use,
    "archive_page.verdict.": Verdict,
    "archive_page.answer.": Reply,
    "archive_page.severity.": Severity,
    "due.action.": DueAction,
    "past.reply.": PastReply,
    "past.reply_short.": PastReply,
    "past.effect.": set(PastReply) - {PastReply.TAKE_DOWN},
    "response_kind.": ResponseKind,
    "response_state.": AnswerState,
    "signature.": Whose,
    "signature_joined.": {Whose.FOLLOWS, Whose.FOLLOWS_KNOWN},
    "checklist.asks.": CHECKLIST,
    "checklist.state.": {*ChecklistState, "nobody_looked", "review"},
}
# What fills the sentences of a table whose keys travel as values, apart from the call that speaks them.
FILLED_BY = {"verify": {"file", "detail"}, "audit": {"event", "detail"}, "reminder": {"n"}, "obstacle": {"n"}}
# A refusal of the image decoder gets the image's name from the decoder's client, which knows it.
ADDED_LATER = {"error.media.": {"name"}}
FILE_NAMES = {"window.lock"}


def test_no_sentence_is_written_twice() -> None:
    for language in LANGUAGES:
        tables = [_keys(tomllib.loads(file.read_text("utf-8"))) for file in _files(language)]
        counted = Counter(key for table in tables for key in table)
        assert [key for key, times in counted.items() if times > 1] == []


def test_both_languages_have_the_same_files_and_sentences() -> None:
    """Plurals aside: a Bangla noun does not change after a number."""
    assert [file.name for file in _files("bn")] == [file.name for file in _files("en")]
    bangla, english = ({_singular(key) for key in catalogue(language)} for language in LANGUAGES)
    assert bangla == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_spoken_as_it_is_written(language: str) -> None:
    """The program reads most tables itself, and not by TOML's reader."""
    words = Translator(language)
    sentences = catalogue(language)
    assert {key: words(key) for key in sentences} == dict(sentences)


def test_both_languages_are_filled_with_the_same() -> None:
    bangla, english = catalogue("bn"), catalogue("en")
    for key, sentence in english.items():
        assert _holes(sentence) == _holes(bangla.get(key) or bangla[_singular(key)]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_the_program_names_is_there(language: str) -> None:
    sentences = catalogue(language)
    assert [said for said in _named_in_full() if said.id not in sentences] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_gets_what_fills_it(language: str) -> None:
    sentences = catalogue(language)
    unfilled = [
        said
        for said in _named_in_full()
        if said.filled is not None
        for id_ in (said.id, said.id + PLURAL)
        if not _holes(sentences.get(id_, "")) <= said.filled | _added_later(id_)
    ]
    assert unfilled == []
    for table, names in FILLED_BY.items():
        for key, sentence in sentences.items():
            assert not key.startswith(f"{table}.") or _holes(sentence) <= names, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prefix", BY_VALUE)
def test_every_value_has_its_word(prefix: str, language: str) -> None:
    named = {key.removeprefix(prefix) for key in catalogue(language) if key.startswith(prefix)}
    assert set(map(str, BY_VALUE[prefix])) == named


def test_every_key_written_in_the_window_is_there() -> None:
    sentences = catalogue("bn")
    tables = {key.rpartition(".")[0] for key in sentences}
    errors = {key.removeprefix("error.") for key in sentences if key.startswith("error.")}
    for file, line, key in placed_literals():
        if (
            file.startswith("app/ui/")
            and KEY.fullmatch(key)
            and key.rpartition(".")[0] in tables
            and not key.endswith("_")
            and key not in FILE_NAMES
        ):
            assert key in sentences or key in tables or key in errors, f"{file}:{line} {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_idle(language: str) -> None:
    """Each key stands in the program, or is put together there from parts that do."""
    constants = literals()
    # An option's name stands behind its dashes.
    parts = constants | {constant.removeprefix("--").replace("-", "_") for constant in constants}
    parts |= {table._meta.table_name for table in RECORDED}
    ids = {said.id for said in spoken()}
    templates = [re.compile(re.escape(id_).replace(r"\{\}", "(.*)")) for id_ in ids if "{}" in id_]

    def spoken_somewhere(key: str) -> bool:
        if key in ids or key in constants or key.removeprefix("error.") in constants:
            return True
        table, _, last = key.rpartition(".")
        if "." in table and table in constants and last in parts:
            return True
        matches = [match for template in templates if (match := template.fullmatch(key))]
        return any(set(match.groups()) <= parts for match in matches)

    idle = [key for key in catalogue(language) if not spoken_somewhere(_singular(key))]
    assert idle == []


# What stays as it is in a Bangla sentence.
LATIN = {
    *("GIF", "JPEG", "PNG", "WebP", "AVIF", "HEIC"),
    *("MOV", "WebM", "MKV", "AVI", "OGG", "WAV", "FLAC", "AAC"),
    *("CSV", "JSON", "TOML", "YAML", "UTC", "GPS", "OpenCV", "SutonnyMJ"),
    *("ActivityStreams", "RO", "Crate", "BagIt", "PREMIS"),
    *("PDF", "WACZ"),
    *("Ctrl", "Enter", "Esc", "Space"),
    *(
        "account",
        "purpose",
        "sources",
        "schedule",
        "kind",
        "author",
        "use",
        "alt",
        "post",
        "banner",
        "profile",
    ),
    *("true", "false", "terms", "pattern", "triggers", "pair", "sentence"),
    *("anumodon", "bn", "en", "office", "set", "data", "passphrase", "member", "clear"),
    *("make", "setup", "ocr"),
    *("PostgreSQL", "TLS", "move"),
    *("keeping", "disposal", "class", "hold", "ID", "ka", "kha", "ga", "gha", "years", "keep", "destroy"),
    *(
        "show",
        "answer",
        "account",
        "reopen",
        "stay",
        "order",
        "memo",
        "confirm",
        "LIST",
        "NUMBER",
        "MEMO",
        "SHA",
        "SCRAM",
        "PURPOSE",
        "YEARS",
        "OWNER",
        "SERVER",
        "DATABASE",
    ),
    *(
        "backup",
        "restore",
        "settle",
        "key",
        "keys",
        "BACKUP",
        "NEW",
        "FOLDER",
        "DRIVE",
        "age",
        "README",
        "AGE",
        "SECRET",
        "KEY",
    ),
    *(
        "history",
        "import",
        "list",
        "answer",
        "same",
        "forgot",
        "intruder",
        "take",
        "down",
        "DOWNLOAD",
        "HANDLE",
        "NAME",
        "ID",
        "TEXT",
    ),
    *("archives", "place", "N", "ARCHIVE", "restore", "restored", "rewrite", "FINGERPRINT", "PATH"),
    *("HTML", "certificate", "verify", "audit", "minisign", "V", "p", "m", "NAME"),
    "English",
}
# Places to fill, file names and endings, clause and rule ids, dates for commands, options, addresses.
CODE = re.compile(
    r"\{\w+\}|\.[a-z]+\b|[A-Za-z][\w-]*(\.[\w-]+)+|[\d.]+\.[a-j]\b|\d{4}-\d\d-\d\d(T[\d:]+)?|--[\w-]+|https?://"
    r"|postgresql://[\w@/-]+|postgresql-client|pg_dump|python3-tesserocr|tesseract-ocr-ben"
    r"|\d{4}-Q\d|UTF-\d+|SHA-256|scram-sha-256|BagIt 1.0|MP[34]|M4A|3GP"
)
NAMED_IN_BANGLA = {"command.language", "settings.language_bn", "first.other_language"}
BANGLA_LETTER = re.compile("[\u0980-\u09ff]")


def test_bangla_sentences_are_in_bangla() -> None:
    for key, sentence in catalogue("bn").items():
        if key.endswith("_example"):
            continue
        bare = CODE.sub(" ", sentence)
        assert set(re.findall("[A-Za-z]+", bare)) <= LATIN, f"{key}: {sentence}"
        assert not re.search("[0-9]", bare), f"{key}: {sentence}"
        assert not re.search(r"[\u0980-\u09ff]\.( |$)", sentence), f"{key}: a sentence ends with ।"


def test_english_sentences_are_in_english() -> None:
    """But for a Bangla name that is meant as one."""
    for key, sentence in catalogue("en").items():
        if key not in NAMED_IN_BANGLA and not key.endswith("_example"):
            assert not BANGLA_LETTER.search(sentence), f"{key}: {sentence}"


def _named_in_full() -> list[Spoken]:
    return [said for said in spoken() if "{}" not in said.id]


def _singular(key: str) -> str:
    """The key a plural belongs to. `too_many` alone is no plural."""
    singular = key.removesuffix(PLURAL)
    return singular if singular in catalogue("en") else key


def _added_later(id_: str) -> set[str]:
    return {name for prefix, names in ADDED_LATER.items() if id_.startswith(prefix) for name in names}


def _files(language: str) -> list[Path]:
    return sorted((resources() / "i18n" / language).glob("*.toml"))


def _keys(table: dict[str, Any], prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, value in table.items():
        found += _keys(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]
    return found


def _holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
