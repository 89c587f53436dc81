"""The recovery sheet: since when it is in force, whether it was used since, and a new one to take its place."""

from dataclasses import dataclass, field

from audit_app.domain.people import Act
from audit_app.store.driver import file_salt
from audit_app.store.keyring import renewal
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.read_settings import known_sheets, sheet_used_at, workspace_made_at
from audit_app.store.read_subject import organisation
from audit_app.store.rotation import Rotation
from audit_app.store.workspace import DATABASE, Workspace


@dataclass(frozen=True, slots=True)
class SheetState:
    """When the sheet in force was made (UTC text), and when it was used since, empty where it was not."""

    made_at: str
    used_at: str


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that is not in force yet: what is printed, and what puts it in force."""

    sheet: RecoverySheet = field(repr=False)
    text: str = field(repr=False)

    def renewal(self, workspace: Workspace, reason: str = "") -> Rotation:
        """What to hand to `store.rotation`; raises AppError where the person may not."""
        return renewal(workspace, self.sheet, reason)


def sheet_state(workspace: Workspace) -> SheetState:
    """What is known of the sheet in force."""
    public = workspace.key_file.sheet_of(file_salt(workspace.folder / DATABASE)).hex()
    made_at = known_sheets(workspace.conn).get(public) or workspace_made_at(workspace.conn)
    used_at = sheet_used_at(workspace.conn)
    return SheetState(made_at, used_at if used_at > made_at else "")


def new_sheet(workspace: Workspace) -> NewSheet:
    """A new sheet, to be printed before it comes into force; raises AppError where the person is no owner."""
    workspace.demand(Act.MANAGE_PEOPLE)
    workspace.demand_writing()
    sheet = RecoverySheet.generate(workspace.means.random)
    today = workspace.means.now().astimezone().date()
    return NewSheet(sheet, sheet.text(organisation(workspace.conn), workspace.name, today))
