from __future__ import annotations

from pathlib import Path

import pytest
from archive_samples import DeskKey, header, post, rich_post

from app.archive.write import write_archive
from app.work import Work


@pytest.fixture(scope="session")
def signer() -> DeskKey:
    return DeskKey()


@pytest.fixture(scope="session")
def signed_folder(tmp_path_factory: pytest.TempPathFactory, signer: DeskKey) -> Path:
    """A signed archive of three posts, for tests that only read it."""
    out = tmp_path_factory.mktemp("signed") / "archive"
    write_archive(out, header(signer), [post(1), rich_post(2), post(3, "English text")], 3, signer, Work())
    return out


@pytest.fixture(scope="session")
def signed_zip(tmp_path_factory: pytest.TempPathFactory, signer: DeskKey) -> Path:
    """The same in a zip."""
    out = tmp_path_factory.mktemp("zipped") / "archive.zip"
    write_archive(out, header(signer), [post(1), rich_post(2), post(3, "English text")], 3, signer, Work())
    return out
