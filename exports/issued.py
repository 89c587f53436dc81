"""What a report tells of having been issued: when, and each figure that was other then; it compares nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.days import day


@dataclass(frozen=True, slots=True)
class RestatedTold:
    """A figure that is other than it was handed out, both in words.

    `was_on` is the day it was handed out as `was`; `now_on` the day it was issued again, None while it is not; `why` is
    what whoever issued it again said. `stands` is false where it was restated once more.
    """

    id: str
    label: str
    was: str
    was_on: date
    now: str
    now_on: date | None
    why: str
    stands: bool = True

    @property
    def sentence(self) -> str:
        """“was 45 % (10 of 22) as issued on 21 November 2026, now 48 % (11 of 23)”."""
        then = "now" if self.stands else "then"
        return f"was {self.was} as issued on {day(self.was_on)}, {then} {self.now}"


@dataclass(frozen=True, slots=True)
class IssuedTold:
    """A report that was issued: first `on`, last on `latest`; `differing` of its figures are other now."""

    on: date
    latest: date
    restated: tuple[RestatedTold, ...] = ()
    differing: int = 0

    @property
    def state(self) -> str:
        """What stands at the foot of its pages."""
        issued = f"issued on {day(self.on)}"
        if any(one.now_on for one in self.restated):
            on = f"on {day(self.latest)}" if self.latest != self.on else "the same day"
            issued = f"{issued}, restated {on}"
        if not self.differing:
            return issued
        return f"draft; {issued}; {self.differing} figure{'s differ' if self.differing > 1 else ' differs'}"

    @property
    def plain(self) -> list[dict[str, str]]:
        """The restated figures as they stand at the head of a report's JSON."""
        return [
            {
                "id": one.id,
                "was": one.was,
                "issued_on": one.was_on.isoformat(),
                "now": one.now,
                "restated_on": one.now_on.isoformat() if one.now_on else "",
                "why": one.why,
            }
            for one in self.restated
        ]

    def lead(self) -> Iterator[str]:
        """What a reader is told before the table of restated figures."""
        if self.differing:
            differ = "1 figure is" if self.differing == 1 else f"{self.differing} figures are"
            yield f"This is a draft. The report was issued on {day(self.latest)}, and {differ} other now than then."
        if any(one.now_on for one in self.restated):
            yield "A restated figure takes the place of the one issued before it; the reason stands beside it."
