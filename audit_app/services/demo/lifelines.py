"""One child's way through the case system: what is known from which day on; it makes no dates up."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from audit_app.domain.register import RegisterRow
from audit_app.services.demo.span import year_group
from resources.demo import Setting

Values = dict[str, str | int | None]


@dataclass(slots=True)
class Lifeline:
    """Everything that the register ever says of one child: what never changes, a setting for each stage, and `gains`.

    A gain is what becomes known on a day; None in it takes a value back.
    """

    born: date
    fixed: RegisterRow
    settings: dict[str, Setting] = field(default_factory=dict)
    gains: list[tuple[date, Values]] = field(default_factory=list)
    ref: str = ""

    @property
    def first_day(self) -> date:
        """The day from which on the child is in the register."""
        return min((day for day, _ in self.gains), default=date.min)

    def know(self, day: date, **values: str | int | date | None) -> None:
        """From this day on the register says so; days are kept as ISO text."""
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        self.gains.append((day, plain))

    def settle(self) -> None:
        """Put what becomes known in the order of days; to be called once everything is known."""
        self.gains.sort(key=lambda gain: gain[0])

    def row(self, on: date) -> RegisterRow | None:
        """What the register says at the end of a day, None where the child is not in it yet."""
        known = bisect_right(self.gains, on, key=lambda gain: gain[0])
        if not known:
            return None
        values: Values = {"plan_ref": self.ref, **self.fixed, "year_group": year_group(self.born, on)}
        for _, gained in self.gains[:known]:
            values.update(gained)
        setting = self.settings.get(stage_of(year_group(self.born, on)))
        if setting is not None:
            values.update(setting_name=setting.name, setting_urn=setting.urn, setting_type=setting.type)
        return {name: value for name, value in values.items() if value is not None}


def stage_of(year: int) -> str:
    """The stage of education of a year group."""
    if year < 0:
        return "early"
    if year <= 6:
        return "primary"
    return "secondary" if year <= 11 else "post_16"
