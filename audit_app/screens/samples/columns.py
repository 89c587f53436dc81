"""The columns of the samples screen's two tables."""

from audit_app.screens.samples.wording import cycle_words
from audit_app.services.samples.design_words import chance_in_words
from audit_app.services.samples.turns import DrawTurns, Turn, TurnState
from audit_app.ui.days import plain_day, short_day
from audit_app.ui.table_model import Column
from audit_app.ui.turns import audited_words, turn_mark, turn_words


def place_columns() -> tuple[Column, ...]:
    """One draw's places: plan, its stratum where there are strata, whose turn, due, state."""
    return (
        Column("number", "No.", lambda turn: str(turn.number), lambda turn: turn.number, figures=True, width=52),
        Column("plan_ref", "Plan", lambda turn: turn.plan_ref or "(erased)", width=180),
        Column("stratum", "Stratum", lambda turn: turn.stratum, tip=_chance, hidden=True, width=120),
        Column("paper", "What is audited", _paper, tip=_whole_paper, hidden=True, width=230),
        Column("person", "Whose turn", lambda turn: turn.person or "Nobody", width=170),
        Column(
            "due",
            "Due",
            lambda turn: short_day(turn.due) if turn.due else "",
            lambda turn: turn.due,
            width=100,
            yields=1,
        ),
        Column("state", "State", turn_words, mark=turn_mark, tip=turn_words, width=150),
    )


def _paper(turn: Turn) -> str:
    return turn.paper.short if turn.paper is not None else ""


def _whole_paper(turn: Turn) -> str:
    return turn.paper.words if turn.paper is not None else ""


def _chance(turn: Turn) -> str:
    """“secondary, weight 3: 1 in 46”."""
    weight = f", weight {turn.weight}" if turn.weight > 1 else ""
    return f"{turn.stratum}{weight}: {chance_in_words(turn.chance)}" if turn.chance else turn.stratum


def draw_columns() -> tuple[Column, ...]:
    """The list of draws: day, cycle, how many are audited."""
    return (
        Column("on", "Drawn", lambda made: plain_day(made.draw.on_date), lambda made: made.draw.on_date, width=106),
        Column("cycle", "Cycle", lambda made: cycle_words(made.draw.cycle), width=116),
        Column("audited", "Audited", _audited, lambda made: made.count(TurnState.AUDITED), tip=audited_words, width=76),
    )


def _audited(made: DrawTurns) -> str:
    return f"{made.count(TurnState.AUDITED)} of {len(made.sample)}"
