"""Runs a keyring's test again, once, where its Secret Service died by itself: gnome-keyring 46 to 50 aborts.

It does so when a new client's first question overtakes its introduction, once in some hundreds to thousands
of clients (`app/services/base/secret_service.py`), and most tests of the keyring start a few programs. A test
that fails while the daemon lives has failed.
"""

from __future__ import annotations

import os

import pytest
from _pytest.runner import runtestprotocol

from tests.helpers import keyring_faults


def run_again(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """For `pytest_runtest_protocol`: True where the test was run here, None where pytest is to run it."""
    if "ANUMODON_TEST_KEYRING" not in os.environ or not item.get_closest_marker("keyring"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    before = keyring_faults.daemon()
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports) and keyring_faults.daemon() != before:
        item._initrequest()  # type: ignore[attr-defined]  # fresh fixtures: as pytest-rerunfailures does
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
