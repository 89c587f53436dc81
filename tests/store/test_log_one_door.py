"""Nothing but the door's own code writes logged tables: in the program's text, and while every store test runs (A2)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import LOGGED_TABLES, Replica, founded, review_ops
from instrument import Watch

import audit_app
from audit_app.store.driver import sqlite3
from audit_app.store.log.rights import Op
from audit_app.store.schema import DERIVED_TABLES, LOCAL_TABLES, LOG_TABLES
from audit_app.store.spool import SPOOL_TABLES

ROOT = Path(audit_app.__file__).parent
WRITE = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+(?:main\.)?([A-Za-z_{}]+)",
    re.IGNORECASE,
)
APPLY = ROOT / "store" / "log" / "apply.py"
LOG = ROOT / "store" / "log"


def texts(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings, with the holes of f-strings as {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in prose:
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (prose | inside):
            yield node.value


@pytest.fixture(scope="module")
def writes() -> list[tuple[Path, str]]:
    """Every table that a statement in the program writes, and where."""
    return [
        (path, table)
        for package in (ROOT, *(ROOT.parent / name for name in ("forms", "scoring", "exports", "resources")))
        for path in sorted(package.rglob("*.py"))
        for text in texts(path)
        for table in WRITE.findall(text)
        if table != "SET"  # of ON CONFLICT … DO UPDATE SET
    ]


def test_sql_that_writes_a_logged_table_stands_in_apply_alone(writes: list[tuple[Path, str]]) -> None:
    found = {path.relative_to(ROOT) for path, table in writes if table in LOGGED_TABLES}
    assert found <= {APPLY.relative_to(ROOT)}


def test_sql_that_writes_the_log_stands_in_its_own_package_alone(writes: list[tuple[Path, str]]) -> None:
    found = [(path, table) for path, table in writes if table in LOG_TABLES]
    assert found
    assert all(path.is_relative_to(LOG) for path, _ in found)


def test_sql_whose_table_is_not_spelt_out_stands_in_apply_alone(writes: list[tuple[Path, str]]) -> None:
    open_ended = [path for path, table in writes if "{" in table]
    assert set(open_ended) == {APPLY}


def test_every_other_table_that_is_written_is_local_or_derived(writes: list[tuple[Path, str]]) -> None:
    known = {*LOGGED_TABLES, *LOG_TABLES, *LOCAL_TABLES, *DERIVED_TABLES, *SPOOL_TABLES}
    assert {table for _, table in writes if "{" not in table} <= known


def test_no_code_uses_the_librarys_own_ways_of_writing() -> None:
    """sqlite-utils would write past the log: `table.insert`, `upsert`, `update`, `delete` and their like."""
    ways = {"insert", "insert_all", "upsert", "upsert_all", "delete_where", "transform", "lookup", "m2m"}
    for path in sorted((ROOT / "store").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ways:
                of_list = node.func.attr == "insert" and len(node.args) == 2  # list.insert(place, value)
                assert of_list, f"{path.name} line {node.lineno} calls {node.func.attr}"


@pytest.fixture
def replica() -> Replica:
    return founded(None)


@pytest.mark.parametrize(
    "sql",
    [
        *(f"DELETE FROM {table}" for table in (*LOGGED_TABLES, *LOG_TABLES)),  # noqa: S608 - our own tables
        "INSERT INTO entry (id) VALUES ('p')",
        "UPDATE person SET roles = '[]'",
        "REPLACE INTO workspace (id) VALUES ('w')",
        "UPDATE op SET leaf = 0",
        "INSERT INTO head VALUES ('w', 1, x'', x'', '')",
    ],
)
def test_the_watch_catches_what_is_written_past_the_door(replica: Replica, watch: Watch, sql: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        replica.conn.execute(sql)
    assert len(watch.violations) == 1
    watch.violations.clear()


def test_the_watch_lets_the_door_pass_and_local_tables_too(replica: Replica, watch: Watch) -> None:
    mary = replica.door("mary")
    mary.write("Entry", [Op("entry", "p", "row", {"plan_ref": "P"})])
    mary.write("Open", review_ops()[:1])
    replica.conn.execute("INSERT INTO draft VALUES ('p', 'row', 'mary', 'now', '…')")
    assert watch.violations == []
