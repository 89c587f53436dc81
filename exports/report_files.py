"""A report's figures as JSON and CSV files, the same numbers in both and the same bytes for the same data."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from audit_app.files import write_whole
from audit_app.machine.folders import ready

FORMATS = ("json", "csv")
"""The formats that this version writes."""

COLUMNS = (
    *("id", "label", "value", "numerator", "denominator", "lower", "upper", "unit", "period", "cycle", "framework"),
    *("audience", "withheld", "reason", "note"),
)

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would run these

Row = Mapping[str, object]


def write_report(out: Path, stem: str, head: Row, figures: Sequence[Row], formats: Iterable[str]) -> list[Path]:
    """Write the report into the folder `out`, made when missing, as STEM.json, STEM.csv …; returns the paths.

    Raises AppError where a file cannot be written, and KeyError for a format that is not in FORMATS.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "json": lambda: json_bytes(head, figures),
        "csv": lambda: csv_bytes(figures),
    }
    contents = [(ready(out) / f"{stem}.{name}", makers[name]()) for name in dict.fromkeys(formats)]
    for path, data in contents:
        write_whole(path, data)
    return [path for path, _ in contents]


def json_bytes(head: Row, figures: Sequence[Row]) -> bytes:
    """{"report": head, "figures": [...]} as UTF-8 with the fields in their order; numbers unrounded."""
    record = {"report": dict(head), "figures": [{name: row[name] for name in COLUMNS} for row in figures]}
    return (json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def csv_bytes(figures: Sequence[Row]) -> bytes:
    """A row a figure under the names of COLUMNS, in UTF-8 without a byte order mark: programs read this file.

    Text that a spreadsheet would take for a formula begins with an apostrophe; numbers are as in JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in figures)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_STARTS_A_FORMULA) else value
    return json.dumps(value)
