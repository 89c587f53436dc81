"""The audits of a period to be looked across, one cycle and one framework at a time, and what is in their plans."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period
from audit_app.services.reports.recurring_plans import PlanSeen, Progress, seen_in
from audit_app.store.figures.asked import Asked, default_framework
from audit_app.store.figures.audits import Pool, main_framework, pools
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace

_CYCLES = tuple(one.value for one in Cycle)


@dataclass(frozen=True, slots=True)
class AuditsChoice:
    """The audits of one cycle and one framework version in a period: the title of the framework, and how many plans."""

    cycle: str
    framework: str
    title: str
    plans: int

    @property
    def key(self) -> tuple[str, str]:
        """Cycle and framework: what is never counted together with another."""
        return self.cycle, self.framework


@dataclass(frozen=True, slots=True)
class AcrossPlans:
    """The plans of the `chosen` audits, and every choice that the period has; None and nothing where it has none."""

    choices: tuple[AuditsChoice, ...]
    chosen: AuditsChoice | None
    plans: tuple[PlanSeen, ...]


def across_plans(
    workspace: Workspace,
    period: Period,
    on: date,
    wanted: tuple[str, str] = ("", ""),
    progress: Progress | None = None,
) -> AcrossPlans:
    """The audits of a period, and what is in the plans of those `wanted` by cycle and framework.

    Where the period has none such, those of the weekly cycle, else of the one with most plans, with the framework that
    most of them were audited with. `on` is the day on which the data stand.
    """
    found = {key: pool for key, pool in pools(workspace.conn, Asked(period, None, on)).items() if pool.counted}
    choices = tuple(_choice(workspace, pool) for pool in sorted(found.values(), key=_order))
    key = wanted if wanted in found else _usual(found)
    chosen = next((one for one in choices if one.key == key), None)
    return AcrossPlans(choices, chosen, seen_in(workspace, found.get(key), progress))


def _usual(found: dict[tuple[str, str], Pool]) -> tuple[str, str]:
    """The weekly audits, else those of the cycle with most plans; ("", "") where there are none at all."""
    if not found:
        return "", ""
    plans = {cycle: sum(len(pool.counted) for (of, _), pool in found.items() if of == cycle) for cycle, _ in found}
    cycle = Cycle.WEEKLY.value if Cycle.WEEKLY.value in plans else max(plans, key=lambda one: (plans[one], one))
    default = default_framework(Cycle(cycle)) if cycle in _CYCLES else ""
    return cycle, main_framework(found, cycle, default) or ""


def _order(pool: Pool) -> tuple[int, str]:
    """Cycles in their usual order, then frameworks by key."""
    return (_CYCLES.index(pool.cycle) if pool.cycle in _CYCLES else len(_CYCLES), pool.framework)


def _choice(workspace: Workspace, pool: Pool) -> AuditsChoice:
    try:
        title = stored_framework(workspace.conn, pool.framework).title
    except KeyError:
        title = pool.framework
    return AuditsChoice(pool.cycle, pool.framework, title, len(pool.counted))
