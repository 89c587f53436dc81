"""What recurs across the audited plans of a period: breaks of the thread, and phrases that leave room for doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit_app.services.reports.recurring_plans import Broken, PlanSeen, Progress, Said, plans_seen
from audit_app.store.figures.asked import Asked
from audit_app.store.workspace import Workspace
from scoring.plan.text import Place
from scoring.thread.breaks import BreakKind


@dataclass(frozen=True, slots=True)
class Behind:
    """One plan behind a line: how often it is there, and the first item or place of it; no place for a break.

    `opens` is the screen that shows it: the thread, or the audit for what is said of a section.
    """

    plan: PlanSeen
    times: int
    item: str = ""
    place: Place | None = None
    opens: str = "thread"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that recurs, with the plans behind it in the order of their references."""

    behind: tuple[Behind, ...]

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans by their references."""
        return tuple(one.plan.plan_ref for one in self.behind)

    @property
    def reviews(self) -> tuple[str, ...]:
        """What opens each of them."""
        return tuple(one.plan.review_id for one in self.behind)

    @property
    def times(self) -> int:
        """How often it is there, in all of them together."""
        return sum(one.times for one in self.behind)


@dataclass(frozen=True, slots=True)
class RecurringBreak(Line):
    """A kind of break in a section, empty for the whole plan; it is there once for each item."""

    kind: BreakKind
    section: str

    @property
    def items(self) -> int:
        """At how many items."""
        return self.times


@dataclass(frozen=True, slots=True)
class FrequentPhrase(Line):
    """A flagged phrase, and the title of its class."""

    phrase: str
    kind: str


@dataclass(frozen=True, slots=True)
class CareLine(Line):
    """Section C or D that does not say what the figures of presence ask for, and why not: `CareSaid.lack`.

    In `of` plans the audit says what the section holds.
    """

    section: str
    lack: str
    of: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """What recurs, most plans first; `audited` plans were asked of, `threads` and `texts` of them were looked at.

    `unread` are plans whose document could not be read; in `cared` the audit says what section C or D holds.
    """

    breaks: tuple[RecurringBreak, ...]
    phrases: tuple[FrequentPhrase, ...]
    audited: int
    threads: int
    texts: int
    unread: tuple[str, ...]
    care: tuple[CareLine, ...] = ()
    cared: int = 0


@dataclass(frozen=True, slots=True)
class Among:
    """Which plans and sections are looked at; empty for all. The groups are those of figures: team, need, phase.

    Sections narrow what is listed and not the plans: of how many plans stays the same.
    """

    sections: frozenset[str] = frozenset()
    team: str = ""
    need: str = ""
    phase: str = ""

    def has(self, plan: PlanSeen) -> bool:
        """Whether a plan belongs to the groups."""
        wanted = (("team", self.team), ("need", self.need), ("phase", self.phase))
        return all(not value or plan.groups.get(name) == value for name, value in wanted)

    def reads(self, section: str) -> bool:
        """Whether a section is looked at; what concerns the whole plan only where none is chosen."""
        return not self.sections or section in self.sections


def recurring(workspace: Workspace, asked: Asked, framework: str, progress: Progress | None = None) -> Recurring:
    """Look through the counted audits of a cycle, period and framework.

    Breaks are those of confirmed threads; phrases are counted in the document that each audit reads, the newest unless
    another was chosen, dismissed ones left out. A document that cannot be read is named and left out.
    """
    return gathered(plans_seen(workspace, asked, framework, progress))


def gathered(plans: Sequence[PlanSeen], among: Among | None = None) -> Recurring:
    """What recurs in these plans, or among those of them that belong to the groups asked for."""
    wanted = among or Among()
    members = [one for one in plans if wanted.has(one)]
    return Recurring(
        _breaks_of(members, wanted),
        _phrases_of(members, wanted),
        len(members),
        sum(one.breaks is not None for one in members),
        sum(one.phrases is not None for one in members),
        tuple(one.plan_ref for one in members if one.is_unread),
        _care_of(members, wanted),
        sum(any(said.is_known for said in one.care) for one in members),
    )


def _breaks_of(plans: Iterable[PlanSeen], among: Among) -> tuple[RecurringBreak, ...]:
    found: dict[tuple[BreakKind, str], list[Behind]] = {}
    for plan in plans:
        own: dict[tuple[BreakKind, str], list[Broken]] = {}
        for one in plan.breaks or ():
            if among.reads(one.section):
                own.setdefault((one.kind, one.section), []).append(one)
        for key, those in own.items():
            found.setdefault(key, []).append(Behind(plan, len(those), those[0].item))
    lines = [RecurringBreak(tuple(behind), *key) for key, behind in found.items()]
    return tuple(sorted(lines, key=lambda one: (-len(one.behind), -one.items, one.kind, one.section)))


def _phrases_of(plans: Iterable[PlanSeen], among: Among) -> tuple[FrequentPhrase, ...]:
    found: dict[tuple[str, str], list[Behind]] = {}
    for plan in plans:
        own: dict[tuple[str, str], list[Said]] = {}
        for one in plan.phrases or ():
            if among.reads(one.section):
                own.setdefault((one.phrase, one.kind), []).append(one)
        for key, those in own.items():
            found.setdefault(key, []).append(Behind(plan, len(those), place=those[0].place))
    lines = [FrequentPhrase(tuple(behind), *key) for key, behind in found.items()]
    return tuple(sorted(lines, key=lambda one: (-len(one.behind), -one.times, one.phrase, one.kind)))


def _care_of(plans: Sequence[PlanSeen], among: Among) -> tuple[CareLine, ...]:
    found: dict[tuple[str, str], list[Behind]] = {}
    known: dict[str, int] = {}
    for plan in plans:
        for said in plan.care:
            if not (said.is_known and among.reads(said.section)):
                continue
            known[said.section] = known.get(said.section, 0) + 1
            if said.lack:
                found.setdefault((said.section, said.lack), []).append(Behind(plan, 1, opens="audit"))
    lines = [CareLine(tuple(behind), *key, known[key[0]]) for key, behind in found.items()]
    return tuple(sorted(lines, key=lambda one: (-len(one.behind), one.section, one.lack)))
