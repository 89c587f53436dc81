"""What of a plan's text a reading copy would replace: everything found, each thing once with all its places."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from scoring.copies.dates import dates_in
from scoring.copies.doubtful import maybe_names
from scoring.copies.folding import Whole, plain
from scoring.copies.kinds import NAMES, Finding, Hit, Kind, Known
from scoring.copies.labels import Labelled, LabelReader
from scoring.copies.left_out import never_travels
from scoring.copies.names import name_hits, school_hits, schools_in, words_hits
from scoring.copies.patterns import birth_dates, births_in, found_by_look
from scoring.copies.people import people_in
from scoring.copies.vocabulary import Vocabulary
from scoring.plan.text import PlanText

_NUMBERS: Final = (Kind.NHS, Kind.UPN, Kind.ULN, Kind.NUMBER, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS)
"""Kinds of labels whose value goes whatever it looks like."""
_LEAST_LETTERS: Final = 4
"""A value of fewer letters and figures is looked for at its own place only."""


def propose(text: PlanText, known: Known, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Everything found, what is sure first, then by its first place. What is doubtful within what is sure is left out.

    The same text gives the same findings; of a reading copy in which nothing was kept, nothing sure is found.
    """
    whole = Whole(text)
    hits = list(dict.fromkeys(_hits(whole, known, vocabulary)))
    sure = [one for one in hits if one.sure]
    doubtful = _outside((one for one in hits if not one.sure), sure)
    # words that are only capitalised are no second question of what is known better
    better = [one for one in doubtful if one.kind not in NAMES]
    names = _outside((one for one in doubtful if one.kind in NAMES), better)
    return _findings(whole, [*sure, *better, *names])


def _hits(whole: Whole, known: Known, vocabulary: Vocabulary) -> Iterator[Hit]:
    labelled = tuple(LabelReader(whole.plan, vocabulary).read())
    yield from never_travels(whole, vocabulary)
    births = births_in(whole) | frozenset(known.births) | frozenset(_births_behind(whole, labelled))
    yield from birth_dates(whole, births)
    yield from found_by_look(whole, vocabulary)
    yield from _values(whole, labelled)
    people = people_in(whole, labelled, known, vocabulary)
    yield from name_hits(whole, people, vocabulary)
    schools = (
        *((one, "the school of the register") for one in known.schools),
        *((_value(whole, one), "stands behind a label for the school") for one in labelled if one.kind is Kind.SCHOOL),
        *schools_in(whole, vocabulary),
    )
    yield from school_hits(whole, dict(reversed(schools)).items(), vocabulary)
    yield from maybe_names(whole, people, vocabulary)


def _value(whole: Whole, one: Labelled) -> str:
    return whole.plan.blocks[one.block].text[one.start : one.end].split("\n")[0].split(",")[0]


def _births_behind(whole: Whole, labelled: Iterable[Labelled]) -> Iterator[str]:
    for one in labelled:
        if one.kind is Kind.BIRTH:
            said = plain(whole.plan.blocks[one.block].text[one.start : one.end])
            yield from (found.day for found in dates_in(said))


def _values(whole: Whole, labelled: Iterable[Labelled]) -> Iterator[Hit]:
    """The values of labels for numbers and addresses, and the same words wherever else they stand."""
    looked: set[str] = set()
    for one in labelled:
        if one.kind not in _NUMBERS:
            continue
        words = whole.plan.blocks[one.block].text[one.start : one.end]
        if not _is_value(one.kind, words):
            continue
        begin = whole.starts[one.block]
        start = begin + one.start + len(words) - len(words.lstrip())
        why = f"stands behind a label for {one.kind.value}"
        name = "".join(sign for sign in plain(words).casefold() if sign.isalnum())
        yield Hit(one.kind, start, begin + one.start + len(words.rstrip()), why, True, name)
        if len(name) >= _LEAST_LETTERS and name not in looked:
            looked.add(name)
            yield from words_hits(whole, words, one.kind, why)


def _is_value(kind: Kind, words: str) -> bool:
    said = plain(words)
    has_figure = any(one.isdigit() for one in said)
    if kind is Kind.ADDRESS:
        return has_figure or (said.count(",") > 0 and any(one.isalpha() for one in said))
    return has_figure or (kind is Kind.EMAIL and "@" in said)


def _outside(hits: Iterable[Hit], wider: Iterable[Hit]) -> list[Hit]:
    """The hits that none of the others holds."""
    starts: list[int] = []
    ends: list[int] = []
    for one in sorted(wider, key=lambda hit: hit.start):
        starts.append(one.start)
        ends.append(max(one.end, ends[-1]) if ends else one.end)
    return [one for one in hits if not (at := bisect_right(starts, one.start)) or ends[at - 1] < one.end]


def _findings(whole: Whole, hits: Iterable[Hit]) -> tuple[Finding, ...]:
    grouped: dict[tuple[Kind, str, bool], dict[tuple[int, int], Hit]] = {}
    for one in hits:
        grouped.setdefault((one.kind, one.name, one.sure), {})[one.start, one.end] = one
    found = []
    for (kind, name, sure), places in grouped.items():
        spans = sorted(places)
        first = places[spans[0]]
        id_ = hashlib.sha256(f"{kind}\n{sure}\n{name}".encode()).hexdigest()[:16]
        where = tuple(place for span in spans for place in whole.places(*span))
        words = plain(whole.text[first.start : first.end])
        found.append((not sure, spans[0], Finding(id_, kind, words, first.why, sure, len(spans), where)))
    found.sort(key=lambda one: one[:2])
    return tuple(one for _, _, one in found)
