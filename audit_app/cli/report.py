"""`ehcp-audit report`: counts a report's figures and writes them as files."""

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.services.governance.lines import line_called
from audit_app.services.reports.content import contents, tells_more
from audit_app.services.reports.inspection import InspectionAsked, inspection
from audit_app.services.reports.issuing import issue
from audit_app.services.reports.overlapping import given_away
from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.services.reports.you_said import KIND as YOU_SAID
from audit_app.services.reports.you_said import following, with_following
from audit_app.store.workspace import Workspace
from exports.inspection import demand_free, write_inspection
from exports.report_files import write_report
from scoring.figures import Audience


def run(call: Call) -> int:
    """Print the path of each file of the report; where lists to send were written beside it, standard error says so."""
    asked = call.asked
    kind = "two-monthly" if asked.kind == "bimonthly" else asked.kind
    if asked.plans or asked.figure or asked.with_documents:
        return _behind(call)
    if asked.why and not asked.issue:
        raise WrongUse("--why says why figures are other than issued before: give it with --issue.")
    if asked.next and kind != YOU_SAID:
        raise WrongUse("--next says what is done next in the note after a board: give it with --kind you-said.")
    call.compose().means.policy.demand_export(asked.out)
    with opened(call) as workspace:
        wanted = _wanted(call, workspace, kind)
        words = following(workspace, asked.next) if asked.next else ""  # before anything is released
        made = _issued(call, workspace, wanted) if asked.issue else report(workspace, wanted)
        warnings = given_away(workspace, made)
        told = contents(workspace, made) if tells_more(made, asked.formats) else ()
    if words:
        told = tuple(with_following(content, words) for content in told)
    with progress(call.console, "Report") as show:
        written = write_report(asked.out, made.stem, made.head(), made.rows(), asked.formats, told, show)
    call.console.warn_all((*made.notes, *warnings))
    of_report = [path for path in written if path.parent == asked.out]
    for path in of_report:
        call.console.say(str(path))
    for folder in sorted({path.parent for path in written} - {asked.out}):
        call.console.warn(f"The lists to send, one for each addressee, are in {folder}.")
    return DONE


def _wanted(call: Call, workspace: Workspace, kind: str) -> ReportAsked:
    """What was asked for; a reporting line brings its readers with it."""
    asked, line = call.asked, line_called(workspace, call.asked.line) if call.asked.line else None
    audience = Audience(asked.audience or (line.audience if line is not None else Audience.GROUP))
    body = line.body if line is not None else ""
    return ReportAsked(kind, asked.period, audience, asked.round or "", asked.cycle or "", body)


def _issued(call: Call, workspace: Workspace, wanted: ReportAsked) -> Report:
    done = issue(workspace, wanted, call.asked.why or "")
    if done.restated:
        figures = "1 figure is" if done.restated == 1 else f"{done.restated} figures are"
        call.console.warn(f"{figures} restated; the report prints what was issued before, and why.")
    return done.report


def _behind(call: Call) -> int:
    """Everything behind named plans or a figure, as one folder: print the path of its index."""
    asked = call.asked
    if (
        asked.kind != "inspection"
        or asked.audience not in (None, Audience.GROUP.value)
        or not (asked.plans or asked.figure)
    ):
        raise WrongUse(
            "Plans or a figure are named for --kind inspection, and what stands behind them is for the group alone. "
            "Leave out --audience, and give --plans REF,REF or --figure ID."
        )
    call.compose().means.policy.demand_export(asked.out)
    demand_free(asked.out)
    named = (asked.plans, asked.figure or "", asked.with_documents)
    wanted = InspectionAsked(asked.period, *named, cycle=asked.cycle or "")
    with opened(call) as workspace, progress(call.console, "Evidence") as show:
        written = write_inspection(inspection(workspace, wanted), asked.out, show)
    call.console.say(str(written[0]))
    return DONE
