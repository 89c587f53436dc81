"""What may be said in the change log of the statutory return's clock; part of `vocabulary`, whose rules hold."""

from audit_app.domain.people import Act
from audit_app.store.kinds import KindSpec, plain, record_of

RETURN_ORDER = ("advice_request", "trajectory", "comparison")


def return_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name.

    An `advice_request` is one line of the advice log: which agency, service and provider was asked for advice on which
    plan, when, by when, and what came. A `trajectory` is a target in time for one figure: `points` is a list of
    [ISO date, percentage], `basis` "issued" or "started". A `comparison` is a published table of other areas, kept as
    it came in: `rows` is a list of lists under `columns`. Whoever may write a line of the log may take it away again.
    """
    request = record_of(
        Act.EDIT_REGISTER, *("plan_id", "agency", "service", "provider", "requested", "due", "received", "outcome")
    )
    trajectory = record_of(Act.MANAGE_MEASURES, *("name", "figure", "basis", "started_from", "points", "source"))
    comparison = record_of(
        Act.EDIT_WORKSPACE,
        *("figure", "source", "file", "digest", "imported_on", "columns", "rows"),
        undoable=False,
    )
    return {
        "advice_request": KindSpec(
            "advice_request", ("id",), {"record": request, "deleted": plain(Act.EDIT_REGISTER, "deleted")}
        ),
        "trajectory": KindSpec("trajectory", ("id",), {"record": trajectory}),
        "comparison": KindSpec("comparison", ("id",), {"record": comparison}),
    }
