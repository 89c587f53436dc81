"""Counts what families said in a period: conversations, and for each question how many answered yes of those asked."""

from collections.abc import Iterator

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.read_voice import conversations_between
from scoring.family_voice import counted
from scoring.figures import Figure, Scope, count_figure, proportion_figure

_NONE = "No conversation is recorded."


def voice_figures(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    """`voice.conversations` and a figure for each question; of one round or team where those are asked for."""
    held = conversations_between(conn, asked.first, asked.last, round_name=asked.round, team=asked.team)
    yield count_figure("voice.conversations", len(held), scope, note="" if held else _NONE)
    for one in counted(said.answers for said in held):
        yield proportion_figure(one.question.figure, one.yes, one.asked, scope)
