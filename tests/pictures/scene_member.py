"""The small workspace of a member in pictures: joined from an invitation, scored, sent back, the card; a keyholder."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from member_shown import some_card, some_halves
from picture_machine import NOW
from picture_stage import Stage
from PySide6.QtWidgets import QLineEdit

from audit_app.domain.people import Agency, Role
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.member.view import MemberView
from audit_app.screens.start.view import StartView
from audit_app.services.auditing import Evidence, give, submit
from audit_app.services.member.assignments import assignments
from audit_app.services.member.returning import make_return
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.people import candidates
from audit_app.services.rounds.sending import invite
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.workspace import Workspace
from audit_app.ui.fields import Field
from forms.model import Cause, EvidenceKind
from resources.demo import partnership

WORDS = "lantern otter meadow"


def begin(stage: Stage) -> None:
    """The demo's chair invites a member of health, whose pack lies on this computer."""
    stage.open(stage.machine.demo)
    made = stage.window.session.write(_invited)
    pack(stage).write_bytes(made.data)
    stage.window.lock()
    stage.settle()
    view = _start(stage)
    view.show_with()
    stage.dialogs.files.append(pack(stage))
    view.choose.pack.click()
    _type(view.pack.code_field, " ".join(made.code))


def pack(stage: Stage) -> Path:
    """Where the invitation lies."""
    return stage.machine.home / "5b1e90c2d7a4.ehcppack"


def words(stage: Stage) -> None:
    """The six words, and a passphrase."""
    for field in (_start(stage).pack.passphrase, _start(stage).pack.again):
        _type(field, WORDS)


def part(stage: Stage) -> None:
    """Two plans are done, a third is begun."""
    _start(stage).pack.open.click()
    stage.settle()
    session = stage.window.session
    plans = [one.review_id for one in session.read(assignments)[0].plans]
    for review in plans[:2]:
        session.write(partial(_score, review=review))
    session.write(lambda held: give(held, plans[2], "W4", score=2))
    stage.go("member", MemberView)


def form(stage: Stage) -> None:
    """The form asks the member's markers alone."""
    review = stage.window.session.read(assignments)[0].plans[2].review_id
    stage.go("audit", AuditScreen, review_id=review)


def submitted(stage: Stage) -> None:
    """No grade is worked out from a part of the markers."""
    review = stage.window.session.read(assignments)[0].plans[0].review_id
    stage.go("audit", AuditScreen, review_id=review)


def sent(stage: Stage) -> None:
    """What was submitted is sent back."""
    round_id = stage.window.session.read(assignments)[0].round_id
    stage.window.session.write(lambda held: make_return(held, round_id))
    view = stage.go("member", MemberView)
    view.say("Sent back. It is in Documents. Send it to the chair by e-mail, memory stick or shared folder.")


def card(stage: Stage) -> None:
    """The calibration card."""
    person = stage.window.session.workspace.person.name
    told = replace(some_card(), person=person, organisation=partnership().organisation)
    stage.go("member", MemberView).show_card(told)


def halves(stage: Stage) -> None:
    """A keyholder's halves: one may be released, one may not."""
    view = stage.go("member", MemberView)
    view.show_rounds()
    view.say("")
    name = partnership().organisation
    halves = [
        replace(one, organisation=name, chairs=("Imogen Fenwright",), asked_by="Imogen Fenwright")
        for one in some_halves()
    ]
    view.show_parts((), halves, NOW.date(), can_write=True, is_invited=False)


def nothing(stage: Stage) -> None:
    """Nothing was sent yet."""
    view = stage.go("member", MemberView)
    view.show_parts((), (), NOW.date(), can_write=True, is_invited=False)


def _invited(workspace: Workspace) -> Outgoing:
    today = NOW.date()
    draw = sample(workspace, cycle="multi-agency", size=6, seed="member-picture", on=today)
    people = [one.person for one in candidates(workspace) if Role.AUDITOR in one.person.roles]
    able = [one for one in people if one.agency in (Agency.HEALTH, Agency.EDUCATION)]
    members = tuple(MemberWish(one.id) for one in able)
    chair = (workspace.unlocked.person,)
    wish = RoundWish("2026-11", draw.draw_id, today + timedelta(days=15), members, chair, ())
    member = next(one.id for one in able if one.agency is Agency.HEALTH)
    return invite(workspace, open_round(workspace, wish), member)


def _score(workspace: Workspace, review: str) -> None:
    from audit_app.services.open_reviews import found_review

    for number, marker in enumerate(found_review(workspace, review).asked.markers):
        score = (2, 3, 2, 1)[number % 4]
        quoted = Evidence(EvidenceKind.QUOTATION, "has access to speech and language therapy as required", "F")
        give(workspace, review, marker.id, score=score, evidence=quoted, cause=Cause.DRAFTING if score == 1 else None)
    submit(workspace, review)


def _start(stage: Stage) -> StartView:
    return stage.screen(StartView)


def _type(field: Field, text: str) -> None:
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)
