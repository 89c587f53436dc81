"""What a register must give once a fictional return is in it: counts that are known because the return was made so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from audit_app.domain.register import RegisterRow, ceased, is_plan

_TWENTY_WEEKS: Final = 140  # days


@dataclass(slots=True)
class Year:
    """Plans issued in a calendar year, as the official statistics count: transfers from elsewhere and history apart.

    All, those with an exception to the twenty weeks, and those within them.
    """

    issued: int = 0
    excepted: int = 0
    in_time: int = 0
    in_time_without_exception: int = 0


@dataclass(slots=True)
class Answers:
    """Counts of entries, of plans on the survey day, and of plans issued year by year.

    `requests` counts every request, `never_plans` those that did not become a plan, `refused` those among them that
    were refused. `needs` counts the primary need of the plans in force.
    """

    persons: int = 0
    requests: int = 0
    never_plans: int = 0
    refused: int = 0
    plans: int = 0
    ceased: int = 0
    in_force: int = 0
    needs: Counter[str] = field(default_factory=Counter)
    years: dict[int, Year] = field(default_factory=dict)

    def add(self, rows: Iterable[RegisterRow], on: date) -> None:
        """Count one person's entries as they stand on a day."""
        self.persons += 1
        for row in rows:
            self.requests += 1
            self.refused += row.get("request_outcome") == "N"
            if not is_plan(row, on):
                self.never_plans += 1
                continue
            self.plans += 1
            self.ceased += ceased(row, on)
            if not ceased(row, on):
                self.in_force += 1
                self.needs[str(row.get("primary_need", ""))] += 1
            if "request_date" in row and "final_date" in row and _is_counted(row):
                self._issue(row)

    def _issue(self, row: RegisterRow) -> None:
        issued = date.fromisoformat(str(row["final_date"]))
        days = (issued - date.fromisoformat(str(row["request_date"]))).days
        year = self.years.setdefault(issued.year, Year())
        is_exception, in_time = "exception" in row, days <= _TWENTY_WEEKS
        year.issued += 1
        year.excepted += is_exception
        year.in_time += in_time
        year.in_time_without_exception += in_time and not is_exception

    def document(self) -> dict[str, object]:
        """The answers as JSON holds them."""
        years = {
            str(year): {name: getattr(one, name) for name in Year.__dataclass_fields__}
            for year, one in sorted(self.years.items())
        }
        counts = ("persons", "requests", "never_plans", "refused", "plans", "ceased", "in_force")
        return {
            **{name: getattr(self, name) for name in counts},
            "needs": dict(sorted(self.needs.items())),
            "issued_by_year": years,
        }


def _is_counted(row: RegisterRow) -> bool:
    return row.get("transferred_in") != 1 and "H" not in (row.get("request_outcome"), row.get("assessment_outcome"))
