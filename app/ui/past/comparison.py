"""What the page shows beside the nearest approved post, with the differences marked on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.bangla import dates
from app.services.past.views import Noticed, PastView, Unapproved
from app.services.posts.views import DraftView
from app.ui.history.text_diff import Change, Kind, changes
from app.ui.images.kept_picture import KeptPicture
from app.ui.images.pictures import Pictures
from app.ui.theme import px, theme
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.facts import Facts
from app.ui.widgets.labels import Look
from app.ui.wording import number_text

_MIDDLE = 96  # drawn px


class Comparison(QWidget):
    """Two cards with what lies between them; one card where nothing approved is near."""

    def __init__(
        self,
        pictures: Pictures,
        post: PastView,
        unapproved: Unapproved | None,
        nearest: DraftView | None,
        noticed: Noticed | None,
    ) -> None:
        super().__init__()
        self.open_page = Button(tr("past.open_page"), "quiet", small=True)
        policy = self.open_page.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that both texts begin at one height
        self.open_page.setSizePolicy(policy)
        self.open_page.setVisible(post.url.startswith(("https://", "http://")))
        self.open_draft = Button("", "quiet", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        text = nearest.version.text if nearest is not None else None
        marks = changes(text, post.text) if text is not None else (Change(Kind.SAME, post.text),)
        row.addWidget(self._shown(pictures, post, marks, noticed, danger=unapproved is not None), 1)
        if nearest is not None and unapproved is not None:
            self.open_draft.setText(tr("past.record", id=nearest.id))
            row.addWidget(_between(unapproved, post, nearest))
            row.addWidget(self._approved(pictures, nearest, marks), 1)

    def _shown(
        self,
        pictures: Pictures,
        post: PastView,
        marks: Sequence[Change],
        noticed: Noticed | None,
        *,
        danger: bool,
    ) -> Card:
        card = Card(padding=16, spacing=12)
        card.body.addLayout(_head(Chip("block" if danger else "calm", tr("past.on_page")), self.open_page))
        card.body.addWidget(_marked(marks, Kind.INSERTED, "bad", "danger"))
        for one in post.media[:2]:
            card.body.addWidget(KeptPicture(pictures, one.sha256, one.name))
        facts: list[tuple[str, str | QWidget]] = [(tr("past.published"), _time(post.published_at))]
        facts.append((tr("past.from"), post.origin.partition(" › ")[0]))
        if post.answer is not None:
            text = tr("past.said", name=post.answer.member, answer=tr(f"past.reply.{post.answer.reply}"))
            facts.append((tr("past.answer"), f"{text} {post.answer.reason}"))
        facts.append((tr("past.today"), _findings(noticed)))
        card.body.addWidget(Facts(facts))
        card.body.addStretch(1)
        return card

    def _approved(self, pictures: Pictures, nearest: DraftView, marks: Sequence[Change]) -> Card:
        card = Card(padding=16, spacing=12)
        card.body.addLayout(_head(Chip("good", tr("past.nearest")), self.open_draft))
        card.body.addWidget(_marked(marks, Kind.DELETED, "accent_soft", "accent"))
        for one in nearest.version.attachments[:2]:
            card.body.addWidget(KeptPicture(pictures, one.sha256, one.alt or one.original_name))
        approvals = [one for one in nearest.decisions if one.verdict == "approve" and one.void_at is None]
        names = ", ".join(dict.fromkeys(one.member for one in approvals))
        facts: list[tuple[str, str | QWidget]] = [(tr("past.approved_by"), names or tr("past.taken_back"))]
        facts += [(tr("past.published"), _time(one.at)) for one in nearest.publications[-1:]]
        card.body.addWidget(Facts(facts))
        card.body.addStretch(1)
        return card


def _between(unapproved: Unapproved, post: PastView, nearest: DraftView) -> QWidget:
    """How alike the texts are, whether an image is the same, and how long after the approval it went out."""
    whole = QWidget()
    whole.setFixedWidth(px(_MIDDLE))
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    column.addStretch(1)
    lines: tuple[tuple[str, Look], ...] = (
        (f"{number_text(round(unapproved.likeness * 100))}%", "title"),
        (tr("past.likeness"), "small"),
        ("", "tiny"),
        (tr("past.image"), "small"),
        (tr("past.image_same" if unapproved.image else "past.image_other"), "strong"),
        ("", "tiny"),
        (tr("past.time"), "small"),
        (_apart(post, nearest), "strong"),
    )
    for words, look in lines:
        label = Label(words, look, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
    column.addStretch(2)
    return whole


def _apart(post: PastView, nearest: DraftView) -> str:
    """How long after the approval the post went out, in days or hours."""
    approved = [one.at for one in nearest.decisions if one.verdict == "approve"]
    if not approved:
        return "–"
    seconds = (post.published_at - approved[-1]).total_seconds()
    hours = int(abs(seconds) // 3600)
    unit, n = ("hours", hours) if hours < 48 else ("days", hours // 24)
    return tr(f"past.{unit}_{'after' if seconds >= 0 else 'before'}", n=n)


def _head(chip: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(chip)
    row.addStretch(1)
    row.addWidget(button)
    return row


def _marked(marks: Sequence[Change], kind: Kind, ground: str, line: str) -> QLabel:
    """A text in which what the other side lacks stands on a ground of its own, underlined."""
    fill, ink = theme().color(ground).name(), theme().color(line).name()
    parts = []
    for change in marks:
        if change.kind is Kind.SAME:
            parts.append(escape(change.text))
        elif change.kind is kind:
            style = f"background-color:{fill}; text-decoration:underline; text-decoration-color:{ink}"
            parts.append(f"<span style='{style}'>{escape(change.text)}</span>")
    label = QLabel("".join(parts).replace("\n", "<br>") or tr("past.no_text"))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setProperty("look", "body")
    label.setWordWrap(True)
    label.setAccessibleName("".join(one.text for one in marks if one.kind in (Kind.SAME, kind)))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _findings(noticed: Noticed | None) -> QWidget:
    if noticed is None:
        return Label(tr("past.nothing_today"), "small", wrap=True)
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    titles = {finding.title.in_(language()): finding.severity.value for finding in noticed.findings}
    for title, severity in list(titles.items())[:4]:
        line = QHBoxLayout()
        line.addWidget(Chip(severity, title))
        line.addStretch(1)
        column.addLayout(line)
    return rows


def _time(at: datetime) -> str:
    return dates.long(at, language())
