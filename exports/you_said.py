"""What a note after a board tells beyond its figures: what changed, and what is done next; it counts nothing."""

from dataclasses import dataclass
from datetime import date

from scoring.comparison import Comparison


@dataclass(frozen=True, slots=True)
class ReasonTold:
    """Why a figure that the note shows stands as it does, from `first` to `last`, in the words of `owner`, a role."""

    label: str
    first: date
    last: date
    words: str
    owner: str


@dataclass(frozen=True, slots=True)
class YouSaidTold:
    """`comparison` is with the period from `before[0]` to `before[1]`, both None where nothing may be compared.

    `following` is what is done next in the words of `owner`, a role; both empty where nobody wrote it.
    `released` is there where the figures are those of an earlier release, unchanged; `notice` says so, and `since` what
    may be said of actions closed after it. `reasons` are words that the public may read, on figures that it is shown.
    """

    comparison: Comparison | None = None
    before: tuple[date, date] | None = None
    following: str = ""
    owner: str = ""
    released: tuple[date, date] | None = None
    notice: str = ""
    since: str = ""
    reasons: tuple[ReasonTold, ...] = ()
