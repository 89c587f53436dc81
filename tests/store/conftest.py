"""Every store test runs under the watch on logged tables (`instrument`)."""

from collections.abc import Iterator
from typing import Any

import pytest
from instrument import Watch

from audit_app.store.driver import Connection, sqlite3


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Fails the test that writes a logged table past `log.apply`, or the log itself past `store.log`."""
    watching = Watch()
    connect = sqlite3.connect

    def watched(*arguments: Any, **named: Any) -> Connection:
        conn = connect(*arguments, **named)
        conn.set_authorizer(watching)
        return conn

    monkeypatch.setattr(sqlite3, "connect", watched)
    yield watching
    assert watching.violations == []
