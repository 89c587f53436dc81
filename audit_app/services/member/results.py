"""The result of a round as it comes to a member: read strictly, and kept beside their own scores."""

from dataclasses import dataclass

from audit_app.domain.canonical_json import Json
from audit_app.exchange.pack import Opened
from audit_app.exchange.refusals import Altered
from audit_app.services.member.body_values import id_of, number, read_strictly, text
from audit_app.store.log.rights import Op
from audit_app.store.read_assignments import HeldAssignment
from forms.model import Answer, NotScore


@dataclass(frozen=True, slots=True)
class AgreedScore:
    """What the group agreed at one marker, how it came to it, the reason code, and its words."""

    marker: str
    answer: Answer
    how: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a round came to, by audit; or why it is void. `closed_on` is ISO text."""

    number: int
    closed_on: str
    void: str
    plans: dict[str, tuple[AgreedScore, ...]]


def result_ops(held: HeldAssignment, opened: Opened) -> list[Op]:
    """What keeps a result; none where this one, or a newer one, is there. Raises Altered for another shape."""
    found = read_strictly(read_result, opened.body.value)
    if found.number != opened.header.number or opened.body.value.get("round") != held.id:
        raise Altered("it is about another round inside than outside")
    there = read_result(held.result) if held.result is not None else None
    if there is not None and found.number <= there.number:
        return []
    return [Op("assignment", held.id, "result", opened.body.value)]


def read_result(value: Json) -> Result:
    """A result as it came; raises ValueError, TypeError or KeyError for another shape."""
    void = text(value.get("void") or "", least=0)
    plans = (
        {} if void else {id_of(one["audit"]): tuple(_score(each) for each in one["scores"]) for one in value["plans"]}
    )
    return Result(number(value["number"]), text(value.get("closed_on") or "", least=0), void, plans)


def _score(value: Json) -> AgreedScore:
    words = {name: text(value.get(name) or "", least=0) for name in ("how", "code", "words")}
    return AgreedScore(text(value["marker"]), _answer(value["score"]), **words)


def _answer(value: Json) -> Answer:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3):
        return value
    return NotScore(value)
