"""What may be said in the change log of reports: issued figures, restatements, commentary, re-based charts.

Part of `vocabulary`, whose rules hold.
"""

from audit_app.domain.people import Act
from audit_app.store.kinds import KindSpec, plain, record_of

REPORT_ORDER = ("issued_report", "restatement", "commentary", "rebasing")


def report_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name.

    An `issued_report` keeps the figures of a report as they were handed out: `figures` is a list of [id, value,
    numerator, denominator, withheld]. A `restatement` is REPORT.NUMBER: the figures that were other when the report was
    issued again, and why. A `commentary` is what the owner of a figure says of it in one period; `topic` is a figure's
    id, and `public` marks the words that a leader let the public read, so that other words are not marked (see
    `read_issued.mark_of`). A `rebasing` is the decision that a chart's limits are worked out anew from a month on, with
    its cause.
    """
    issued = record_of(
        Act.ISSUE_REPORT,
        *("kind", "period", "first", "last", "audience", "round", "cycle", "framework", "issued_on", "data_head"),
        "figures",
        undoable=False,
    )
    restated = record_of(Act.ISSUE_REPORT, "on_date", "why", "data_head", "figures", undoable=False)
    commentary = record_of(Act.COMMENT, "period", "topic", "words", "owner")
    rebasing = record_of(Act.MANAGE_MEASURES, "figure", "cycle", "month", "cause", "decided_on")
    return {
        "issued_report": KindSpec("issued_report", ("id",), {"record": issued}),
        "restatement": KindSpec("restatement", ("report_id", "number"), {"record": restated}),
        "commentary": KindSpec(
            "commentary",
            ("id",),
            {
                "record": commentary,
                "public": plain(Act.ISSUE_REPORT, "public"),
                "deleted": plain(Act.COMMENT, "deleted"),
            },
        ),
        "rebasing": KindSpec(
            "rebasing", ("id",), {"record": rebasing, "deleted": plain(Act.MANAGE_MEASURES, "deleted")}
        ),
    }
