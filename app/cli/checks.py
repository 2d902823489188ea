"""`check-text` and `check-image`: the rules and detectors over a text or images that are no draft."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.checks.types import Finding, PhotoReport, Severity, TextReport, Use
from app.cli import streams
from app.cli.folder import data_folder
from app.cli.output import DONE, NO, Output, in_both_languages
from app.errors import Refusal
from app.files import read_capped
from app.intake.limits import FILE_BYTES
from app.intake.texts import typed_text
from app.media.formats import is_clip
from app.services.program.standalone_checks import (
    CheckedImage,
    Checker,
    Surroundings,
    read_file,
    surroundings,
)


def check_text(arguments: argparse.Namespace, out: Output) -> int:
    """One text, or with `--lines` one a line; status 1 when a finding blocks."""
    blocked = False
    with Checker() as checker:
        if arguments.lines is not None:
            for text in _lines(typed_text(read_file(arguments.lines, FILE_BYTES), arguments.lines.name)):
                report = checker.text(text)
                blocked |= _blocks(report)
                out.answer(_text_document(report), _summary(report.findings, out))
            return NO if blocked else DONE
        report = checker.text(_one_text(arguments.file))
    out.answer(_text_document(report), *_finding_lines(report.findings, out))
    return NO if _blocks(report) else DONE


def check_image(arguments: argparse.Namespace, out: Output) -> int:
    """Each image, video or audio, with its findings and what was not checked; status 1 when a finding blocks.

    With a data folder the office's names and logo are looked for on banners and profile pictures. A file
    that cannot be read is a sentence on standard error; the others are checked all the same.
    """
    blocked = False
    refused: set[int] = set()
    around = _around(arguments)
    with Checker() as checker:
        for file in arguments.files:
            try:
                checked = checker.image(file, Use(arguments.use), around)
            except Refusal as refusal:
                refused.add(refusal.exit_status)
                out.problem(out.words.refusal(refusal))
                continue
            blocked |= _blocks(checked.report)
            lines = (f"{file}:", *_finding_lines(checked.report.findings, out), *_unchecked(checked, out))
            out.answer(_image_document(checked, str(file)), *lines)
    if refused:
        return min(refused)  # what is wrong with what was given goes before what the machine lacks
    return NO if blocked else DONE


def _around(arguments: argparse.Namespace) -> Surroundings:
    """The office and the platform, read from the data folder where an image wants them."""
    account, platform = arguments.account, arguments.platform or ""
    if Use(arguments.use) is Use.POST and not account:
        return Surroundings(platform=platform)
    named = arguments.data is not None
    return surroundings(data_folder(arguments), account=account, platform=platform, named=named)


def _one_text(file: Path | None) -> str:
    if file is not None:
        return typed_text(read_file(file, FILE_BYTES), file.name)
    return typed_text(read_capped(streams.given(), FILE_BYTES, "-"), "-")


def _lines(text: str) -> Iterator[str]:
    """Posts written one a line: `\\n` is a newline, `\\\\` a backslash.

    An empty line is a post without words, so that the nth answer is the nth line's.
    """
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()  # behind the last line's end
    for line in lines:
        line = line.removesuffix("\r")
        yield "\\".join(part.replace("\\n", "\n") for part in line.split("\\\\"))


def _blocks(report: TextReport | PhotoReport) -> bool:
    return any(finding.severity is Severity.BLOCK for finding in report.findings)


def _finding_lines(findings: tuple[Finding, ...], out: Output) -> list[str]:
    if not findings:
        return [out.words("cli.no_rule_matched")]
    return [out.finding_line(finding, number) for number, finding in enumerate(findings, 1)]


def _summary(findings: tuple[Finding, ...], out: Output) -> str:
    return "; ".join(_finding_lines(findings, out))


def _unchecked(checked: CheckedImage, out: Output) -> list[str]:
    return [
        out.words("cli.not_checked", reason=entry.reason.in_(out.words.language))
        for entry in checked.report.not_checked
    ]


def _finding_document(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "severity": finding.severity.value,
    }


def text_finding(finding: Finding) -> dict[str, object]:
    """A finding in a text as scripts read it."""
    return {
        **_finding_document(finding),
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "why": in_both_languages(finding.why),
    }


def _text_document(report: TextReport) -> dict[str, object]:
    return {
        "findings": [text_finding(finding) for finding in report.findings],
        "rulepack": report.rulepack,
        "script": report.script,
    }


def _image_document(checked: CheckedImage, file: str) -> dict[str, object]:
    return {
        "file": file,
        "findings": [
            {
                **_finding_document(finding),
                "box": list(finding.box) if finding.box is not None else None,
                "score": round(finding.score, 4) if finding.score is not None else None,
                "frame": finding.frame,
                "at": finding.at,
                "why": in_both_languages(finding.why),
            }
            for finding in checked.report.findings
        ],
        "image": {
            "width": checked.facts.width,
            "height": checked.facts.height,
            "format": checked.facts.format,
            "sha256": checked.sha256,
            **({"duration": checked.facts.duration} if is_clip(checked.facts.media_type) else {}),
        },
        "checked": list(checked.report.checked),
        "not_checked": [
            {"check": entry.check, "reason": entry.reason.en} for entry in checked.report.not_checked
        ],
    }
