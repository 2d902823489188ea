"""Pictures of every page in both languages and both themes, for those who want to see before installing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app.checks.types import Use
from app.i18n import LANGUAGES
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, State
from app.services.office import accounts, office
from app.services.posts import queue
from app.ui import jobs, theme, translation
from app.ui.accounts.page import AccountsPage
from app.ui.app import application, main_window
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.archive.page import ArchivePage
from app.ui.banner_maker.dialog import BannerDialog, can_make, make_banner
from app.ui.disposal.rules_dialog import RulesDialog, rules_now
from app.ui.main_window import MainWindow
from app.ui.queue.page import QueuePage
from app.ui.sign_in.lock_page import LockPage
from app.ui.viewer.dialog import Viewer

SIZE = (1366, 768)  # a common office screen
SETTLE_MS = 50
_LAYOUTS = 8  # deep at most: each turn of the event loop lays out one around the last
_LETTERING = (160, 252, 390, 76)  # the sign on the image of the demo post that stays pending


def photograph(desk: Desk, folder: Path) -> list[Path]:
    """Save `<page>-<language>-<theme>.png` of every page into `folder` and return the files.

    Besides the window's pages: a banner with its platform's crops, an account's page and a banner made for
    it, the record's anchor, how long posts are kept, an image by itself with what is drawn on it, and the
    page that covers a locked window.
    """
    application()
    folder.mkdir(parents=True, exist_ok=True)
    saved: list[Path] = []
    for language in LANGUAGES:
        for look in ("light", "dark"):
            translation.set_language(language)
            theme.apply(look, theme.text_size())
            saved += _pages(desk, folder, f"{language}-{look}")
    return saved


def _pages(desk: Desk, folder: Path, suffix: str) -> list[Path]:
    window = main_window(desk)
    window.context.set_member(next(member for member in office.members(desk) if member.decides))
    window.resize(*SIZE)
    window.show()
    saved = []
    for name in window.page_names:
        window.show_page(name)
        saved.append(_save(window, folder / f"{name}-{suffix}.png"))
        if isinstance(window.page, ArchivePage):
            saved.append(_anchor(window, folder / f"anchor-{suffix}.png"))
            saved.append(_keeping(window, folder / f"keeping-{suffix}.png"))
        if isinstance(window.page, AccountsPage):
            window.page.show_first_account()
            saved.append(_save(window, folder / f"account-{suffix}.png"))
            saved.append(_banner_made(window, folder / f"banner-maker-{suffix}.png"))
    saved += _banner(window, folder / f"banner-{suffix}.png")
    saved += _viewer(window, folder, suffix)
    saved.append(_locked(window, folder / f"lock-{suffix}.png"))
    _close(window)
    return saved


def _banner(window: MainWindow, file: Path) -> list[Path]:
    """A draft of a banner as its platform shows it on a phone, if there is one."""
    desk = window.context.desk
    drafts = queue.rows(desk, queue.ids(desk, None))
    banner = next((row.id for row in drafts if row.use == Use.BANNER and row.platform), None)
    if banner is None:
        return []
    window.context.open_draft(banner)
    _settle()
    next_view = next(command for command in window.page.commands if command.key == "queue.key.crops")
    for _ in range(2):  # the whole, on a desktop, on a phone
        next_view.run()
    return [_save(window, file)]


def _banner_made(window: MainWindow, file: Path) -> Path:
    """The dialog that makes a banner for the first page of the office."""
    pages = accounts.accounts(window.context.desk, kind=AccountKind.OFFICIAL)
    make_banner(window.context, next(filter(can_make, pages)), window)
    dialog = window.findChild(BannerDialog)
    assert dialog is not None
    saved = _save(dialog, file)
    dialog.close()
    return saved


def _anchor(window: MainWindow, file: Path) -> Path:
    """The record's anchor as it is printed or scanned."""
    dialog = AnchorDialog(window.context, window)
    dialog.open()
    saved = _save(dialog, file)
    dialog.close()
    return saved


def _keeping(window: MainWindow, file: Path) -> Path:
    """How long posts are kept. The demo's are of today: no list of those whose years are over is possible."""
    member = window.context.member
    assert member is not None
    dialog = RulesDialog(window.context, rules_now(window.context.desk), member, window)
    dialog.open()
    saved = _save(dialog, file)
    dialog.close()
    return saved


def _viewer(window: MainWindow, folder: Path, suffix: str) -> list[Path]:
    """An image with faces: all of them chosen for blurring, then a box on it read."""
    window.show_page("queue")
    page, desk = window.page, window.context.desk
    drafts = (queue.draft(desk, draft_id) for draft_id in queue.ids(desk, State.PENDING))
    draft = next((one for one in drafts if any(found.of_a_person for found in one.findings)), None)
    if draft is None or not isinstance(page, QueuePage):
        return []
    window.context.open_draft(draft.id)
    page.view_image(0)
    viewer = page.findChild(Viewer)
    assert isinstance(viewer, Viewer)
    _settle()  # nothing is done to an image that is not there yet
    viewer.choose_faces()
    saved = [_save(viewer, folder / f"viewer-{suffix}.png")]
    viewer.mark(_LETTERING)
    viewer.read()
    saved.append(_save(viewer, folder / f"viewer-reading-{suffix}.png"))
    viewer.done(QDialog.DialogCode.Rejected)
    return saved


def _locked(window: MainWindow, file: Path) -> Path:
    """The page that covers a locked window."""
    page = LockPage(window.context)
    page.resize(*SIZE)
    page.show()
    page.arrive(window.context.member)
    saved = _save(page, file)
    page.deleteLater()
    return saved


def _save(shown: QWidget, file: Path) -> Path:
    _settle()
    shown.grab().save(str(file))
    return file


def _close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    _settle()


def _settle() -> None:
    """Let the page paint and its work come home."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(SETTLE_MS)
    timer.timeout.connect(lambda: None if jobs.busy() else loop.quit())
    timer.start()
    loop.exec()
    for _ in range(_LAYOUTS):  # what the last work brought home has still to be laid out
        QCoreApplication.processEvents()
