"""How severities look where text and pictures are marked: ink and ground as theme tokens, and their order."""

from __future__ import annotations

from app.checks.types import Severity

INKS = {Severity.BLOCK: "danger", Severity.WARN: "warn", Severity.NOTE: "note"}
GROUNDS = {Severity.BLOCK: "bad", Severity.WARN: "highlight", Severity.NOTE: "note_soft"}
ORDER = {Severity.NOTE: 0, Severity.WARN: 1, Severity.BLOCK: 2}
