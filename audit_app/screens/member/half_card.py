"""The half of a round that a keyholder keeps: what is asked, what speaks against it, and its release."""

from functools import partial

from audit_app.screens.member.round_card import Asked
from audit_app.screens.member.wording import half_words
from audit_app.services.member.custody import Custody, seat_lines
from audit_app.ui.card import Card
from audit_app.ui.days import full_day, joined_names
from audit_app.ui.dialogs import Weight
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, label

RELEASE, HELLO = "release", "hello"


class HalfCard(Card):
    """`release` gives the half where the rule allows it."""

    def __init__(self, one: Custody, ask: Asked, *, can_write: bool) -> None:
        super().__init__(f"Your half of round {one.name}")
        about = f"{one.organisation} · due {full_day(one.due)} · chair: {joined_names(one.chairs)}"
        self.body.addWidget(label(about, "caption"))
        self.body.addWidget(label(half_words(one)))
        if one.rule is not None and not one.released_on:
            for reason in one.rule.reasons:
                self.body.addWidget(label(f"– {reason}", "problem"))
        lines = tuple(seat_lines(one))
        if lines:
            self.body.addWidget(label("Who has submitted, as the chair's app told it", "overline"))
            for line in lines:
                self.body.addWidget(label(line, "soft"))
        words = "Release it again…" if one.released_on else "Release…"
        weight = Weight.PLAIN if one.released_on else Weight.MAIN
        self.release = button(
            words,
            partial(ask, RELEASE, one.round_id),
            weight=weight,
            icon=Icon.EXPORT,
            name=f"Release round {one.name}",
        )
        self.release.setEnabled(can_write and one.can_release)
        self.body.addWidget(FlowRow(self.release))


class HelloCard(Card):
    """An invited keyholder's first step: their keys go to the chair, so that halves can be given to them."""

    def __init__(self, ask: Asked, *, can_write: bool) -> None:
        super().__init__("You were invited as a keyholder")
        text = (
            "A keyholder keeps one half of what opens a round, the chair the other: neither opens it alone. "
            "Send your keys to the chair first. The half of each round then comes to you as a pack."
        )
        self.body.addWidget(label(text))
        self.send = button(
            "Send your keys to the chair…", partial(ask, HELLO, ""), weight=Weight.MAIN, icon=Icon.EXPORT
        )
        self.send.setEnabled(can_write)
        self.body.addWidget(FlowRow(self.send))
