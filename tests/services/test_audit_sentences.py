"""What the audit found reads as a sentence in both languages, whichever row it is about."""

from __future__ import annotations

from app.i18n import LANGUAGES, Translator
from app.models.tables import RECORDED
from app.services.record.sentences import note_sentence, problem_sentence
from app.services.record.views import AuditNote, AuditProblem


def test_every_recorded_row_has_a_name_in_both_languages() -> None:
    for table in RECORDED:
        problem = AuditProblem("row_edited", 5, f"{table._meta.table_name} 1234")
        for language in LANGUAGES:
            assert f"({problem.detail})" in problem_sentence(problem, Translator(language))


def test_a_row_is_called_by_a_name_and_as_the_database_has_it() -> None:
    problem = AuditProblem("row_removed", 1234, "draft 12")
    assert problem_sentence(problem, Translator("bn")) == (
        "ঘটনা ১,২৩৪-এ লেখা পোস্ট ১২ (draft 12) সারিটি ডেটাবেস থেকে মুছে ফেলা হয়েছে।"
    )
    said = problem_sentence(AuditProblem("row_inserted", None, "member 12"), Translator("en"))
    assert said.startswith("No event of the record tells of the row member 12:")


def test_a_time_in_a_note_is_the_persons_own() -> None:
    moved = AuditNote("clock_back", 7, "2027-03-01T20:30")
    assert "2 March 2027, 02:30" in note_sentence(moved, Translator("en"))
    assert "২ মার্চ ২০২৭, ০২:৩০" in note_sentence(moved, Translator("bn"))
    stamped = AuditNote("stamped", 7, "2026-12-01 20:30:00 UTC · An Authority")
    assert "2 December 2026, 02:30 · An Authority" in note_sentence(stamped, Translator("en"))
    assert "soon" in note_sentence(AuditNote("clock_ahead", 7, "soon"), Translator("en")), "as it was damaged"
