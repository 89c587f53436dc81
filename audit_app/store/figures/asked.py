"""What figures are counted over: period, cycle, round and the day on which the data stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.domain.period import Period

CYCLE_OF_KIND: Mapping[str, Cycle | None] = MappingProxyType(
    {
        "weekly": Cycle.WEEKLY,
        "monthly": Cycle.WEEKLY,
        "team": Cycle.WEEKLY,
        "inspection": Cycle.WEEKLY,
        "two-monthly": Cycle.MULTI_AGENCY,
        "quarterly": Cycle.MULTI_AGENCY,
        "you-said": Cycle.MULTI_AGENCY,
        "chase": None,
    }
)
"""The cycle that a bare figure id means in each kind of report; None where the kind has none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A count over the audits and the register of one period.

    `cycle` is what bare ids mean. `round` narrows the audits to one round, `team` the register to one casework team.
    `as_of` is the day of the data: dates after it are in the future. `agreement_in_parts` asks for agreement by
    section, pair of agencies, marker and round too.
    """

    period: Period
    cycle: Cycle | None
    as_of: date
    round: str = ""
    team: str = ""
    agreement_in_parts: bool = False

    @property
    def first(self) -> str:
        """The first day of the period, ISO."""
        return self.period.first.isoformat()

    @property
    def last(self) -> str:
        """The last day of the period, ISO."""
        return self.period.last.isoformat()


def default_framework(cycle: Cycle) -> str:
    """The id of the framework that a cycle is audited with unless another is chosen."""
    return DEFAULTS[cycle].framework_id
