"""Two copies of a light workspace for the tests of the exchange screen: this one, and another that sends packs."""

import shutil
from dataclasses import replace
from pathlib import Path

from qt_support import PASSPHRASE, Place, light_means

from audit_app.services.merging.outgoing import export
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace


def elsewhere(place: Place, base: Path) -> Workspace:
    """A copy of the workspace on another computer, open there; close it."""
    target = base / "elsewhere" / place.folder.name
    shutil.copytree(place.folder, target)
    means = replace(light_means(base / "elsewhere"), host="office")
    return open_workspace(target, PASSPHRASE, means)


def correct(workspace: Workspace, number: int, **more: object) -> None:
    """A plan's row in the register, corrected."""
    ref = f"EHC-{number:04d}"
    row = {"plan_ref": ref, "final_date": "2025-03-01", **more}
    workspace.door.write("Correct the register", [Op("entry", Ids(workspace.id).plan(ref), "row", row)])


def packed(workspace: Workspace, place: Path) -> Path:
    """A file with everything that the copy holds."""
    (made,) = export(workspace)
    path = place / made.name
    path.write_bytes(made.data)
    return path
