"""Levels for preparing for adulthood, from Year 9 on: outcomes in the four areas (E6), each agency's provision (F8).

F8: each agency's part specific 3, in F only 2, hinted 1, none 0. An agency has a part where the plan has needs or
provision of its kind. With nothing in F it is hinted at most: what prepares a pupil for adulthood educates or trains.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scoring.thread.model import Adulthood, Item, ItemRole, Thread
from scoring.thread.suggestion import SaidOf, Suggestion

_AGENCIES: Final = {
    "education": frozenset({"F"}),
    "health": frozenset({"C", "G"}),
    "social care": frozenset({"D", "H1", "H2"}),
}
"""The sections in which needs or provision make an agency part of the plan."""
_UNSAID: Final = SaidOf({})


def adult_outcomes(outcomes: Sequence[Item]) -> Suggestion:
    """E6: four areas covered 3, three 2, one or two 1, none 0."""
    covered = {one.adulthood for one in outcomes if one.adulthood is not None}
    level = {4: 3, 3: 2, 2: 1, 1: 1}.get(len(covered), 0)
    return Suggestion("E6", level, f"{len(covered)} of {len(Adulthood)} areas of adulthood have an outcome")


def adult_provision(thread: Thread, said: Mapping[str, SaidOf]) -> Suggestion:
    """F8, from the provision that is linked to outcomes for adulthood; specific is what the auditor confirmed so."""
    outcomes = [one for one in thread.of(ItemRole.OUTCOME) if one.adulthood is not None]
    lines = {line.id: line for one in outcomes for line in thread.linked(one.id, ItemRole.PROVISION)}
    sections = sorted({line.section for line in lines.values()})
    if not sections:
        return Suggestion("F8", 0, "no provision is linked to an outcome for adulthood")
    where = f"provision for adulthood in {', '.join(sections)}"
    if "F" not in sections:
        return Suggestion("F8", 1, f"{where}, none in F")
    if sections == ["F"]:
        return Suggestion("F8", 2, f"{where} only")
    lacking = _agencies(thread.of(ItemRole.NEED, ItemRole.PROVISION)) - _agencies(lines.values())
    if lacking:
        return Suggestion("F8", 2, f"{where}, none by {' or '.join(sorted(lacking))}")
    specific = sum(said.get(id_, _UNSAID).is_specific for id_ in lines)
    level = 3 if specific == len(lines) else 2
    return Suggestion("F8", level, f"{where}; {specific} of {len(lines)} lines confirmed as specific: level {level}")


def _agencies(items: Iterable[Item]) -> set[str]:
    sections = {item.section for item in items}
    return {agency for agency, own in _AGENCIES.items() if own & sections}
