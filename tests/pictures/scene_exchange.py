"""The exchange in pictures: packs of a deputy's computer taken in, one refused, and what disagrees afterwards."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace

from picture_machine import Machine
from picture_stage import Stage
from scene_states import PASSPHRASE, begin_empty

from audit_app.screens.exchange.view import ExchangeView
from audit_app.services.merging.outgoing import export
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace

Row = tuple[str, Mapping[str, object], str]

_ROWS: tuple[Row, ...] = (
    ("EHC10412", {"year_group": 5}, ""),
    ("EHC10418", {"casework_team": "North"}, ""),
    ("EHC10433", {"sex": "F"}, ""),
)
_THEIRS: tuple[Row, ...] = (
    ("EHC10412", {"year_group": 6}, "The school's list of September"),
    ("EHC10418", {"casework_team": "Vale"}, "Moved in October"),
    ("EHC10471", {"year_group": 9}, ""),
)


def begin(stage: Stage) -> None:
    """A workspace with a few plans, on a manager's and on a deputy's computer, worked in on both."""
    begin_empty(stage)
    session = stage.window.session
    session.write(lambda held: _correct(held, [(ref, {}, "") for ref, _, _ in _ROWS]))
    stage.machine.home.joinpath("Stick").mkdir()
    _deputy(stage, session.workspace)
    session.write(lambda held: _correct(held, _ROWS))


def packs(stage: Stage) -> None:
    """What the deputy's stick brought, and a file that is no pack."""
    stick = stage.machine.home / "Stick"
    (stick / "2b7c10.ehcppack").write_bytes(b"a photograph")
    stage.dialogs.files += sorted(stick.iterdir())
    stage.go("exchange", ExchangeView, tab=0).packs.take_button.click()
    stage.quiet()


def conflicts(stage: Stage) -> None:
    """Two values of one row, side by side."""
    stage.go("exchange", ExchangeView, tab=1).conflicts.table.view.setFocus()


def reason(stage: Stage) -> None:
    """Why one of them is kept."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    view = stage.screen(ExchangeView).conflicts
    view.keep_requested.emit(view.table.current(), 0)


def nothing(stage: Stage) -> None:
    """No folder, and nothing came yet."""
    stage.go("exchange", ExchangeView, tab=0)


def _deputy(stage: Stage, workspace: Workspace) -> None:
    """The copy on the deputy's computer, and the pack that it puts on the stick."""
    home = stage.machine.home.parent / f"{stage.machine.home.name} deputy"
    shutil.rmtree(home, ignore_errors=True)
    copy = shutil.copytree(workspace.folder, home / workspace.folder.name)
    means = replace(Machine(home, "deputy").means(), host="deputy-desk")
    with open_workspace(copy, PASSPHRASE, means) as other:
        _correct(other, _THEIRS)
        for made in export(other):
            (stage.machine.home / "Stick" / made.name).write_bytes(made.data)
    shutil.rmtree(home)


def _correct(workspace: Workspace, rows: Iterable[Row]) -> None:
    for ref, row, why in rows:
        value = {"plan_ref": ref, "final_date": "2025-03-01", **row}
        op = Op("entry", Ids(workspace.id).plan(ref), "row", value)
        workspace.door.write("Correct the register", [op], reason=why)
