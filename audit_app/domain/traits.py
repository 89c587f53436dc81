"""What an entry of the register is on a day: phase, need, setting, team, age of its plan and more; it draws nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from audit_app.domain.features import (
    ADVICE_DATES,
    NO,
    NOT_RECORDED,
    ORIGINS,
    PHASES,
    PLAN_AGES,
    REVISED,
    YES,
    Feature,
    known_features,
    tidy,
)
from audit_app.domain.period import add_months
from audit_app.domain.register import age_on
from scoring.timeliness.limits import ADVICE_DAYS, FINAL_DAYS

TWENTY_WEEKS: Final = timedelta(days=FINAL_DAYS)
SIX_WEEKS: Final = timedelta(days=ADVICE_DAYS)  # as long as for the decision to assess
NEARING_ADULT_MONTHS: Final = 210  # 17 years 6 months
ADULT: Final = 18

_ADVICE_DATE = "_advice_date"
_NOT_LATE = ("existing advice agreed", "exception")  # not waited for, or without a time limit
_SEPTEMBER = 9
_AGE_IN_RECEPTION = 4
_YEAR_9 = 9
_YEAR_AFTER_19 = 15  # the school year that begins after the 31 August at which somebody is 19

Row = Mapping[str, str | int]


class Advice(NamedTuple):
    """A line of the advice log; dates are ISO text, empty where there is none, as is the outcome."""

    agency: str
    requested: str
    due: str
    received: str
    outcome: str


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began, on 1 September."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


@dataclass(frozen=True, slots=True)
class TraitReader:
    """Says what entries are on the day `on`.

    The register's year groups are those of `register_day`, the day of its newest import, and move with the school
    years since. `columns` are those that the register holds ("advice_log" among them where there is one): advice that
    the register has no column for is not late.
    """

    on: date
    register_day: date | None
    columns: frozenset[str]

    @property
    def features(self) -> tuple[Feature, ...]:
        """The features that can be asked for."""
        return known_features(self.columns)

    def traits(self, row: Row, log: Sequence[Advice] = ()) -> dict[Feature, str]:
        """What the entry is; `log` are its lines in the advice log."""
        year = self._year(row)
        found = {
            Feature.PHASE: phase_of_year(year),
            Feature.NEED: _text(row, "primary_need"),
            Feature.SETTING: _text(row, "setting_type"),
            Feature.TEAM: _text(row, "casework_team"),
            Feature.ORIGIN: self._origin(row),
            Feature.PLAN_AGE: self._plan_age(row),
            Feature.YEAR_9: NOT_RECORDED if year is None else _yes(year >= _YEAR_9),
            Feature.NEARING_ADULT: self._nearing_adult(row),
            Feature.LOOKED_AFTER: _yes("looked_after" in row),
            Feature.SOCIAL_CARE: _yes(
                not {"known_to_social_care", "child_protection", "child_in_need"}.isdisjoint(row)
            ),
            Feature.LATE_PLAN: self._late_plan(row),
            Feature.LATE_ADVICE: self._late_advice(row, log),
            Feature.TRIBUNAL: _yes("tribunal" in row),
        }
        return {feature: found[feature] for feature in self.features}

    def _year(self, row: Row) -> int | None:
        """The national curriculum year: 0 is Reception, 15 and more come after the year of the 19th birthday."""
        held, this_year = row.get("year_group"), school_year(self.on)
        if isinstance(held, int):
            return held if self.register_day is None else held + this_year - school_year(self.register_day)
        born = row.get("date_of_birth")
        return None if born is None else this_year - 1 - school_year(date.fromisoformat(str(born))) - _AGE_IN_RECEPTION

    def _origin(self, row: Row) -> str:
        today = self.on.isoformat()
        return ORIGINS[any("" < str(row.get(name, "")) <= today for name in ("last_review_date", *REVISED))]

    def _plan_age(self, row: Row) -> str:
        today = self.on.isoformat()
        days = [day for name in ("final_date", *REVISED) if "" < (day := str(row.get(name, ""))) <= today]
        if not days:
            return NOT_RECORDED
        if max(days) < add_months(self.on, -36).isoformat():
            return PLAN_AGES[2]
        return PLAN_AGES[max(days) <= add_months(self.on, -12).isoformat()]

    def _nearing_adult(self, row: Row) -> str:
        born = row.get("date_of_birth")
        if born is None:
            return NOT_RECORDED
        day = date.fromisoformat(str(born))
        return _yes(add_months(day, NEARING_ADULT_MONTHS) <= self.on and age_on(day, self.on) < ADULT)

    def _late_plan(self, row: Row) -> str:
        asked, final = str(row.get("request_date", "")), str(row.get("final_date", ""))
        if not asked or not asked <= final <= self.on.isoformat():
            return NOT_RECORDED
        if "exception" in row or "transferred_in" in row:
            return NO
        return _yes(date.fromisoformat(final) - date.fromisoformat(asked) > TWENTY_WEEKS)

    def _late_advice(self, row: Row, log: Sequence[Advice]) -> str:
        """Whether any came late or is out late; a line of the log stands before the register's date of that agency."""
        asked, logged = str(row.get("advice_requested_date", "")), {one.agency for one in log}
        waits = [
            (_six_weeks_on(asked), str(row.get(name, "")))
            for name in ADVICE_DATES
            if asked and name in self.columns and name.removesuffix(_ADVICE_DATE) not in logged
        ]
        waits += [
            (one.due or _six_weeks_on(one.requested), one.received)
            for one in log
            if (one.due or one.requested) and one.outcome not in _NOT_LATE and (one.received or not one.outcome)
        ]
        if not waits and not log:
            return NOT_RECORDED
        return _yes(any((received or self.on.isoformat()) > due for due, received in waits))


def phase_of_year(year: int | None) -> str:
    """The phase of education of a national curriculum year; Reception counts as primary."""
    if year is None:
        return NOT_RECORDED
    ends = (-1, 6, 11, _YEAR_AFTER_19 - 1)
    return PHASES[sum(year > end for end in ends)]


def _six_weeks_on(day: str) -> str:
    return (date.fromisoformat(day) + SIX_WEEKS).isoformat()


def _text(row: Row, name: str) -> str:
    return tidy(str(row.get(name, ""))) or NOT_RECORDED


def _yes(is_so: bool) -> str:
    return YES if is_so else NO
