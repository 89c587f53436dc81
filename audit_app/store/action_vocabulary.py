"""What may be said in the change log of actions: what is done about findings, by whom, and how far it is.

Part of `vocabulary`, whose rules hold.
"""

from audit_app.domain.people import Act
from audit_app.store.kinds import FieldSpec, KindSpec, plain, record_of

ACTION_ORDER = ("action", "action_finding", "action_checkpoint", "sent_workbook", "rule_set")

FOLLOWS = FieldSpec(Act.OPEN_AUDIT, (("audit", "follows_audit"), ("action", "follows_action")), undoable=False)
"""A field of `audit`: the audit and the action that a re-audit looks at again; either may be null."""

_TOLD = (
    *("agency", "service", "team", "what", "owner", "leader", "timescale", "due", "success", "cause", "scope"),
    *("figure", "comments", "evidence", "plan_action"),
)


def action_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name.

    An `action` has a leaf for each thing that people fill in, so that two who fill in two things do not collide.
    `owner` and `leader` are roles, never names; `scope` is "single" or "systemic"; `figure` is what has to move before
    a systemic action closes; `plan_action` the action of the improvement plan that it serves. Whoever asks for closure
    writes `asked`; another person writes `closed`, whose `asked_by` names the first (`people.may` sees to it) and whose
    `sample` keeps both counts: [figure, before numerator, before denominator, after numerator, after denominator].

    An `action_finding` is ACTION.TOKEN: what it is about. `kind` is marker, limit, thread, phrase, advice, timeliness
    or decision; `pattern` a figure or a phrase where the finding is no single plan's; `words` what was seen.
    An `action_checkpoint` is ACTION.DATE, `status` green, amber, red or grey. A `sent_workbook` is an agency's
    workbook: the digest proves on its return that what it says was sent was sent. A `rule_set` is data that a
    partnership may edit, as the text of a file; its id says which ("follow_up").
    """
    act = Act.MANAGE_ACTIONS
    deleted = {"deleted": plain(act, "deleted")}
    action = {
        "record": record_of(act, "opened_on", "opened_by", "source", "cycle", "round", "framework"),
        **{name: plain(act, name) for name in _TOLD},
        "asked": FieldSpec(act, (("on", "asked_on"), ("by", "asked_by"), ("why", "asked_why"))),
        "closed": FieldSpec(
            Act.CLOSE_ACTION,
            (
                *(("on", "closed_on"), ("by", "closed_by"), ("asked_by", "closed_asked_by"), ("why", "closed_why")),
                ("sample", "closed_sample"),
            ),
        ),
        "abandoned": FieldSpec(act, (("on", "abandoned_on"), ("by", "abandoned_by"), ("why", "abandoned_why"))),
        **deleted,
    }
    finding = record_of(
        act, *("kind", "plan_id", "audit_id", "framework", "marker", "section", "score", "pattern", "words")
    )
    checkpoint = {name: plain(act, name) for name in ("status", "comment", "evidence")}
    returned = FieldSpec(
        act,
        (("on", "returned_on"), ("digest", "returned_digest"), ("accepted", "accepted"), ("kept", "kept")),
        undoable=False,
    )
    sent = record_of(act, "agency", "sent_on", "digest", "actions", undoable=False)
    return {
        "action": KindSpec("action", ("id",), action),
        "action_finding": KindSpec("action_finding", ("action_id", "number"), {"record": finding, **deleted}),
        "action_checkpoint": KindSpec("action_checkpoint", ("action_id", "on_date"), {**checkpoint, **deleted}),
        "sent_workbook": KindSpec("sent_workbook", ("id",), {"record": sent, "returned": returned}),
        "rule_set": KindSpec("rule_set", ("id",), {"text": plain(Act.MANAGE_IMPROVEMENT, "text")}),
    }
