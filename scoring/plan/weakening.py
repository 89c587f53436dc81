"""In what a line of the plan says less than the advice it comes from: amount, who, how often, vaguer words."""

from collections.abc import Iterator
from typing import Final

from scoring.specific import elements
from scoring.specific.amounts import minutes_a_week, times_a_week
from scoring.specific.elements import Elements
from scoring.wording.flags import flags
from scoring.wording.lexicon import Lexicon
from scoring.wording.phrases import Phrases, Severity

LESS: Final = 0.95
"""An amount below this share of the advised one is less; a little is rounding."""
_LOST: Final = {
    "who": "The plan does not say who.",
    "often": "The plan does not say how often.",
    "long": "The plan does not say how long.",
    "group": "The plan does not say in what ratio or group.",
}


def weakenings(advised: str, provided: str, section: str, phrases: Phrases, lexicon: Lexicon) -> tuple[str, ...]:
    """Why what is provided is weaker than what was advised, a sentence each; empty where it is not."""
    before, after = elements(advised, phrases, lexicon, section), elements(provided, phrases, lexicon, section)
    return (
        *_less(advised, provided, before, after),
        *(sentence for name, sentence in _LOST.items() if before.gives(name) and not after.gives(name)),
        *_unqualified(before, after),
        *_vaguer(advised, provided, section, phrases, lexicon),
    )


def _less(advised: str, provided: str, before: Elements, after: Elements) -> Iterator[str]:
    ours, theirs = minutes_a_week(provided), minutes_a_week(advised)
    if ours is not None and theirs is not None:
        if ours < LESS * theirs:
            yield f"It comes to {_minutes(ours)} a week, and the advice to {_minutes(theirs)}."
        return
    ours, theirs = times_a_week(provided), times_a_week(advised)
    if ours is not None and theirs is not None and ours < LESS * theirs:
        said, asked = _words(provided, after, "often"), _words(advised, before, "often")
        yield f"It says “{said}”, and the advice “{asked}”."


def _unqualified(before: Elements, after: Elements) -> Iterator[str]:
    if before.qualified and after.gives("who") and not after.qualified:
        yield "The plan leaves out the qualification or training."


def _vaguer(advised: str, provided: str, section: str, phrases: Phrases, lexicon: Lexicon) -> Iterator[str]:
    held = {flag.of.id for flag in flags(advised, section, phrases, lexicon)}
    gained = dict.fromkeys(
        flag.text
        for flag in flags(provided, section, phrases, lexicon)
        if flag.of.id not in held and flag.severity is not Severity.LOW
    )
    if gained:
        yield f"The plan adds {', '.join(f'“{text}”' for text in gained)}."


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return f"{minutes:.1f} minutes"
    hours = minutes / 60
    return f"{hours:g} hours" if minutes >= 120 and hours == round(hours, 1) else f"{minutes:.0f} minutes"


def _words(text: str, found: Elements, element: str) -> str:
    spans = found.found[element]
    return text[slice(*spans[0])] if spans else text[:60]
