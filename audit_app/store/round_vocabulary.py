"""What may be said in the change log of joint scoring: seats, sealed reviews, family voice, learning pages.

Part of `vocabulary`, whose rules hold. What members score stands in a workspace of their own until the reveal; here lie
only ciphertexts of it.
"""

from audit_app.domain.people import Act
from audit_app.store.kinds import FieldSpec, KindSpec, plain, record_of

ROUND_ORDER = ("seat", "sealed_review", "learning_page", "family_voice", "assignment", "custody")

ROUND_FIELDS = {
    # framework, chairs, keyholders, double_rated, newcomers: object
    "design": plain(Act.OPEN_ROUND, "design", undoable=False),
    # the public half of the round's pair, the private one locked, and each holder's half of what unlocks it
    "seal": record_of(Act.OPEN_ROUND, "public", "locked", "halves", undoable=False),
    # the private half, once chair and keyholder have opened the round, with who they were and who was absent
    "opened": FieldSpec(
        Act.REVEAL,
        (
            *(("private", "opened_private"), ("by", "opened_by"), ("with", "opened_with")),
            *(("on", "opened_on_day"), ("absent", "opened_absent")),
        ),
        undoable=False,
    ),
    # why the round cannot be opened any more and has to be scored again
    "void": FieldSpec(Act.OPEN_ROUND, (("on", "void_on"), ("reason", "void_reason")), undoable=False),
}
"""The fields that rounds have gained."""

PERSON_FIELDS = {
    # the keys of a member's own small workspace, as they came back with a pack
    "member_keys": FieldSpec(
        Act.OPEN_ROUND, (("box_key", "member_box_key"), ("sign_key", "member_sign_key")), undoable=False
    ),
    # of a keyholder, who has no seat: when the first pack went out, and the secret that it carried
    "invited": FieldSpec(
        Act.OPEN_ROUND,
        (("number", "invited_number"), ("on", "invited_on"), ("proof", "invited_proof")),
        undoable=False,
    ),
    # under which names the register and the advice log know the person
    "known_as": plain(Act.OPEN_ROUND, "known_as"),
}
"""The fields that people have gained."""

SETTLED = FieldSpec(Act.SCORE, (("how", "settled_how"), ("code", "settled_code"), ("by", "settled_by")))
"""How the group came to a score: agreed, single or talked; a reason code; the agencies that agreed."""

READ_THROUGH = FieldSpec(Act.ADD_DOCUMENT, (("by", "read_by"), ("on", "read_on"), ("of", "copy_of")))
"""Who read a reading copy through, when, and of which document it is a copy."""


def round_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name.

    A `seat` is ROUND.PERSON: what one member scores and how. Its `invited` says when which pack went out and holds the
    secret that the pack carried; its `progress` how much is finished, never what. A `sealed_review` is one return of
    one member on one plan: `box` is ciphertext (base64), `key` the key of it wrapped to the round. A `learning_page` is
    ROUND.AGENCY. A `family_voice` is one consented call or meeting. An `assignment` and a `custody` stand in the small
    workspace of a member and of a keyholder: what they were asked by which round of which other workspace.
    """
    sealed = record_of(
        Act.OPEN_ROUND,
        *("round_id", "person_id", "audit_id", "review_id", "number", "source", "box", "key", "signature", "answered"),
        *("asked", "sent_on", "late"),
        undoable=False,
    )
    page = record_of(Act.CLOSE_ROUND, "made_on", "sent_on", "sent_to", "digest", undoable=False)
    voice = record_of(
        Act.OPEN_AUDIT,
        *("plan_id", "round_id", "on_date", "how", "who", "consent", "quote_consent", "answers", "quote", "note"),
        undoable=False,
    )
    return {
        "seat": KindSpec("seat", ("round_id", "person_id"), _seat()),
        "sealed_review": KindSpec("sealed_review", ("id",), {"record": sealed}),
        "learning_page": KindSpec("learning_page", ("round_id", "agency"), {"record": page}),
        "family_voice": KindSpec(
            "family_voice", ("id",), {"record": voice, "deleted": plain(Act.OPEN_AUDIT, "deleted", undoable=False)}
        ),
        "assignment": KindSpec("assignment", ("id",), _assignment()),
        "custody": KindSpec("custody", ("id",), _custody()),
    }


def _seat() -> dict[str, FieldSpec]:
    """What is said of one member of a round."""
    return {
        "record": record_of(Act.OPEN_ROUND, "agency", "way", "markers", "audits", "copies", "newcomer", undoable=False),
        "standing": FieldSpec(
            Act.OPEN_ROUND,
            (("state", "standing"), ("reason", "standing_reason"), ("on", "standing_on")),
            undoable=False,
        ),
        "progress": FieldSpec(
            Act.OPEN_ROUND,
            (
                *(("answered", "answered"), ("asked", "asked"), ("finished", "finished")),
                *(("number", "returned_number"), ("on", "returned_on")),
            ),
            undoable=False,
        ),
        "invited": FieldSpec(
            Act.OPEN_ROUND, (("number", "sent_number"), ("on", "sent_on"), ("proof", "proof")), undoable=False
        ),
        "handed_back": FieldSpec(
            Act.OPEN_ROUND, (("number", "back_number"), ("reason", "back_reason"), ("on", "back_on")), undoable=False
        ),
    }


def _assignment() -> dict[str, FieldSpec]:
    """What stands in the small workspace of a member."""
    return {
        "record": record_of(
            Act.EDIT_WORKSPACE,
            *("workspace", "organisation", "name", "framework", "due", "agency", "public", "sealed", "number", "proof"),
            *("chair", "chair_box_key", "chair_sign_key", "audits"),
            undoable=False,
        ),
        "returned": FieldSpec(
            Act.EDIT_WORKSPACE, (("number", "returned_number"), ("on", "returned_on")), undoable=False
        ),
        "result": plain(Act.EDIT_WORKSPACE, "result", undoable=False),
    }


def _custody() -> dict[str, FieldSpec]:
    """What stands in the small workspace of a keyholder."""
    return {
        "record": record_of(
            Act.EDIT_WORKSPACE,
            *("workspace", "organisation", "name", "due", "half", "number", "chair", "chair_box_key", "chair_sign_key"),
            undoable=False,
        ),
        # how the round stands, as the chair's app told it when it asked for the half
        "asked": plain(Act.EDIT_WORKSPACE, "asked", undoable=False),
        "released": plain(Act.RELEASE_ROUND, "released_on", undoable=False),
    }
