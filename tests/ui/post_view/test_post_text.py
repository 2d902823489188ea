from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.checks.types import Severity
from app.i18n import Bilingual
from app.services.posts.views import FindingView
from app.ui import theme
from app.ui.app import application
from app.ui.post_view.post_text import PostText

TEXT = "আজ 😀 টিকা নিন।\r\nআগামী নির্বাচনে 👩‍👩‍👧 নৌকা মার্কায় ভোট দিন।"


def finding(number: int, words: str, severity: Severity = Severity.BLOCK) -> FindingView:
    start = TEXT.index(words)
    said = Bilingual(words, words)
    place = (start, start + len(words), words)
    return FindingView(number, number, "a.b", ("10.c",), severity, said, said, *place, None, None, None, None)


def shown(qtbot: QtBot, *findings: FindingView, width: int = 500) -> PostText:
    application()
    theme.apply("light")
    view = PostText()
    qtbot.addWidget(view)
    view.resize(width, 100)
    view.show_text(TEXT, findings)
    view.show()
    return view


def selected(view: PostText, number: int) -> str:
    """What lies under a finding's mark, by selecting from its left edge to its right edge."""
    place = view.place_of(number)
    assert place is not None
    middle = round(place.center().y())
    left = view.cursorForPosition(QPoint(round(place.left()) + 2, middle))
    right = view.cursorForPosition(QPoint(round(place.right()) - 1, middle))
    left.setPosition(right.position(), left.MoveMode.KeepAnchor)
    view.setTextCursor(left)
    return view.createMimeDataFromSelection().text()


def test_a_mark_lies_under_its_words_after_emoji_and_line_breaks(qtbot: QtBot) -> None:
    view = shown(qtbot, finding(1, "টিকা নিন"), finding(2, "নৌকা মার্কায়", Severity.WARN))
    assert selected(view, 1) == "টিকা নিন"
    assert selected(view, 2) == "নৌকা মার্কায়"


def test_overlapping_marks_each_have_their_place(qtbot: QtBot) -> None:
    view = shown(qtbot, finding(1, "নৌকা মার্কায় ভোট"), finding(2, "ভোট দিন", Severity.WARN))
    assert selected(view, 1) == "নৌকা মার্কায় ভোট"
    assert selected(view, 2) == "ভোট দিন"


def test_copying_leaves_our_numbers_out(qtbot: QtBot) -> None:
    view = shown(qtbot, finding(1, "টিকা"), finding(2, "নৌকা"))
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == TEXT.replace("\r\n", "\n")


def test_clicking_a_mark_tells_its_number(qtbot: QtBot) -> None:
    view = shown(qtbot, finding(1, "নৌকা মার্কায় ভোট দিন"), finding(2, "ভোট", Severity.WARN))
    place = view.place_of(2)
    assert place is not None
    with qtbot.waitSignal(view.finding_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert clicked.args == [2]


def test_grows_with_its_text(qtbot: QtBot) -> None:
    assert shown(qtbot, width=120).height() > shown(qtbot, width=600).height()
