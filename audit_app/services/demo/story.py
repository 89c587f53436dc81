"""Everything that happens in the demo's two years, as changes in the order of time; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from audit_app.domain.cycles import Cycle
from audit_app.services.demo.actions import DemoActions
from audit_app.services.demo.advice import advice_change
from audit_app.services.demo.audits import WeeklyAudits
from audit_app.services.demo.caseload import Caseload
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.drawing import Draws
from audit_app.services.demo.governance import DemoGovernance
from audit_app.services.demo.imports import Import, import_change, import_days, imports
from audit_app.services.demo.improvement import DemoImprovement
from audit_app.services.demo.measures import measure_changes
from audit_app.services.demo.outcomes import adulthood_change, outcome_changes
from audit_app.services.demo.paper_draws import PaperDraws
from audit_app.services.demo.papers import PaperAudits
from audit_app.services.demo.people import FOUNDER
from audit_app.services.demo.plans import Plans, PlanWritten
from audit_app.services.demo.quality import Quality
from audit_app.services.demo.reviews import ReviewWords
from audit_app.services.demo.rounds import Rounds
from audit_app.services.demo.span import Span
from audit_app.services.demo.weekly import Weeks
from forms.model import Framework
from resources.demo import MarkerStory, Partnership, action_stories, governance_stories, marker_stories, paper_stories
from resources.demo.plans import plan_words


@dataclass(frozen=True, slots=True)
class Story:
    """The changes in the order of time, and what they come to."""

    changes: tuple[Change, ...]
    entries: int
    audits: int
    rounds: int
    documents: tuple[tuple[str, PlanWritten], ...] = ()
    """The plans of this week's sample by reference, as their documents say them."""


def register_story(words: Partnership, span: Span, cast: Cast, seed: str) -> Story:
    """The register alone, imported once on the open week's Monday."""
    lines = Caseload(words, span, seed).lifelines()
    (held,) = imports(lines, [span.open_week])
    return Story((import_change(held, FOUNDER, cast.ids),), len(held.rows), 0, 0)


def whole_story(words: Partnership, span: Span, cast: Cast, frameworks: Mapping[Cycle, Framework], seed: str) -> Story:
    """The register month by month, every week and every round, reviews and advice; `frameworks` are the cycles'."""
    lines = Caseload(words, span, seed).lifelines()
    known = list(imports(lines, import_days(span)))
    changes = [import_change(one, FOUNDER, cast.ids) for one in known]
    changes.extend(measure_changes(span, FOUNDER, cast.ids, seed))
    changes.append(advice_change(lines, words.advice, span, FOUNDER, cast.ids, seed))
    draws = Draws(known, cast)
    weeks, rounds = _makers(words, span, cast, frameworks, draws, seed)
    days = [(day, False) for day in (*span.weeks, span.open_week)] + [(day, True) for day in span.rounds]
    days.append((span.revealed_round, True))
    for day, is_round in sorted(days):
        if day == span.revealed_round:
            changes.extend(rounds.revealed(day))
        else:
            changes.extend(rounds.round(day) if is_round else weeks.week(day))
    changes.extend(weeks.corrections())
    papers = PaperAudits(cast, draws, PaperDraws(known, cast), frameworks, paper_stories(), span, seed)
    changes.extend(papers.changes())
    acted = DemoActions(cast, draws, frameworks[Cycle.WEEKLY], weeks.audited, span, seed)
    changes.extend(acted.changes(*action_stories()))
    changes.extend(DemoImprovement(cast, span, seed).changes())
    changes.extend(DemoGovernance(cast, span, seed).changes(*governance_stories()))
    seen = [one.place.ref for one in weeks.audited]
    changes.extend(outcome_changes(lines, seen, span, FOUNDER, cast.ids, seed))
    changes.append(adulthood_change(lines, span, FOUNDER, cast.ids, seed))
    changes.sort(key=attrgetter("at"))
    return Story(
        tuple(changes),
        _entries(known),
        len(weeks.audited) + rounds.audits + papers.audits,
        len(span.rounds) + 1,
        tuple(weeks.documents),
    )


def _makers(
    words: Partnership,
    span: Span,
    cast: Cast,
    frameworks: Mapping[Cycle, Framework],
    draws: Draws,
    seed: str,
) -> tuple[Weeks, Rounds]:
    stories: dict[str, MarkerStory] = marker_stories()
    quality = Quality(words, stories, span)
    weekly, multi = (ReviewWords(frameworks[cycle], stories) for cycle in (Cycle.WEEKLY, Cycle.MULTI_AGENCY))
    audits = WeeklyAudits(cast, draws, quality, weekly, span, Plans(plan_words(), span, seed), seed)
    return Weeks(cast, draws, audits, span, words.reasons, seed), Rounds(cast, draws, quality, multi, span, seed)


def _entries(known: Sequence[Import]) -> int:
    return len(known[-1].rows)
