"""What may be said in the change log of improvement plan, governance, measures and progress after annual review.

Part of `vocabulary`, whose rules hold.
"""

from audit_app.domain.people import Act
from audit_app.store.kinds import FieldSpec, KindSpec, plain, record_of

IMPROVEMENT_ORDER = (
    *("improvement_plan", "plan_theme", "required_outcome", "plan_action", "plan_progress", "plan_version", "risk"),
    *("escalation", "reporting_line", "meeting", "decision", "measure", "measure_value"),
    *("adulthood", "ehc_outcome", "outcome_progress"),
)


def improvement_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name, in three parts."""
    return {**_plan(), **_governance(), **_measures()}


def _plan() -> dict[str, KindSpec]:
    """The plan: themes, required outcomes, actions, progress at checkpoints, versions, risks, escalations.

    `checkpoints` is a list of ISO months or dates in their order; a `plan_progress` is ACTION.CHECKPOINT, its `status`
    green, amber, red or grey, and absent where nobody reported. `timescale` is words; `dates` a list of ISO dates and
    `recurrence` a code of `domain.recurrence` beside them. `owners`, `leaders` and `measures` are lists of words.
    A `plan_version` keeps the whole plan as it was signed off (`content`), with the digest of that. `about` of a risk
    or escalation is KIND:ID of what it is about (plan_action, action, measure), or empty.
    """
    act, told = Act.MANAGE_IMPROVEMENT, Act.MANAGE_ACTIONS
    deleted = {"deleted": plain(act, "deleted")}
    words = (
        *("words", "timescale", "dates", "recurrence", "owners", "leaders", "measures", "evidence", "impact"),
        "comments",
    )
    plan = {name: plain(act, name) for name in ("title", "about", "source", "checkpoints", "refresh")}
    version = record_of(act, *("plan", "number", "made_on", "made_by", "note", "content", "digest"), undoable=False)
    signed = FieldSpec(act, (("on", "signed_on"), ("by", "signed_by"), ("board", "signed_board")), undoable=False)
    risk = record_of(
        told, *("plan", "kind", "opened_on", "words", "owner", "likelihood", "impact", "mitigation", "about")
    )
    escalation = {
        "record": FieldSpec(
            told,
            (
                *(("about", "about"), ("from", "from_whom"), ("to", "to_whom"), ("on", "on_date")),
                ("words", "words"),
            ),
        ),
        "answer": FieldSpec(told, (("on", "answered_on"), ("words", "answer"))),
        "deleted": plain(told, "deleted"),
    }
    return {
        "improvement_plan": KindSpec("improvement_plan", ("id",), {**plan, **deleted}),
        "plan_theme": KindSpec(
            "plan_theme", ("id",), {"record": record_of(act, "plan", "letter", "title", "aims", "place"), **deleted}
        ),
        "required_outcome": KindSpec(
            "required_outcome", ("id",), {"record": record_of(act, "theme", "number", "words", "place"), **deleted}
        ),
        "plan_action": KindSpec(
            "plan_action",
            ("id",),
            {"record": record_of(act, "outcome", "place"), **{name: plain(act, name) for name in words}, **deleted},
        ),
        "plan_progress": KindSpec(
            "plan_progress",
            ("action_id", "checkpoint"),
            {**{name: plain(told, name) for name in ("status", "comment", "evidence")}, **deleted},
        ),
        "plan_version": KindSpec("plan_version", ("id",), {"record": version, "signed": signed}),
        "risk": KindSpec(
            "risk",
            ("id",),
            {
                "record": risk,
                "closed": FieldSpec(told, (("on", "closed_on"), ("why", "closed_why"))),
                "deleted": plain(told, "deleted"),
            },
        ),
        "escalation": KindSpec("escalation", ("id",), escalation),
    }


def _governance() -> dict[str, KindSpec]:
    """Who is told what, how often, and what came of it.

    A `reporting_line` is one body of the governance chart (or a cycle of the app's own, by `kind`: board, committee,
    task_group, cycle, visit) with what goes to it (`sends`, kinds of report), how often (`recurrence` from `first`, or
    `dates`), for which audience, what has to be ready (`needs`), and days before a meeting: data cut off, papers out;
    days after it: the communication. A `meeting` is one that was held, moved or cancelled: `attendance` is a list of
    [role, present], `challenge` a list of words. A `decision` may have become an action.
    """
    act, told = Act.MANAGE_IMPROVEMENT, Act.MANAGE_ACTIONS
    line = record_of(
        act,
        *("body", "chair", "kind", "sends", "recurrence", "first", "dates", "audience", "public", "needs"),
        *("cut_off_days", "papers_days", "communication_days"),
    )
    meeting = {
        "record": record_of(told, "line", "on_date", "moved_from", "cut_off", "papers_out"),
        **{
            name: plain(told, name)
            for name in ("attendance", "challenge", "minutes", "communicated_on", "cancelled", "deleted")
        },
    }
    decision = record_of(told, "line", "on_date", "words", "owner", "due", "action")
    return {
        "reporting_line": KindSpec(
            "reporting_line", ("id",), {"record": line, "ended": plain(act, "ended"), "deleted": plain(act, "deleted")}
        ),
        "meeting": KindSpec("meeting", ("id",), meeting),
        "decision": KindSpec("decision", ("id",), {"record": decision, "deleted": plain(told, "deleted")}),
    }


def _measures() -> dict[str, KindSpec]:
    """The performance framework, and what became of outcomes and of young people near adulthood.

    A `measure` has a `code` of its own for ever (`measure.CODE` is its figure where it is typed or imported; `figure`
    names the counted one otherwise), a `unit`, a `direction` (higher, lower, neither), a `frequency` and a `source`
    (audits, register, typed, imported). A `measure_value` is MEASURE.PERIOD; `detail` is a table behind it, a list of
    objects (schools, answers). Targets in time are trajectories. `adulthood` has the plan's id; an `ehc_outcome` is one
    outcome of one plan; an `outcome_progress` is OUTCOME.DATE: achieved, on_track, some, none or changed.
    """
    measure = record_of(
        Act.MANAGE_MEASURES,
        *("code", "title", "theme", "unit", "direction", "frequency", "source", "figure", "definition", "owner"),
        "place",
    )
    value = record_of(Act.MANAGE_MEASURES, "value", "numerator", "denominator", "detail", "note", "source")
    deleted, gone = plain(Act.MANAGE_MEASURES, "deleted"), plain(Act.EDIT_REGISTER, "deleted")
    near = {
        name: plain(Act.EDIT_REGISTER, name)
        for name in ("care", "health", "due", "referred", "assessed", "outcome", "note")
    }
    outcome = record_of(Act.EDIT_REGISTER, "plan_id", "number", "words", "area", "agency", "set_on", "target")
    progress = record_of(Act.EDIT_REGISTER, "progress", "evidence", "source")
    return {
        "measure": KindSpec(
            "measure",
            ("id",),
            {"record": measure, "ended": plain(Act.MANAGE_MEASURES, "ended"), "deleted": deleted},
        ),
        "measure_value": KindSpec("measure_value", ("measure_id", "period"), {"record": value, "deleted": deleted}),
        "adulthood": KindSpec("adulthood", ("id",), {**near, "deleted": gone}),
        "ehc_outcome": KindSpec("ehc_outcome", ("id",), {"record": outcome, "deleted": gone}),
        "outcome_progress": KindSpec(
            "outcome_progress", ("outcome_id", "reviewed"), {"record": progress, "deleted": gone}
        ),
    }
