"""The figures of a report that an owner can say something of, those that went wrong first; it knows no Qt."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.services.reports.commentary import WITH_COMMENTARY, topic_of
from exports.content import Content
from scoring.figures import Audience, FigureId, words

_OTHER_KINDS = "Monthly and quarterly reports carry what owners say. Choose one of these to write it."
_PUBLIC = (
    "The public reads what owners say in the note You said, we did alone, where a leader lets it. Choose the audit "
    "group or the board to write it."
)
_NO_FIGURE = "The report has no figure with a number yet."


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One figure with what is said of it; `went_wrong` are the sentences of the rules that it crossed."""

    topic: str
    label: str
    words: str
    went_wrong: tuple[str, ...] = ()
    said: str = ""
    owner: str = ""
    is_public: bool = False

    @property
    def title(self) -> str:
        """The figure as a list shows it: how it stands first, since a long name is cut."""
        signs = (("went wrong", bool(self.went_wrong)), ("said", bool(self.said)), ("public", self.is_public))
        told = ", ".join(sign for sign, is_so in signs if is_so)
        return f"{told.capitalize()}: {self.label}" if told else self.label


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    words: str = ""
    owner: str = ""

    def text(self) -> str:
        """As a draft keeps it."""
        return json.dumps([self.words, self.owner], ensure_ascii=False)


def typed_from(text: str) -> Typed | None:
    """What a draft holds; None where it is none."""
    try:
        held = json.loads(text)
    except ValueError:
        return None
    is_pair = isinstance(held, list) and len(held) == 2 and all(isinstance(one, str) for one in held)
    return Typed(*held) if is_pair else None


def why_none(told: Content) -> str:
    """Why nothing can be said in this report; empty where it can."""
    if told.head.kind not in WITH_COMMENTARY:
        return _OTHER_KINDS
    if told.head.audience is Audience.PUBLIC:
        return _PUBLIC
    return "" if any(True for _ in _lines(told)) else _NO_FIGURE


def lines_of(told: Content) -> tuple[CommentLine, ...]:
    """The report's own figures with a number: those that went wrong, those of which something is said, the others."""
    if why_none(told):
        return ()
    return tuple(sorted(_lines(told), key=lambda one: (not one.went_wrong, not one.said)))


def _lines(told: Content) -> Iterator[CommentLine]:
    wrong: dict[str, list[str]] = {}
    for one in told.exceptions.found if told.exceptions is not None else ():
        wrong.setdefault(one.topic, []).append(one.sentence)
    said = {one.id: one for one in told.commentary}
    for figure in told.figures:
        is_own = all(name == "source" for name, _ in FigureId.parse(figure.id).parts)
        if figure.id in said or figure.id in wrong or (is_own and figure.value is not None):
            held = said.get(figure.id)
            yield CommentLine(
                topic_of(figure),
                figure.label,
                words(figure),
                tuple(wrong.get(figure.id, ())),
                held.words if held is not None else "",
                held.owner if held is not None else "",
                held is not None and held.is_public,
            )
