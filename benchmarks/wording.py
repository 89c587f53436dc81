"""Wording over a million words of provision, against finding the bare words; and how many megabytes a second."""

import random
import re

from audit_app.services.wording import flags_in
from benchmarks._measure import Ratio, compare, show

WORDS = 1_000_000
GOAL = 2.0
"""Megabytes a second that the issue asks for."""
SENTENCES = (
    "{n} takes part in precision teaching led by a teaching assistant trained in it for {m} minutes each school day.",
    "The class teacher plans two sessions a week of {m} minutes with the targets of the speech and language therapist.",
    "{n} is given a visual timetable at the start of every lesson and the key adult talks it through with the class.",
    "Adults use short sentences with no more than {k} information-carrying words, and wait before they ask again.",
    "A meeting of {m} minutes with the family takes place at school every half term, with the SENCo and the therapist.",
    "There will be regular opportunities for movement during the day, as required.",
    "The occupational therapist writes a sensory diet, shows it to the staff who carry it out and reviews it termly.",
    "Work is broken into {k} steps and each is shown before it is asked for.",
    "{n} would benefit from access to a quiet room, where possible, with an adult who knows the signs of distress.",
)


def prose(words: int, seed: int) -> str:
    """Paragraphs of provision, one phrase of the list in about forty words."""
    source = random.Random(seed)  # noqa: S311 - the same prose each time
    parts, count = [], 0
    while count < words:
        sentence = source.choice(SENTENCES).format(
            n=source.choice(("Ari", "Maren", "Tomasz", "Ife")), m=source.randint(5, 60), k=source.randint(2, 6)
        )
        parts.append(sentence + ("\n\n" if source.random() < 0.2 else " "))
        count += len(sentence.split())
    return "".join(parts)


def main() -> None:
    """Measure and print."""
    text = prose(WORDS, 1)
    word = re.compile(r"[^\W\d_]+")
    ratio: Ratio = compare(
        f"wording over {WORDS:,} words, against finding the words",
        lambda: flags_in(text, "F"),
        lambda: word.findall(text),
        runs=5,
        goal=None,
    )
    show(ratio)
    speed = len(text.encode()) / 1e6 / ratio.ours
    print(f"\n{speed:.1f} MB a second, {len(flags_in(text, 'F')):,} flags (goal: at least {GOAL:g} MB a second)")


if __name__ == "__main__":
    main()
