"""One restored post as its archive tells of it, under the mark that says whose word that is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.archive.keys import grouped
from app.archive.types import ArchivedAct, ArchivedFinding, ArchivedPost
from app.bangla.dates import local, long, long_date
from app.i18n import catalogue
from app.media.formats import is_clip
from app.services.base.clock import moment
from app.services.restored.views import RestoredArchiveView, RestoredPostView
from app.ui.images.kept_picture import KeptPicture
from app.ui.images.pictures import Pictures
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.facts import Facts

_PICTURES = 4  # shown; of the others the names


def mark_card(found: RestoredPostView) -> Card:
    """Whose decision it is: never this record's."""
    card = Card(padding=16, spacing=6)
    archive = found.archive
    day = long_date(local(archive.made_at).date(), language()).rpartition(" · ")[2]
    card.body.addWidget(
        Label(
            tr("restored_page.mark", number=archive.number, day=day, fingerprint=grouped(archive.key)),
            "small",
            wrap=True,
        )
    )
    if found.row.withdrawn:
        card.body.addWidget(Label(tr("restored_page.withdrawn_hint"), "error", wrap=True))
    return card


def post_card(found: RestoredPostView, pictures: Pictures, again: Button) -> Card:
    """The post itself: its text and images, who decided what, where it went out, what was done afterwards.

    `again` makes a new draft of it.
    """
    post = found.post
    card = Card(padding=20, spacing=14)
    head = QHBoxLayout()
    account = " · ".join(part for part in (tr(f"platform.{post.platform}"), post.account) if part)
    head.addWidget(Label(account if post.platform else tr("archive_page.no_account"), "heading"), 1)
    tone, word = ("block", "restored_page.withdrawn") if found.row.withdrawn else ("good", "state.approved")
    head.addWidget(Chip(tone, tr(word)), alignment=Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(head)
    text = Label(post.text or tr("archive_page.no_text"), wrap=True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.body.addWidget(text)
    clips = [image for image in post.images if is_clip(image.media_type)]
    still = [image for image in post.images if not is_clip(image.media_type)]
    for image in still[:_PICTURES]:
        card.body.addWidget(KeptPicture(pictures, image.sha256, image.alt or image.original_name))
    for image in (*still[_PICTURES:], *clips):
        card.body.addWidget(Label(image.original_name or image.alt, "small", wrap=True))
    card.body.addWidget(Facts(_facts(found, post)))
    row = QHBoxLayout()
    row.addWidget(again)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def archive_card(archive: RestoredArchiveView, rewrite: Button) -> Card:
    """The archive that it came from, and how its key came to be trusted."""
    card = Card(padding=20, spacing=12)
    office = archive.office_bn if language() == "bn" else archive.office_en or archive.office_bn
    card.body.addWidget(Label(f"{tr('restored_page.archive')}: {archive.title}", "strong", wrap=True))
    trusted = tr(f"restored_page.trusted.{archive.whose}")
    taken = long(archive.at, language())
    card.body.addWidget(
        Facts(
            [
                (tr("verification.office"), office),
                (tr("archives_view.at"), long(archive.made_at, language())),
                (tr("restored_page.from_key"), f"{grouped(archive.key)} · {trusted}"),
                (tr("restored_page.taken_in"), f"{taken} · {archive.member}" if archive.member else taken),
                (tr("archives_view.digest"), grouped(archive.digest)),
            ]
        )
    )
    if archive.missing_base:
        card.body.addWidget(Label(tr("restored_page.missing_base"), "wanted", wrap=True))
    if archive.of_another:
        card.body.addWidget(Label(tr("restored_page.of_another"), "wanted", wrap=True))
    row = QHBoxLayout()
    row.addWidget(rewrite)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def _facts(found: RestoredPostView, post: ArchivedPost) -> Iterator[tuple[str, str | QWidget]]:
    decided = [
        _line(tr(f"archive_page.verdict.{one.verdict}"), one.member, _time(one.at), one.reason)
        for one in post.decisions
    ]
    yield tr("restored_page.decided"), _lines(decided)
    published = [_line(_time(one.at), one.member, one.url) for one in post.publications]
    if published:
        yield tr("restored_page.published"), _lines(published)
    if post.acts:
        yield tr("restored_page.afterwards"), _lines([_act(act) for act in post.acts])
    if post.author:
        yield tr("restored_page.drafted"), post.author
    if post.purpose:
        yield tr("restored_page.purpose"), _purpose(post.purpose)
    if post.findings:
        yield tr("restored_page.findings"), _lines([_finding(one) for one in post.findings])
    yield (
        tr("restored_page.number"),
        tr("restored_page.number_n", draft=found.row.draft, version=found.row.version),
    )
    yield tr("archives_view.digest"), grouped(post.digest)


def _purpose(purpose: str) -> str:
    """Its words, or as it is written where an archive has one that this release does not know."""
    key = f"purpose.{purpose}"
    return tr(key) if key in catalogue(language()) else purpose


def _act(act: ArchivedAct) -> str:
    words = [tr(f"archive_page.act.{act.kind}"), _time(act.at), act.member]
    if act.kind == "removal":
        words.append(tr(f"archive_page.removal.{act.reason}"))
    elif act.answer:
        words.append(tr(f"archive_page.answered_{act.kind}.{act.answer}"))
    return _line(*words, act.url, "" if act.kind == "proof" else act.text)


def _finding(finding: ArchivedFinding) -> str:
    title = finding.title.in_(language())
    if not finding.verdict:
        return f"{title}: {tr('restored_page.finding_open')}"
    reason = finding.reason or finding.because
    answer = tr(f"restored_page.finding_{finding.verdict}", name=finding.answered_by, reason=reason)
    return f"{title}: {answer}"


def _lines(lines: list[str]) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for line in lines:
        label = Label(line, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)
    return whole


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _time(at: str) -> str:
    return long(moment(at), language())
