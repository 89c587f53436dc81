"""Words of the screen across plans: how many of how many, what a line is, what was looked at; it knows no Qt."""

from collections.abc import Iterator, Sequence

from audit_app.services.reports.across_plans import AuditsChoice
from audit_app.services.reports.recurring import CareLine, Line, Recurring, RecurringBreak
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.read_care import LOW
from exports.care import STATES
from exports.pages.wording import CYCLES, NEEDS
from scoring.figure_words import SMALL, rounded

ERASED = "(erased)"
_MOST_NAMED = 3


def count(number: int, one: str) -> str:
    """“1 plan”, “1,200 plans”."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def ref_words(plan_ref: str) -> str:
    """A plan by its reference, or that it was erased."""
    return plan_ref or ERASED


def share_words(number: int, total: int) -> str:
    """“3 of 7 plans”; from ten plans on with the percentage behind the count: “31 of 79 plans (39 %)”."""
    counts = f"{number:,} of {count(total, 'plan')}"
    if total < SMALL or not 0 < number <= total:
        return counts
    percentage = rounded(100 * number / total)
    if percentage == "0":
        percentage = "under 1"
    elif percentage == "100" and number < total:
        percentage = "over 99"
    return f"{counts} ({percentage} %)"


def choice_words(one: AuditsChoice, every: Sequence[AuditsChoice]) -> str:
    """“Weekly-18, 280 plans”; with the cycle where the title does not say it, the version where there are several."""
    cycle = CYCLES.get(one.cycle, one.cycle).capitalize()
    title = one.title
    if any(other.title == title and other.framework != one.framework for other in every):
        title = f"{title}, version {one.framework.rpartition('/')[2]}"
    named = title if title.casefold().startswith(one.cycle) else f"{cycle}: {title}"
    return f"{named}, {count(one.plans, 'plan')}"


def section_words(section: str) -> str:
    """“Section B”, or the whole plan."""
    return f"Section {section}" if section else "Whole plan"


def lack_words(line: CareLine) -> str:
    """Why a section does not say what health or social care is there for: “None, not checked”."""
    words = f"{line.section}1 at 0 or 1" if line.lack == LOW else STATES.get(line.lack, line.lack)
    return words[:1].upper() + words[1:]


def line_title(line: Line) -> str:
    """What recurs, as the title of the plans behind it."""
    if isinstance(line, RecurringBreak):
        where = f"section {line.section}" if line.section else "whole plan"
        return f"{line.kind.label}, {where}"
    if isinstance(line, CareLine):
        return f"{section_words(line.section)}: {lack_words(line)[:1].lower()}{lack_words(line)[1:]}"
    return f"“{getattr(line, 'phrase', '')}”"


def line_words(line: Line, found: Recurring) -> str:
    """In how many of how many plans, and how often, in a sentence."""
    if isinstance(line, RecurringBreak):
        share = share_words(len(line.behind), found.threads)
        return f"In {share} with a confirmed thread, {count(line.items, 'place' if not line.section else 'item')}."
    if isinstance(line, CareLine):
        return f"In {share_words(len(line.behind), line.of)} whose audit says what the section holds."
    return f"In {share_words(len(line.behind), found.texts)} whose words were read, {count(line.times, 'time')}."


def group_words(name: str, value: str) -> str:
    """A team, a primary need or a phase as it is chosen."""
    if value == NOT_RECORDED:
        return value.capitalize()
    return NEEDS.get(value, value) if name == "need" else value[:1].upper() + value[1:]


def told_words(found: Recurring, narrowed: Sequence[str]) -> str:
    """What was looked at, of how many plans, and what could not be read."""
    return " ".join(_told(found, narrowed))


def _told(found: Recurring, narrowed: Sequence[str]) -> Iterator[str]:
    if narrowed:
        yield f"{', '.join(narrowed)}:"
    threads = f"{found.threads:,} of {count(found.audited, 'audited plan')}"
    yield f"{threads} {'has' if found.threads == 1 else 'have'} a confirmed thread;"
    yield f"the words of {count(found.texts, 'document')} were read."
    if found.audited < SMALL:
        yield "So few plans are cases to look at, not a trend."
    if found.unread:
        more = len(found.unread) - _MOST_NAMED
        named = ", ".join(map(ref_words, found.unread[:_MOST_NAMED])) + (f" and {more} more" if more > 0 else "")
        yield f"Could not be read: {named}."
