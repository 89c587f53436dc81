"""`ehcp-audit import comparison`: the DfE's published table into the workspace, and which area this is."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.services.timeliness.comparisons import Chosen, ComparisonImported, chosen, import_comparison


def run(call: Call) -> int:
    """Keep the totals of the table, with the area and neighbours that are named."""
    asked = call.asked
    with opened(call) as workspace:
        done = import_comparison(workspace, asked.file, area=asked.area, neighbours=asked.neighbour or ())
        picked = chosen(workspace)
    if picked.area is None:
        call.console.warn("No area is chosen yet. Say which one this is with --area NAME.")
    if asked.json:
        call.console.say_json(_document(done, picked))
    else:
        call.console.say(_sentence(done, picked))
    return DONE


def _sentence(done: ComparisonImported, picked: Chosen) -> str:
    held = "" if done.changes else " It was held already."
    beside = ", ".join(place.name for place in picked.neighbours)
    area = f" This area is {picked.area.name}, {picked.area.region_name}." if picked.area is not None else ""
    neighbours = f" Neighbours: {beside}." if beside else ""
    return (
        f"{done.lines:,} lines read, {done.rows:,} totals kept: England, its regions and {done.areas:,} areas, "
        f"{done.years[0]} to {done.years[-1]}.{held}{area}{neighbours}"
    )


def _document(done: ComparisonImported, picked: Chosen) -> dict[str, object]:
    return {
        "file": done.file,
        "lines": done.lines,
        "rows": done.rows,
        "years": list(done.years),
        "areas": done.areas,
        "changes": done.changes,
        "area": None if picked.area is None else picked.area.code,
        "region": None if picked.area is None else picked.area.region,
        "neighbours": [place.code for place in picked.neighbours],
    }
