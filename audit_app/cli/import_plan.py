"""`ehcp-audit import plan`: a plan's document, or an agency's advice, read and kept encrypted, whole or not at all."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.people import Agency
from audit_app.services.plan_documents import PlanTaken, advice_of, import_plan
from scoring.plan.sections import SectionText
from scoring.thread.model import ItemRole

_NOUNS = {
    ItemRole.ASPIRATION: ("aspiration", "aspirations"),
    ItemRole.NEED: ("need", "needs"),
    ItemRole.OUTCOME: ("outcome", "outcomes"),
    ItemRole.PROVISION: ("line of provision", "lines of provision"),
}


def run(call: Call) -> int:
    """Import the document; what could not be read or understood stands on standard error."""
    asked = call.asked
    about = advice_of(Agency(asked.advice_of), asked.service or "") if asked.advice_of else None
    with opened(call) as workspace, progress(call.console, "Reading the plan") as show:
        taken = import_plan(workspace, asked.plan_ref, asked.file, about=about, progress=show)
    call.console.warn_all(taken.notes)
    if taken.not_understood and about is None:
        many = taken.not_understood
        pieces = "1 piece of text stands" if many == 1 else f"{many} pieces of text stand"
        call.console.warn(f"{pieces} in no section, and can be sent to one in the audit. Nothing is lost.")
    if asked.json:
        call.console.say_json(_document(taken))
    else:
        call.console.say(_sentence(asked.plan_ref, taken))
    return DONE


def _sentence(plan_ref: str, taken: PlanTaken) -> str:
    if taken.document.about.role != "plan":
        return f"{plan_ref}: {taken.document.name} is kept as advice."
    found = ", ".join(
        f"{count} {_NOUNS[role][count != 1]}"
        for role, count in taken.proposed.items()
        if count or role is ItemRole.NEED
    )
    missing = taken.sections.missing
    lacking = f" No section {', '.join(missing)}." if missing else " Every section is there."
    draft = " It is marked as a draft." if taken.sections.is_draft else ""
    return f"{plan_ref}: {taken.document.name} is kept; {found} to look through.{lacking}{draft}"


def _document(taken: PlanTaken) -> dict[str, object]:
    states = {section: state.value for section, state in taken.sections.states.items()}
    return {
        "document": taken.document.id,
        "name": taken.document.name,
        "role": taken.document.about.role,
        "sections": states,
        "missing": [section for section, state in states.items() if state == SectionText.MISSING.value],
        "together": [list(letters) for letters in taken.sections.together],
        "is_draft": taken.sections.is_draft,
        "proposed": {role.value: count for role, count in taken.proposed.items()},
        "not_understood": taken.not_understood,
        "notes": list(taken.notes),
    }
