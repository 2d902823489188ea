from collections.abc import Sequence
from datetime import UTC, datetime

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services.base.enums import CheckState, State
from app.services.posts.views import QueueRow
from app.ui.post_list.model import ROW, QueueModel


def row(id_: int) -> QueueRow:
    return QueueRow(
        id=id_,
        state=State.PENDING,
        use="post",
        excerpt=f"draft {id_}",
        platform="facebook",
        account="",
        updated_at=datetime(2026, 11, 25, tzinfo=UTC),
        thumbnail=None,
        checks=CheckState.DONE,
        worst=None,
        worst_count=0,
        worst_title=None,
        findings=0,
    )


class Record:
    """Rows by id, and which were read."""

    def __init__(self) -> None:
        self.read: list[Sequence[int]] = []

    def fetch(self, ids: Sequence[int]) -> list[QueueRow]:
        self.read.append(ids)
        return [row(id_) for id_ in ids]


def model_of(record: Record, ids: Sequence[int]) -> QueueModel:
    model = QueueModel(record.fetch, lambda row: row.excerpt)
    model.show(ids)
    return model


def test_reads_only_what_is_looked_at(qtbot: QtBot) -> None:
    record = Record()
    model = model_of(record, range(100_000))
    assert model.rowCount() == 100_000
    assert record.read == []
    assert model.data(model.index(70_050), ROW).id == 70_050
    assert [len(ids) for ids in record.read] == [40]


def test_forgets_what_was_looked_at_long_ago(qtbot: QtBot) -> None:
    record = Record()
    model = model_of(record, range(10_000))
    for place in range(0, 10_000, 40):
        model.row(place)
    model.row(9_999)
    assert len(record.read) == 250
    model.row(0)
    assert len(record.read) == 251


def test_keeps_its_place_when_one_draft_leaves(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = model_of(Record(), list(range(250)))
    qtmodeltester.check(model)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show([id_ for id_ in range(250) if id_ != 120])
    assert resets == []
    assert model.data(model.index(120)) == "draft 121"
    assert model.place(120) is None


def test_is_built_anew_when_more_changes(qtbot: QtBot) -> None:
    model = model_of(Record(), [1, 2, 3])
    with qtbot.waitSignal(model.modelReset):
        model.show([4, 2, 3])
    assert model.data(model.index(0)) == "draft 4"


def test_reads_one_row_again(qtbot: QtBot) -> None:
    record = Record()
    model = model_of(record, list(range(300)))
    model.row(0), model.row(150)
    model.refresh(150)
    model.row(0), model.row(150)
    assert [ids[0] for ids in record.read] == [0, 120, 120]
