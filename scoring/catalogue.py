"""Every figure as data: what is counted, over what, with which interval, and what is left out; counting is elsewhere.

Numerators and denominators are plural nouns, so that "There were no …" makes a sentence of each denominator.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from scoring.family_voice import QUESTIONS
from scoring.figure import FigureId
from scoring.plan.areas import OUTCOME_AREAS


class IntervalKind(StrEnum):
    """Which interval a figure has: Wilson, t, clustered, bootstrap by plan, or none."""

    WILSON = "W"
    T = "T"
    CLUSTERED = "C"
    BOOTSTRAP = "B"
    NONE = ""


W, T, C, B, NONE = tuple(IntervalKind)
_MEASURE = re.compile(r"measure\.[a-z][a-z0-9_]{0,39}")
_SECTION = re.compile(r"[A-Z]{1,3}[0-9]?")

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "W": "the whole plan",
        "A": "section A, views, interests and aspirations",
        "B": "section B, special educational needs",
        "C": "section C, health needs",
        "D": "section D, social care needs",
        "E": "section E, outcomes",
        "F": "section F, special educational provision",
        "G": "section G, health provision",
        "H1": "section H1, social care provision under the Chronically Sick and Disabled Persons Act",
        "H2": "section H2, other social care provision",
        "I": "section I, placement",
        "J": "section J, personal budget",
        "K": "section K, advice and information",
    }
)
OTHER_SECTIONS: Mapping[str, str] = MappingProxyType({"AD": "the advice report", "AR": "the annual review"})
"""Sections of the shipped frameworks that are about another paper than the plan; an area's own may have more."""
AGENCIES: Mapping[str, str] = MappingProxyType(
    {
        "education": "education",
        "health": "health",
        "social_care": "social care",
        "coordinator": "the SEN team",
        "parent_carer": "parent carers",
    }
)
"""The agencies of an audit group, as a sentence says them, in their order."""
AGENCY_NAMES: Mapping[str, str] = MappingProxyType(
    {agency: name[0].upper() + name[1:] for agency, words in AGENCIES.items() for name in [words.removeprefix("the ")]}
)
"""The same as a title or a cell says them: “SEN team” for “the SEN team”."""
ADVICE_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "school": "school",
        "psychology": "psychology",
        "health": "health",
        "social_care": "social care",
        "other": "other sources",
    }
)
TIMED_ADVICE = ("education", "psychology", "health", "social_care")
GRADES: Mapping[str, str] = MappingProxyType(
    {
        "outstanding": "Outstanding",
        "good": "Good",
        "requires_improvement": "Requires improvement",
        "inadequate": "Inadequate",
    }
)
PROGRESS_SAID: Mapping[str, str] = MappingProxyType(
    {
        "achieved": "achieved",
        "on_track": "on track",
        "some": "with some progress",
        "none": "without progress",
        "changed": "changed for another",
    }
)
"""How far an outcome was at a review, as a sentence says it of outcomes."""


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """One figure of the catalogue. Empty words: null in every such figure. low and high are the scale of a mean."""

    id: str
    label: str
    unit: str
    interval: IntervalKind
    numerator: str
    denominator: str
    left_out: str
    low: float | None = None
    high: float | None = None


D = FigureDefinition
_UNSURE = "threads not confirmed"
_DATES = "missing or impossible dates"

_PLANS = (
    D("plans.drawn", "Plans drawn, of the plans that could be drawn", "plans", NONE, "places drawn",
      "eligible plans in the frame", "replaced places counted once"),
    D("plans.audited", "Plans audited, of the plans drawn", "plans", NONE, "plans with a counted audit", "places drawn",
      "awaiting consensus, abandoned"),
    D("plans.not_graded", "Plans not graded, too many markers without a score", "plans", W,
      "counted plans that are Not graded", "audited plans", ""),
    D("plans.effective", "Plans that are effective: Good or Outstanding", "plans", W,
      "plans with the final grade Outstanding or Good", "graded plans", "Not graded"),
)  # fmt: skip
_GRADES = tuple(
    D(f"grade.{grade}", f"Plans graded {words}", "plans", W, f"plans with the final grade {words}", "graded plans",
      "Not graded")
    for grade, words in GRADES.items()
)  # fmt: skip


def _score_of(section: str) -> FigureDefinition:
    words = SECTIONS.get(section) or OTHER_SECTIONS.get(section) or f"section {section}"
    of, left_out = "audited plans with enough of the section scored", "plans where the whole section does not apply"
    return D(f"score.section.{section}", f"Average score of {words}", "percent", T, "", of, left_out, 0, 100)


_SCORES = (
    D("score.overall", "Average score of a plan", "percent", T, "", "graded plans", "Not graded", 0, 100),
    *(_score_of(section) for section in SECTIONS),
)
_BY_AGENCY = (
    *(
        D(f"score.agency.{agency}", f"Average score of the markers that {words} alone scored", "percent", T, "",
          f"audited plans with enough scored by {words}", "markers that all members score", 0, 100)
        for agency, words in AGENCIES.items()
    ),
)  # fmt: skip
_PRESENCE = tuple(
    D(f"presence.{agency}{kind}", label, "plans", W, numerator, denominator, left_out)
    for agency, section, words, provision in (
        ("health", "C", "health", "G or F"), ("social_care", "D", "social care", "H1 or H2"),
    )
    for kind, label, numerator, denominator, left_out in (
        ("", f"Plans that state {words} needs, or that none were found after checking",
         f"plans whose section {section} states needs or checked none", f"audited plans with section {section} judged",
         "state or score missing"),
        ("_provision", f"Plans with {words} needs that have provision for them",
         f"plans with section {section} needs that have provision in {provision}",
         f"audited plans with section {section} needs whose provision is known", "neither thread nor score known"),
    )
)  # fmt: skip
_ADVICE = tuple(
    D(f"advice.{tick}@source={source}", f"Plans with {label} advice from {words}", "plans", W,
      f"plans with that tick for {words}", "audited plans with an advice grid", "no grid")
    for tick, label in (("present", "listed"), ("current", "current"), ("specific", "specific"))
    for source, words in ADVICE_SOURCES.items()
)  # fmt: skip
_THREAD = (
    D("thread.needs", "Needs in the plans audited", "needs", NONE, "accepted needs in B, C and D", "",
      f"explicit nones, suggestions, {_UNSURE}"),
    D("thread.needs_without_outcome", "Needs without an outcome", "needs", C, "needs not linked to an outcome",
      "accepted needs", _UNSURE),
    D("thread.needs_without_provision", "Needs without provision", "needs", C, "needs not linked to provision",
      "accepted needs", _UNSURE),
    D("thread.outcomes_without_provision", "Outcomes without provision", "outcomes", C, "outcomes with no provision",
      "accepted outcomes", _UNSURE),
    D("thread.provision_without_need", "Lines of provision without a need", "lines", C, "lines with no need",
      "lines of provision", _UNSURE),
    D("thread.complete", "Plans whose golden thread has no break", "plans", W, "plans with none of the four breaks",
      "plans with a confirmed thread and at least one need", "no needs; aspirations are not required"),
    D("outcomes.total", "Outcomes in the plans audited", "outcomes", NONE, "accepted outcomes in E", "", _UNSURE),
    D("provision.total", "Lines of provision in the plans audited", "lines", NONE, "lines in F, G, H1 and H2", "",
      _UNSURE),
    D("outcomes.smart", "Outcomes that are SMART and a person's own", "outcomes", C,
      "outcomes with all five SMART tests met, of a person", "rated outcomes", "unrated"),
    D("provision.specific_and_quantified", "Lines of provision that are specific and quantified", "lines", C,
      "lines saying what, who with their role, how often and how long", "confirmed lines where time can be counted",
      "unconfirmed; wording flags do not count"),
)  # fmt: skip
_FINAL = "plans made final in the period"
_TIMELINESS = (
    D("timeliness.20_weeks.including_exceptions", "Plans issued within 20 weeks, with exceptions", "plans", W,
      "plans final within 140 days of the request", _FINAL, f"transferred in, historical, {_DATES}"),
    D("timeliness.20_weeks.excluding_exceptions", "Plans issued within 20 weeks, without exceptions", "plans", W,
      "plans final within 140 days of the request and without an exception", f"{_FINAL} without an exception",
      "plans with an exception; a blank exception counts as none"),
    D("timeliness.exceptions", "Plans with a permitted exception to 20 weeks", "plans", W, "plans with an exception",
      _FINAL, f"transferred in, historical, {_DATES}"),
    D("timeliness.decision_6_weeks", "Decisions to assess within six weeks", "requests", W,
      "requests decided within 42 days", "requests with an outcome in the period", "dates missing"),
    D("timeliness.no_plan_16_weeks", "Decisions not to issue a plan within 16 weeks", "requests", W,
      "no-plan decisions within 112 days", "no-plan decisions in the period", "dates missing"),
    D("timeliness.average_weeks", "Average time from request to final plan", "weeks", T, "", _FINAL,
      f"transferred in, historical, {_DATES}", 0),
    *(
        D(f"timeliness.advice_6_weeks.{source}",
          f"Advice from {ADVICE_SOURCES.get(source, source)} received within six weeks", "requests", W,
          "requests with that advice within 42 days", "requests for advice whose 42nd day is in the period",
          "advice not received counts as late")
        for source in TIMED_ADVICE
    ),
    D("timeliness.review_decision_4_weeks", "Decisions within four weeks of a review meeting", "reviews", W,
      "decisions within 28 days of the meeting", "review meetings whose 28th day is in the period", "not yet due"),
    D("timeliness.review_final_12_weeks", "Amended plans within twelve weeks of a review meeting", "reviews", W,
      "amended plans final within 84 days of the meeting", "reviews to amend whose 84th day is in the period",
      "maintain, cease, unknown"),
    D("timeliness.phase_transfer_15_feb", "Phase transfer plans final by 15 February", "plans", W,
      "plans final on or before their due date", "phase transfers due in the period", "ceased before due"),
    D("timeliness.post16_transfer_31_mar", "Post-16 transfer plans final by 31 March", "plans", W,
      "plans final on or before their due date", "post-16 transfers due in the period",
      "ceased before due, from one post-sixteen setting to another"),
    D("plans.over_3_years", "Plans last issued or amended over three years ago", "plans", W,
      "plans final or amended over three years ago", "plans in force at the end of the period", "dates missing"),
)  # fmt: skip
_PAIRED = "markers scored by two or more people"
_AGREEMENT = (
    D("agreement.exact", "Auditors gave the same score", "units", B, "shares of pairs that agree", _PAIRED,
      "consensus, returns after the reveal, NE, NA, sealed rounds; sheet and table reviews apart"),
    D("agreement.within_one", "Auditors' scores at most one level apart", "units", B,
      "shares of pairs at most one level apart", _PAIRED,
      "consensus, returns after the reveal, NE, NA, sealed rounds; sheet and table reviews apart"),
    D("agreement.alpha_ordinal", "Agreement beyond chance (Krippendorff's alpha, ordinal)", "coefficient", B, "",
      "pairable values", "consensus, returns after the reveal, NE, NA, sealed rounds; markers that one person scored"),
    D("agreement.ac2_quadratic", "Agreement beyond chance (Gwet's AC2, quadratic weights)", "coefficient", B, "",
      _PAIRED, "consensus, returns after the reveal, NE, NA, sealed rounds"),
)  # fmt: skip
_OF_PAIRS = (
    D("agreement.kappa_quadratic", "Agreement beyond chance of two agencies (Cohen's kappa, quadratic weights)",
      "coefficient", B, "", "markers scored by both agencies",
      "consensus, returns after the reveal, NE, NA, sealed rounds"),
    D("agreement.gap", "How much higher the first of two agencies scores, on average", "levels", B, "",
      "markers scored by both agencies", "consensus, returns after the reveal, NE, NA, sealed rounds", -3, 3),
)  # fmt: skip
"""Figures that exist for a pair of agencies alone."""
_OPEN = "open actions"
_ACTIONS = (
    D("actions.open", "Actions open at the end of the period", "actions", NONE, _OPEN, "", ""),
    D("actions.overdue", "Open actions past their date", "actions", NONE, "open actions due before the period's end",
      _OPEN, "no due date"),
    D("actions.closed", "Actions closed by a second person", "actions", NONE, "actions closed in the period",
      "actions open at the start or opened in the period", "abandoned actions stay in the denominator"),
    *(
        D(f"actions.{colour}", f"Open actions at {colour.capitalize()}: {words}", "actions", NONE,
          f"open actions at {colour.capitalize()}", _OPEN, "no checkpoint yet")
        for colour, words in (
            ("green", "completed or embedding"), ("amber", "progressing"), ("red", "little or no progress"),
            ("grey", "addressed through wider or alternative systems"),
        )
    ),
    D("learning.days_to_share", "Days from closing a round to sharing what was learnt", "days", NONE, "",
      "rounds closed in the period", ""),
)  # fmt: skip
_REVIEWED = "outcomes reviewed in the period"
_IN_FORCE = "plans in force whose next review has a day"
_LIKELY = "young people likely to need an adult service"
_PROGRESS = (
    *(
        D(f"progress.outcomes.{how}", f"Outcomes {words} at their newest review", "outcomes", C,
          f"outcomes {words} at their newest review in the period", _REVIEWED, "not reviewed in the period")
        for how, words in PROGRESS_SAID.items()
    ),
    D("progress.plans_reviewed", "Reviewed plans whose outcomes were looked at", "plans", W,
      "plans with progress noted of an outcome", "plans with a review in the period", "reviews that nobody recorded"),
    D("reviews.due", "Annual reviews due within a month", "plans", NONE,
      "plans whose review is due within a month after the period's end", _IN_FORCE, "no day to count from"),
    D("reviews.late", "Annual reviews that are late", "plans", NONE,
      "plans whose review was due before the period's end and not held", _IN_FORCE, "no day to count from"),
    D("adulthood.likely", "Young people likely to need adult care or health", "plans", NONE, _LIKELY,
      "young people from 14 to 18 with a plan in force", "older, unless late"),
    D("adulthood.referred", "Of them, referred for an adult assessment", "plans", NONE,
      "young people who were referred or assessed", _LIKELY, ""),
    D("adulthood.assessed", "Of them, assessed", "plans", NONE, "young people who were assessed", _LIKELY, ""),
    D("adulthood.late", "Of them, not assessed by the day it was wanted", "plans", NONE,
      "young people whose day is over without an assessment", _LIKELY, "no day known"),
)  # fmt: skip
_VOICE = (
    D("voice.conversations", "Conversations with families who consented", "conversations", NONE,
      "conversations with families", "", ""),
    *(
        D(one.figure, one.label, "conversations", W, "conversations in which the answer was one of the upper two",
          "conversations in which it was asked", "not asked")
        for one in QUESTIONS.asked
    ),
)  # fmt: skip
_BEFORE_MARKERS = (*_PLANS, *_GRADES, *_SCORES, *_BY_AGENCY)
_AFTER_MARKERS = (*_PRESENCE, *_ADVICE, *_THREAD, *_TIMELINESS, *_AGREEMENT, *_ACTIONS, *_PROGRESS, *_VOICE)
_FIXED: Mapping[str, FigureDefinition] = MappingProxyType(
    {definition.id: definition for definition in (*_BEFORE_MARKERS, *_AFTER_MARKERS, *_OF_PAIRS)}
)


def catalogue(markers: Iterable[str], sections: Iterable[str] = ()) -> tuple[FigureDefinition, ...]:
    """Every figure's definition in the order of reports, with those of the framework's markers.

    `sections` are those of the framework; such as a plan has none of stand after the plan's own.
    """
    own = tuple(_score_of(section) for section in dict.fromkeys(sections) if section not in SECTIONS)
    of_markers = (one for marker in markers for one in (_mean_of(marker), _sound_of(marker)))
    return (*_PLANS, *_GRADES, *_SCORES, *own, *_BY_AGENCY, *of_markers, *_AFTER_MARKERS)


def definition(figure: str | FigureId) -> FigureDefinition:
    """The definition behind an id; its label names the id's further dimensions.

    Raises ValueError for an id that is in no catalogue.
    """
    asked = FigureId.parse(figure) if isinstance(figure, str) else figure
    known = (
        _FIXED.get(str(asked.only("source")))
        or _FIXED.get(asked.base)
        or _of_marker(asked.base)
        or _of_section(asked.base)
        or _of_measure(asked.base)
    )
    if known is None:
        raise ValueError(f"There is no figure '{asked}'.")
    own = FigureId.parse(known.id)
    further = [_part_words(name, value) for name, value in asked.parts if (name, value) not in own.parts]
    if not further:
        return known
    return replace(known, id=str(asked), label=", ".join([known.label, *further]))


def pair_id(first: str, second: str) -> str:
    """Two agencies as the value of the dimension pair: `education-health`."""
    return f"{first}-{second}"


def pair_of(value: str) -> tuple[str, str]:
    """The agencies of a pair, in its order."""
    first, _, second = value.partition("-")
    return first, second


def _part_words(name: str, value: str) -> str:
    if name == "pair":
        return " and ".join(AGENCIES.get(agency, agency) for agency in pair_of(value))
    return OUTCOME_AREAS.get(value, value) if name == "area" else f"{name} {value}"


def _of_section(base: str) -> FigureDefinition | None:
    """The score of a section that a framework of another paper has; its id is one to three capitals, and a digit."""
    family, _, section = base.rpartition(".")
    return _score_of(section) if family == "score.section" and _SECTION.fullmatch(section) else None


def _of_measure(base: str) -> FigureDefinition | None:
    """A measure of the performance framework; its own title and unit are the workspace's, not the catalogue's."""
    if not _MEASURE.fullmatch(base):
        return None
    words = base.removeprefix("measure.").replace("_", " ")
    return D(base, f"Measure: {words}", "value", NONE, "what the measure counts", "what it is counted of", "")


def _of_marker(base: str) -> FigureDefinition | None:
    kind, _, rest = base.partition(".")
    marker, _, what = rest.partition(".")
    if kind != "marker" or not marker:
        return None
    return {"mean": _mean_of, "sound": _sound_of}.get(what, _no_marker)(marker)


def _no_marker(_: str) -> None:
    return None


def _mean_of(marker: str) -> FigureDefinition:
    return D(f"marker.{marker}.mean", f"Average level of marker {marker}", "level", T, "",
             f"plans with a score for marker {marker}", "NA, NE, unscored", 0, 3)  # fmt: skip


def _sound_of(marker: str) -> FigureDefinition:
    return D(f"marker.{marker}.sound", f"Plans where marker {marker} is sound or strong", "plans", W,
             "plans scored 2 or 3", f"plans with a score for marker {marker}", "NA, NE, unscored")  # fmt: skip
