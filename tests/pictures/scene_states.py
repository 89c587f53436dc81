"""Screens with nothing on them, with far too much, and for reading only."""

from contextlib import closing
from datetime import date

from picture_machine import NOW
from picture_stage import Stage

from audit_app.domain.cycles import Cycle
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.home.view import HomeView
from audit_app.screens.plans.view import PlansView
from audit_app.screens.samples.view import SamplesView
from audit_app.services.frameworks import ensure_shipped
from audit_app.services.samples.sampling import sample
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from forms.model import EvidenceKind
from forms.widgets import EvidenceText
from resources.demo import partnership

PASSPHRASE = "a long walk by the river"
PERSON = "Wilhelmina Featherstonehaugh-Cholmondeley of the Upper Vale"
ORGANISATION = "North East Larkmere and Upper Vale Partnership for Special Educational Needs and Disabilities"
ENTRIES, PLACES = 1_000, 40
TEAM = "Early Years, Primary and Transition to Secondary Casework Team, Area {}"
SETTING = "St Wilfrid and All Angels Church of England Voluntary Controlled Primary School and Nursery, site {}"
TEXT = (
    "The advice names twice-weekly sessions of forty minutes with a speech and language therapist, a programme carried "
    "out daily by a trained assistant, and a review each half term; the plan says “access to support as required”. "
)


def begin_empty(stage: Stage) -> None:
    """A workspace that was made a moment ago."""
    _made(stage, "Northmoor", "Northmoor SEND Partnership", "Imogen Fenwright")


def begin_overfull(stage: Stage) -> None:
    """A thousand plans with long references, long names, and a draw of forty of which one audit is begun."""
    _made(stage, "North East Larkmere and Upper Vale", ORGANISATION, PERSON)
    workspace = stage.window.session.workspace
    ids = Ids(workspace.id)
    refs = [f"EHCP/2026/NORTH-EAST-AND-UPPER-VALE/{number:06d}-A" for number in range(1, ENTRIES + 1)]
    ops = [Op("entry", ids.plan(ref), "row", _entry(ref, number)) for number, ref in enumerate(refs)]
    stage.window.session.write(lambda held: held.door.write("Import the register of the whole north east", ops))
    stage.window.session.write(
        lambda held: sample(held, cycle=Cycle.WEEKLY.value, size=PLACES, seed="everything", on=NOW.date())
    )


def begin_reading(stage: Stage) -> None:
    """The demo, which somebody else has open."""
    held = open_workspace(stage.machine.demo, partnership().passphrase, stage.means)
    stage.closing.enter_context(closing(held))
    stage.open(stage.machine.demo)


def home(stage: Stage) -> None:
    """Home again, as everything on it has moved."""
    stage.go("home", HomeView)


def plan(stage: Stage) -> None:
    """A plan with long texts beside the list."""
    view = stage.go("plans", PlansView)
    stage.go("plans", PlansView, plan_ref=view.table.model.rows[0].plan_ref)


def audit(stage: Stage) -> None:
    """An audit with everything said at length."""
    view = stage.go("samples", SamplesView)
    view.open_button.click()
    screen = stage.screen(AuditScreen)
    presenter = screen.presenter
    presenter.choose_answer("B1", 0)
    presenter.leave_evidence("B1", EvidenceText(EvidenceKind.QUOTATION, TEXT * 4, "B, from the third paragraph on"))
    presenter.choose_cause("B1", "drafting")
    presenter.leave_text("B1", "note", TEXT * 6)
    screen.form.go_to("B1")


def result(stage: Stage) -> None:
    """Everything absent: every limit fires, and everything follows."""
    screen = stage.screen(AuditScreen)
    presenter = screen.presenter
    for marker in [row.marker.id for row in screen.form.column.rows.values()]:
        presenter.choose_answer(marker, 0)
    assert presenter.page is not None
    for one in presenter.page.lacking:
        presenter.leave_evidence(one.marker, EvidenceText(EvidenceKind.NOT_FOUND, TEXT, "A to K"))
        presenter.choose_cause(one.marker, "drafting")
    stage.dialogs.acts.append(stage.dialogs.press("Submit"))
    screen.header.submit.click()
    stage.quiet()


def _made(stage: Stage, name: str, organisation: str, person: str) -> None:
    folder = stage.machine.folders.workspaces / name
    workspace, _ = create_workspace(folder, Founder(organisation, person, PASSPHRASE), stage.means)
    with closing(workspace):
        ensure_shipped(workspace)
    stage.open(workspace.folder, PASSPHRASE)


def _entry(ref: str, number: int) -> dict[str, str | int]:
    return {
        "plan_ref": ref,
        "primary_need": "SLCN",
        "secondary_need": "SEMH",
        "year_group": number % 14,
        "setting_name": SETTING.format(number % 9 + 1),
        "casework_team": TEAM.format(number % 5 + 1),
        "case_officer": f"{PERSON}, deputy {number % 7 + 1}",
        "request_date": date(2024, number % 12 + 1, number % 28 + 1).isoformat(),
        "final_date": date(2025, number % 12 + 1, number % 28 + 1).isoformat(),
    }
