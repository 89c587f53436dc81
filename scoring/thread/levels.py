"""Levels that a confirmed or growing thread suggests for markers, each with its arithmetic. A suggestion is no score.

Cut-offs are those of the framework's markers (E1 90, 70, 40 %; F2 95, 80, 50 %; F3 to F5 90, 70, 40 %); where a level
is told in words (“all, most, some, none”) most is half or more, and for E2 (“all, most, mixed, mostly provision”) three
quarters, so that below half they are mostly provision. E4 misses an area with needs that has no outcome, and a number
of outcomes other than three to eight; whether their dates vary is left to the auditor. C1, D1, H1a and H2a: “none”
after checking is 3; with nothing behind it 1, as C1 and D1 have it of “not known”; an empty section 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.thread.adulthood import adult_outcomes, adult_provision
from scoring.thread.breaks import ADULTHOOD_FROM_YEAR, BreakKind, breaks
from scoring.thread.model import Item, ItemRole, Thread
from scoring.thread.suggestion import SaidOf as SaidOf
from scoring.thread.suggestion import Suggestion as Suggestion

SMART = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
SHARES: Mapping[str, tuple[int, int, int]] = {
    **dict.fromkeys(("E1", "F3", "F4", "F5"), (90, 70, 40)),
    "F2": (95, 80, 50),
    "E2": (100, 75, 50),
}
"""From which percentage on a share is level 3, 2 and 1."""
USUAL_OUTCOMES = range(3, 9)
"""So many outcomes E4 asks for."""
_ALL_MOST_SOME = (100, 50, 1)


def suggested_levels(
    thread: Thread,
    said: Mapping[str, SaidOf],
    *,
    year_group: int | None,
    explicit_none: frozenset[str] = frozenset(),
    checked_none: frozenset[str] = frozenset(),
    blank: frozenset[str] = frozenset(),
) -> tuple[Suggestion, ...]:
    """What the thread says of the markers that it can inform, in the order of the form.

    `said` is what the auditor said of each item; `explicit_none` the sections that say that there is nothing,
    `checked_none` those of them that say that somebody looked; `blank` those that are empty or missing.
    """
    if not thread.items:
        return ()
    none = _Nones(explicit_none | checked_none, checked_none, blank)
    return tuple(one for one in _every(thread, said, year_group, none) if one is not None)


@dataclass(frozen=True, slots=True)
class _Nones:
    """The sections that say that there is nothing, those of them that say that somebody looked, and the empty ones."""

    said: frozenset[str]
    checked: frozenset[str]
    blank: frozenset[str]

    def suggestion(self, marker: str, section: str, words: str) -> Suggestion | None:
        """What a section without items is worth: none after checking 3, none with nothing behind it 1, empty 0."""
        if section in self.checked:
            return Suggestion(marker, 3, f"{section} says that there {words} none, and that somebody looked: level 3")
        if section in self.said:
            said = f"{section} says that there {words} none, and not that anybody looked: level 1"
            return Suggestion(marker, 1, said)
        return Suggestion(marker, 0, f"{section} holds nothing: level 0") if section in self.blank else None


def _every(
    thread: Thread, said: Mapping[str, SaidOf], year_group: int | None, none: _Nones
) -> Iterator[Suggestion | None]:
    every = breaks(thread, year_group=year_group)
    found = {kind: [one for one in every if one.kind is kind] for kind in BreakKind}
    is_older = year_group is not None and year_group >= ADULTHOOD_FROM_YEAR
    needs, outcomes = thread.of(ItemRole.NEED), thread.of(ItemRole.OUTCOME)
    lines = thread.of(ItemRole.PROVISION)
    f_lines = [line for line in lines if line.section == "F"]
    yield _traceable(thread, needs, found)
    if lines:
        misplaced = len(found[BreakKind.SHORT_BREAK_MISPLACED])
        words = _plural(misplaced, "short break", "in the wrong part of H")
        yield Suggestion("W5", (3, 2, 1)[min(misplaced, 2)], words)  # 0 is for what was lost by it: the auditor knows
    yield _care("C1", "C", thread, none)
    yield _care("D1", "D", thread, none)
    rated = [one for one in outcomes if len(said.get(one.id, SaidOf({})).said) == len(SMART)]
    smart = [one for one in rated if all(said[one.id].said.values())]
    yield _share("E1", len(smart), len(rated), "rated outcomes pass all six tests")
    personal = [one for one in outcomes if "personal" in said.get(one.id, SaidOf({})).said]
    mine = [one for one in personal if said[one.id].said["personal"]]
    yield _share("E2", len(mine), len(personal), "outcomes are a person's own and no provision")
    yield _areas(needs, outcomes, thread)
    if is_older:
        yield adult_outcomes(outcomes)
    b_needs = [need for need in needs if need.section == "B"]
    met = [need for need in b_needs if thread.provision_of(need.id)]
    yield _lacking("F1", len(b_needs) - len(met), len(b_needs), "needs in B have provision")
    yield from _lines(f_lines, said)
    outside = len(found[BreakKind.EDUCATES_OUTSIDE_F])
    asked = [line for line in lines if line.section != "F" and line.educates is not None]
    if lines and (asked or all(line.section == "F" for line in lines)):
        verbs = "educates or trains" if outside == 1 else "educate or train"
        words = _plural(outside, "line", f"outside F {verbs}")
        yield Suggestion("F7", (3, 1, 0)[min(outside, 2)], words)
    if is_older:
        yield adult_provision(thread, said)
    yield _provided("G1", "C", ("G", "F"), thread, none)
    yield _placed("H1a", "H1", lines, none)
    yield _placed("H2a", "H2", lines, none)


def _traceable(thread: Thread, needs: Sequence[Item], found: Mapping[BreakKind, Sequence[object]]) -> Suggestion | None:
    if not needs:
        return None
    whole = [need for need in needs if thread.linked(need.id, ItemRole.OUTCOME) and thread.provision_of(need.id)]
    loose = len(found[BreakKind.OUTCOME_WITHOUT_NEED]) + len(found[BreakKind.PROVISION_WITHOUT_NEED])
    one = _words("W4", len(whole), len(needs), "needs lead to an outcome and to provision")
    if one is None or not loose:
        return one
    hanging = "outcome or line" if loose == 1 else "outcomes or lines"
    words = f"{one.arithmetic}; {loose} {hanging} without a need"
    return Suggestion("W4", min(one.level, 2), words)


def _care(marker: str, section: str, thread: Thread, none: _Nones) -> Suggestion:
    needs = [need for need in thread.of(ItemRole.NEED) if need.section == section]
    if needs:
        return Suggestion(marker, 2, _plural(len(needs), "need", f"in {section}; say yourself how specific"))
    return none.suggestion(marker, section, "are") or Suggestion(marker, 0, f"{section} holds nothing: level 0")


def _areas(needs: Sequence[Item], outcomes: Sequence[Item], thread: Thread) -> Suggestion | None:
    areas = {need.area for need in needs if need.area is not None}
    if not areas:
        return None
    if not outcomes:
        return Suggestion("E4", 0, "no outcomes")
    met = {need.area for need in needs if need.area is not None and thread.linked(need.id, ItemRole.OUTCOME)}
    is_number = len(outcomes) in USUAL_OUTCOMES
    missing = len(areas - met) + (not is_number)
    number = f"{_plural(len(outcomes), 'outcome', 'in all')}, {'within' if is_number else 'not'} three to eight"
    words = f"{len(met)} of {len(areas)} areas with needs have an outcome; {number}; see whether their dates vary"
    return Suggestion("E4", (3, 2, 1)[min(missing, 2)], words)


def _lines(lines: Sequence[Item], said: Mapping[str, SaidOf]) -> Iterator[Suggestion | None]:
    checked = [said[line.id] for line in lines if line.id in said and said[line.id].said]
    clear = [one for one in checked if one.said.get("what") and not one.flagged]
    yield _share("F2", len(clear), len(checked), "lines name the support without a vague word")
    counted = [one for one in checked if one.countable]
    timed = [one for one in counted if one.said.get("often") and one.said.get("long")]
    yield _share("F3", len(timed), len(counted), "lines give frequency and duration")
    by_whom = [one for one in checked if one.said.get("who") and one.qualified]
    yield _share("F4", len(by_whom), len(checked), "lines say who, with what qualification or training")
    placed = [one for one in counted if one.said.get("group") and one.said.get("where")]
    yield _share("F5", len(placed), len(counted), "lines give ratio or group and place")
    overseen = [one for one in checked if one.said.get("oversight") and one.said.get("review")]
    yield _words("F6", len(overseen), len(checked), "lines say who oversees and when it is reviewed")


def _provided(marker: str, section: str, homes: tuple[str, ...], thread: Thread, none: _Nones) -> Suggestion | None:
    needs = [need for need in thread.of(ItemRole.NEED) if need.section == section]
    if section in none.said or not needs:
        return None
    met = [need for need in needs if any(line.section in homes for line in thread.provision_of(need.id))]
    return _words(marker, len(met), len(needs), f"needs in {section} have provision in {' or '.join(homes)}")


def _placed(marker: str, section: str, lines: Sequence[Item], none: _Nones) -> Suggestion | None:
    there = [line for line in lines if line.section == section]
    if there:
        return Suggestion(marker, 2, _plural(len(there), "line", f"in {section}; say yourself how specific"))
    return none.suggestion(marker, section, "is")


def _share(marker: str, part: int, whole: int, words: str) -> Suggestion | None:
    if not whole:
        return None
    level = next((3 - at for at, least in enumerate(SHARES[marker]) if 100 * part >= least * whole), 0)
    return Suggestion(marker, level, f"{part} of {whole} {words}: {_percentage(marker, part, whole)} %, level {level}")


def _percentage(marker: str, part: int, whole: int) -> str:
    """The share in full percent; finer where rounding up would reach a level that the share does not: 89.6."""
    share = 100 * part / whole
    missed = [least for least in SHARES[marker] if share < least]
    if all(round(share) < least for least in missed):
        return str(round(share))
    near = round(share, 1)
    return f"{near if near < min(missed) else 1000 * part // whole / 10:.1f}"


def _words(marker: str, part: int, whole: int, words: str) -> Suggestion | None:
    if not whole:
        return None
    level = next((3 - at for at, least in enumerate(_ALL_MOST_SOME) if 100 * part >= least * whole), 0)
    return Suggestion(marker, level, f"{part} of {whole} {words}: level {level}")


def _lacking(marker: str, lacking: int, whole: int, words: str) -> Suggestion | None:
    if not whole:
        return None
    level = (3, 1, 0)[min(lacking, 2)]  # one that lacks it may be minor, which is 2: the auditor knows
    return Suggestion(marker, level, f"{whole - lacking} of {whole} {words}: level {level}")


def _plural(count: int, noun: str, words: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'} {words}"
