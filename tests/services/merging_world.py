"""Copies of one workspace on several machines for the tests of merging: a backup, restored elsewhere."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from service_world import World, make_world, means_of, passphrase_of

from audit_app.domain.people import Role
from audit_app.store.backup import back_up
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.restore import restore
from audit_app.store.workspace import Workspace

FRAMEWORK_OP = Op("framework", "short-2/1", "record", {"framework": "short-2", "version": 1, "text": "…"})
LOG = ("writer", "change", "op", "head")


@dataclass(frozen=True, slots=True)
class Copies:
    """Mary's laptop and Ben's office, with the same workspace; Ben is moderator and owner."""

    laptop: World
    office: World
    base: Path


def clocked(base: Path, host: str, off: timedelta) -> Means:
    """A machine whose clock is wrong by so much."""
    means = means_of(base, host)
    right = means.clock
    return replace(means, clock=lambda: right() + off)


def make_copies(base: Path, *, plans: int = 6, off: timedelta = timedelta(0)) -> Copies:
    """The workspace with so many plans, each with an open review of Mary and one of Ben, backed up and restored."""
    laptop = make_world(base)
    ben = laptop.add("Ben", Role.AUDITOR, Role.MODERATOR, Role.OWNER)
    with laptop.open() as workspace:
        fill(workspace, plans)
        open_reviews(workspace, "mary", plans)
    with laptop.open("Ben") as workspace:
        assert workspace.person.id == ben
        open_reviews(workspace, "ben", plans)
    with laptop.open() as workspace:
        back_up(workspace, base / "stick")
    return Copies(laptop, second(base, "office", off), base)


def second(base: Path, host: str, off: timedelta = timedelta(0)) -> World:
    """Another machine with what lies on the stick."""
    means = clocked(base, host, off)
    with restore(
        base / "stick", base / host / "Ashford", passphrase_of("Mary"), means, person="Mary"
    ).workspace as made:
        return World(made.folder, means)


def fill(workspace: Workspace, plans: int) -> None:
    """Plans, each with an audit."""
    ids, ops = Ids(workspace.id), [FRAMEWORK_OP]
    for number in range(plans):
        plan = ids.plan(f"EHC-{number}")
        ops.append(Op("entry", plan, "row", {"plan_ref": f"EHC-{number}", "final_date": "2025-03-01"}))
        record = {"plan_id": plan, "framework": "short-2/1", "cycle": "weekly", "date": "2026-11-02"}
        ops.append(Op("audit", f"a{number}", "record", record))
    workspace.door.write("Audits", ops)


def open_reviews(workspace: Workspace, name: str, plans: int) -> None:
    """A review of each audit, of the person who has the workspace open: mary0, mary1 …"""
    for number in range(plans):
        value = {"audit_id": f"a{number}", "reviewer": name.title(), "person_id": workspace.person.id}
        opened = Op("review", f"{name}{number}", "record", {**value, "kind": "single", "source": "app"})
        workspace.door.write("Open", [opened])


def scored(workspace: Workspace, review: str, marker: str, value: object, reason: str = "") -> None:
    """One answer in a review of one's own."""
    workspace.door.write(f"{marker}: {value}", [Op("score", f"{review}.{marker}", "score", value)], reason=reason)


def plan_row(workspace: Workspace, number: int, **more: object) -> None:
    """The register's row of a plan, changed."""
    row = {"plan_ref": f"EHC-{number}", "final_date": "2025-03-01", **more}
    workspace.door.write("Correct the register", [Op("entry", Ids(workspace.id).plan(f"EHC-{number}"), "row", row)])


@contextmanager
def both(copies: Copies) -> Iterator[tuple[Workspace, Workspace]]:
    """Mary at the laptop and Ben at the office, both open."""
    with copies.laptop.open("Mary") as laptop, copies.office.open("Ben") as office:
        yield laptop, office


def digest(workspace: Workspace) -> str:
    """Of everything in the database, row by row, but for what only this machine keeps."""
    whole = hashlib.sha256()
    tables = workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table not in ("access_event", "sqlite_sequence"):
            for row in workspace.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):  # noqa: S608 - our own names
                whole.update(repr((table, tuple(row))).encode())
    return whole.hexdigest()


def shared(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What every copy should hold alike: the log and the logged tables, without the numbers of rows."""
    skipped = {"access_event", "draft", "ui_state", "local_setting", "score_fact", "fact_marker", "head"}
    found = {}
    tables = workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table in skipped or table.startswith(("sqlite", "_")):
            continue
        columns = [row[1] for row in workspace.conn.execute(f"PRAGMA table_info({table})") if row[1] != "no"]
        rows = workspace.conn.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - our own names
        found[table] = sorted((tuple(row) for row in rows), key=repr)
    return found
