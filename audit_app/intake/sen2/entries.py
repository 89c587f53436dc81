"""Making entries of the register from one person's records; it checks values, not what they mean together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from audit_app.domain.register import RegisterRow
from audit_app.intake.cells import Converter
from audit_app.intake.sen2.codes import SEN2, Shape, same_rank
from audit_app.intake.sen2.records import ELEMENTS, LABELS, Record

_BEFORE_FINAL: Final = ("request_date", "request_outcome_date", "assessment_outcome_date")


class Noted(Protocol):
    """Takes what is wrong with an element of a record of the person that is being read."""

    def __call__(self, message: str, record: Record, element: str = "", /) -> None:
        """Note it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One request with all that came of it, and the records that it was made from; None where it came to nothing.

    `received` is the date of the request as read, even where the row goes without it.
    """

    row: RegisterRow
    received: str
    request: Record
    assessment: Record | None
    named: Record | None
    active: Record | None
    placement: Record | None

    @property
    def is_live(self) -> bool:
        """Whether it has an active plan that has not ceased."""
        return self.active is not None and "ceased_date" not in self.row


class EntryReader:
    """Reads entries person by person, remembering which fields the return has at all."""

    def __init__(self, error: Noted, query: Noted, shape: Shape = SEN2) -> None:
        """`error` takes values that cannot be read, `query` those that can and are doubtful.

        `seen` has the module and element of each field that the file has, `unknown` how often each code that is not
        known stood in an element.
        """
        self.seen: dict[str, tuple[str, str]] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._error, self._query = error, query
        self._doubtful = shape.doubtful
        self._faults: list[str] = []
        by_rule = {rule: Converter(rule, self._faults) for fields in shape.fields.values() for _, _, rule in fields}
        self._fields = {
            kind: tuple((element, name, by_rule[rule]) for element, name, rule in fields)
            for kind, fields in shape.fields.items()
        }
        self._codes = {kind: tuple(_codes(kind, shape, self._fields[kind])) for kind in LABELS}
        self._ranks = _RANKS if shape.by_request else _RANKS[:1]

    def values(self, record: Record) -> RegisterRow:
        """What the register takes of one record; what is wrong with it is noted."""
        row: RegisterRow = {}
        held = record.values
        for element, name, converter in self._fields[record.kind]:
            text = held.get(element)
            if text is None:
                continue
            if name not in self.seen:
                self.seen[name] = record.kind, element
            value = converter[text]
            if value is not None:
                row[name] = value
            elif self._faults:
                self._note(self._faults.pop(), record, element, name)
        if self._codes[record.kind]:
            self._check_codes(record)
        return row

    def _check_codes(self, record: Record) -> None:
        for element, codes, converter in self._codes[record.kind]:
            text = record.values.get(element)
            if text and (str(converter[text]) if converter is not None else text).upper() not in codes:
                self.unknown[element, text[:20]] += 1
                message = f"“{text[:20]}” is no code of {ELEMENTS[element]} that is known. It is kept as it stands."
                self._query(message, record, element)

    def entries(self, person: Record) -> Iterator[Entry]:
        """One entry for each request, in the order of the file."""
        own = self.values(person)
        for request in person.all("requests"):
            yield self._entry(own, request)

    def _note(self, message: str, record: Record, element: str, name: str) -> None:
        if name in self._doubtful:
            self._query(f"{message} It is not taken over.", record, element)
        else:
            self._error(message, record, element)

    def _entry(self, own: RegisterRow, request: Record) -> Entry:
        row = own | self.values(request)
        received = str(row.get("request_date", ""))
        assessment, named = self._assessment(request)
        active = self._only(request.all("activeplans"), request)
        for record in (assessment, named, active):
            if record is not None:
                row |= self.values(record)
        placement = self._placement(active, named)
        if placement is not None:
            if placement.kind == "placementdetail":
                row.pop("residential", None)  # where the child is now counts, not what the plan once named
            row |= self.values(placement)
        if active is not None:
            row |= self._needs(active)
            if "final_date" not in row:
                self._without_start(row, active)
        return Entry(row, received, request, assessment, named, active, placement)

    def _without_start(self, row: RegisterRow, active: Record) -> None:
        """An active plan whose start is not told is a plan all the same: with dates of a request it would look open."""
        dropped = [row.pop(name) for name in _BEFORE_FINAL if name in row]
        if dropped and row.get("request_outcome") != "H" and row.get("assessment_outcome") != "H":
            message = (
                "The active plan has no StartDate. It is taken in as a plan, without the dates of its request. "
                "Fill it in."
            )
            self._query(message, active)

    def _assessment(self, request: Record) -> tuple[Record | None, Record | None]:
        """The assessment that led to a plan, else the last one; and its named plan."""
        every = request.all("assessment")
        with_plan = [one for one in every if one.all("namedplan")]
        if len(every) > 1:
            self._query(
                "The request has several assessments; the last one that led to a plan is read, else the last.", request
            )
        if not every:
            return None, None
        chosen = (with_plan or every)[-1]
        return chosen, self._only(chosen.all("namedplan"), chosen)

    def _only(self, found: list[Record], inside: Record) -> Record | None:
        if len(found) > 1:
            self._error(f"{LABELS[found[1].kind]} stands {len(found)} times in one {LABELS[inside.kind]}.", found[1])
        return found[0] if found else None

    def _placement(self, active: Record | None, named: Record | None) -> Record | None:
        """The first-ranked placement that was not left, else the one that the plan names."""
        placed = active.all("placementdetail") if active is not None else []
        current = [one for one in placed if not one.get("leavingdate")]
        for choice in (current, named.all("plandetail") if named is not None else []):
            first = [one for one in choice if same_rank(one.get("placementrank"), 1)]
            if first or choice:
                return (first or choice)[0]
        return None

    def _needs(self, active: Record) -> RegisterRow:
        """The primary need has rank 1, the secondary rank 2, wherever in the file they stand."""
        row: RegisterRow = {}
        for record in active.all("senneed"):
            rank = record.get("sentyperank")
            name = next((name for name, at in _RANKS if same_rank(rank, at)), "")
            need = self.values(record).get("need")
            if "need" in self.seen:
                self.seen |= {name: ("senneed", "sentype") for name, _ in self._ranks if name not in self.seen}
            if not name:
                self._query("The rank of a need is neither 1 nor 2, so the need is not taken over.", record)
            elif name in row:
                self._query(f"Rank {rank} stands twice among the needs; the first is taken.", record, "sentyperank")
            elif need is not None:
                row[name] = need
        return row


_RANKS: Final = (("primary_need", 1), ("secondary_need", 2))


def _codes(
    kind: str, shape: Shape, fields: Sequence[tuple[str, str, Converter]]
) -> Iterator[tuple[str, frozenset[str], Converter | None]]:
    """The elements of a module whose codes are known, with what reads them where the register takes them."""
    converters = {element: converter for element, _, converter in fields}
    for key, codes in shape.codes.items():
        module, _, element = key.partition(".")
        if module == kind:
            yield element, codes, converters.get(element)
