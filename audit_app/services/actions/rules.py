"""The follow-up rules of a workspace: the shipped ones, or its own in their place."""

from typing import Final

from audit_app.domain.follow_up import FollowUpRules
from audit_app.domain.follow_up_text import FollowUpError, read_follow_up
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import rule_set_text
from audit_app.store.workspace import Workspace
from resources.follow_up import follow_up_text

RULE_SET: Final = "follow_up"


def follow_up(workspace: Workspace) -> FollowUpRules:
    """The rules that hold. Rules of its own that a newer version wrote otherwise give way to the shipped ones."""
    own = rule_set_text(workspace.conn, RULE_SET)
    if own:
        try:
            return read_follow_up(own, is_own=True)
        except FollowUpError:
            pass
    return read_follow_up(follow_up_text())


def rules_text(workspace: Workspace) -> tuple[str, bool]:
    """The text to edit, and whether it is the workspace's own."""
    own = rule_set_text(workspace.conn, RULE_SET)
    return (own, True) if own else (follow_up_text(), False)


def keep_rules(workspace: Workspace, text: str) -> None:
    """Keep rules of the workspace's own; what stands there already writes nothing.

    Raises AppError with everything that is wrong with the text; then nothing is written.
    """
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    try:
        read_follow_up(text, is_own=True)
    except FollowUpError as error:
        problems = tuple(Problem(one) for one in error.problems)
        raise AppError("The follow-up rules cannot be kept as they are. Correct what is listed.", problems) from None
    if text != rule_set_text(workspace.conn, RULE_SET):
        workspace.door.write("Change the follow-up rules", [Op("rule_set", RULE_SET, "text", text)])


def drop_rules(workspace: Workspace) -> None:
    """Go back to the shipped rules; undo brings the own ones back."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    if rule_set_text(workspace.conn, RULE_SET):
        workspace.door.write("Go back to the shipped follow-up rules", [Op("rule_set", RULE_SET, "text", None)])
