"""Causes as a report tells them: findings counted by cause and by whose advice, withheld as its readers need."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from audit_app.services.reports.causes import Finding, Findings
from exports.causes import AGENCIES, CAUSES, OTHER_CAUSE, CausesTold, CauseTold, FindingTold
from exports.plain import one_line, shortened
from forms.model import Cause
from scoring.figures import Audience
from scoring.withholding import over_half, withhold_groups

_MOST_LETTERS = 160
"""How much is quoted of an item or of evidence: enough to know it again in the plan."""
_Key = tuple[str, str, str]
_NO_AGENCIES: Mapping[str, str] = MappingProxyType({})
_Groups = Mapping[_Key, list[Finding]]


def causes_told(held: Findings, audience: Audience) -> CausesTold | None:
    """Findings by cause, most plans first; the board is told counts alone, and none of them of under 6 plans.

    None for the public, and where nothing fell short.
    """
    if audience is Audience.PUBLIC or not held.found:
        return None
    named = audience is Audience.GROUP
    by_cause = _grouped(held.found, by_service=False)
    of_advice = [one for one in held.found if one.cause == Cause.ADVICE.value]
    by_service = _grouped(of_advice, by_service=True)
    gone = frozenset[_Key]() if named else withheld(by_cause)
    inner = frozenset[_Key]() if named else withheld(by_service)
    if gone & {_key(one, by_service=False) for one in of_advice}:
        inner = frozenset(by_service)  # its parts would tell what is withheld of the whole
    return CausesTold(
        _lines(by_cause, gone, named=named),
        _lines(by_service, inner, named=named, agencies=AGENCIES),
        tuple(_told(one) for one in held.found) if named else (),
        held.audited,
        held.threads,
    )


def withheld(groups: _Groups) -> frozenset[_Key]:
    """The groups that a board does not see: of under 6 plans, and where that is one alone, the next smallest too.

    A plan is in several groups, but findings add up: to the number of markers at 0 or 1, which is a figure. Where the
    rest is one finding for each withheld group, it tells them all, and the next smallest goes as well.
    """
    sizes = {key: _plans(those) for key, those in groups.items()}
    names = {repr(key): key for key in groups}
    hidden = {names[name] for name in withhold_groups({repr(key): size for key, size in sizes.items()}).withheld}
    rest = sorted(groups.keys() - hidden, key=lambda key: (sizes[key], key))
    while rest and hidden and (len(hidden) == 1 or sum(len(groups[key]) for key in hidden) == len(hidden)):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def _grouped(found: Iterable[Finding], *, by_service: bool) -> dict[_Key, list[Finding]]:
    """By cause, or by agency and service: a service in capitals or not is the same."""
    groups: dict[_Key, list[Finding]] = {}
    for one in found:
        groups.setdefault(_key(one, by_service=by_service), []).append(one)
    order = [*CAUSES.values(), OTHER_CAUSE]
    keys = sorted(
        groups, key=lambda key: (-_plans(groups[key]), -len(groups[key]), order.index(_cause(key[0])), key[1:])
    )
    return {key: groups[key] for key in keys}


def _key(one: Finding, *, by_service: bool) -> _Key:
    if by_service:
        return one.cause, one.agency, one.service.casefold()
    return one.cause if one.cause in CAUSES else OTHER_CAUSE, "", ""


def _lines(
    groups: _Groups, gone: frozenset[_Key], *, named: bool, agencies: Mapping[str, str] = _NO_AGENCIES
) -> tuple[CauseTold, ...] | None:
    if over_half(len(gone), len(groups)):
        return None
    # withheld lines come last and in an order of their own: their place in the order would tell their size
    order = [*(key for key in groups if key not in gone), *sorted(gone)]
    lines = ((key, agencies.get(key[1], key[1]), groups[key]) for key in order)
    return tuple(_line(key, agency, those, hidden=key in gone, named=named) for key, agency, those in lines)


def _line(key: _Key, agency: str, those: list[Finding], *, hidden: bool, named: bool) -> CauseTold:
    cause, _, is_of_service = key
    whose = agency, one_line(min(one.service for one in those)) if is_of_service else ""
    if hidden:
        return CauseTold(_cause(cause), *whose, None, None)
    plans = tuple(dict.fromkeys(one.plan_ref for one in those)) if named else ()
    return CauseTold(_cause(cause), *whose, len(those), _plans(those), plans)


def _told(one: Finding) -> FindingTold:
    whose = AGENCIES.get(one.agency, one.agency) if one.cause == Cause.ADVICE.value else ""
    words = shortened(one_line(one.words), _MOST_LETTERS)
    return FindingTold(one.plan_ref, _cause(one.cause), whose, one_line(one.service), one.place, words)


def _plans(those: Iterable[Finding]) -> int:
    return len({one.review_no for one in those})


def _cause(cause: str) -> str:
    return CAUSES.get(cause, OTHER_CAUSE)
