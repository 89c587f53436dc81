"""The columns of the conversations and the words on the tiles above them; no widget here."""

from collections.abc import Sequence
from operator import attrgetter

from audit_app.store.read_voice import Conversation
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from scoring.family_voice import QUESTIONS, Counted, counted
from scoring.figure_words import rounded

WHO = {"parent": "Parent or carer", "young person": "Young person"}
_BLANK = "\u00a0"  # a number stays in one line with what belongs to it
HOW = {"call": "Call", "meeting": "Meeting", "writing": "In writing"}


def columns() -> tuple[Column, ...]:
    """Plan, day, who was heard and how, what they answered, and whether they may be quoted."""
    return (
        Column("plan", "Plan", attrgetter("plan_ref"), width=110),
        Column("on", "On", lambda one: plain_day(one.on), sort=attrgetter("on"), width=110),
        Column("who", "Who", lambda one: WHO.get(one.who, one.who), choices=True, width=150),
        Column("how", "How", lambda one: HOW.get(one.how, one.how), width=100, yields=2),
        Column("answers", "Answers", answers_words, tip=answers_told, width=260, yields=1),
        Column("quote", "Quote", quote_words, tip=attrgetter("quote"), width=150),
        Column("round", "Round", attrgetter("round"), choices=True, width=130, yields=3),
    )


def answers_words(one: Conversation) -> str:
    """The answers in the order of the questions, as levels: “4 · 3 · – · 2 · 4”."""
    return " · ".join(str(one.answers.get(asked.id, "–")) for asked in QUESTIONS.asked)


def answers_told(one: Conversation) -> str:
    """The answers in words, a line a question."""
    said = [f"{asked.short}: {_level(one.answers.get(asked.id))}" for asked in QUESTIONS.asked]
    return "\n".join(said)


def quote_words(one: Conversation) -> str:
    """Whether there is a quote, and whether it may leave."""
    if not one.quote:
        return ""
    return "May be quoted" if one.may_quote else "Stays here"


def tile_words(conversations: Sequence[Conversation]) -> list[tuple[str, str, str]]:
    """The tiles: how many conversations, then each question; title, number and small words."""
    plans = len({one.plan_id for one in conversations})
    about = "none noted yet" if not plans else "about 1 plan" if plans == 1 else f"about {plans} plans"
    return [
        ("Conversations", str(len(conversations)), about),
        *(_tile(one) for one in counted(said.answers for said in conversations)),
    ]


def _tile(one: Counted) -> tuple[str, str, str]:
    if one.bounds is None:
        return one.question.short, "–", "nobody was asked"
    shown = one.bounds.times(100)
    percent = rounded(100 * one.yes / one.asked)
    interval = f"{rounded(shown.lower)} to {rounded(shown.upper)}{_BLANK}%"
    count = f"{one.yes}{_BLANK}of{_BLANK}{one.asked}"
    return one.question.short, count, f"mostly or fully: {percent}{_BLANK}% ({interval})"


def _level(level: int | None) -> str:
    return "not asked" if level is None else QUESTIONS.levels[level - 1].lower()
