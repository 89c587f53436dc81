"""What may be said in the change log: each kind and field, where its value lies, who may write it.

Append-only: a (kind, field) once logged keeps its meaning for ever, whatever the tables are called; a change
of meaning is a new field. `VOCABULARY_VERSION` is stamped on every change.
"""

from audit_app.domain.people import Act
from audit_app.store.action_vocabulary import ACTION_ORDER, FOLLOWS, action_kinds
from audit_app.store.improvement_vocabulary import IMPROVEMENT_ORDER, improvement_kinds
from audit_app.store.kinds import FieldSpec, KindSpec, plain, record_of
from audit_app.store.report_vocabulary import REPORT_ORDER, report_kinds
from audit_app.store.return_vocabulary import RETURN_ORDER, return_kinds
from audit_app.store.round_vocabulary import (
    PERSON_FIELDS,
    READ_THROUGH,
    ROUND_FIELDS,
    ROUND_ORDER,
    SETTLED,
    round_kinds,
)
from audit_app.store.thread_vocabulary import THREAD_ORDER, thread_kinds

VOCABULARY_VERSION = 6


REGISTER_COLUMNS = (
    *("plan_ref", "date_of_birth", "sex", "ethnicity", "primary_need", "secondary_need", "year_group"),
    *("setting_name", "setting_urn", "setting_type", "casework_team", "case_officer", "written_by"),
    *("request_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "exception", "last_review_date", "review_outcome"),
    *("review_decision_date", "review_final_date", "phase_transfer_due", "phase_transfer_final", "looked_after"),
    *("child_protection", "child_in_need", "known_to_health", "known_to_social_care", "plan_version"),
    *("transferred_in", "ceased_date", "tribunal", "residential", "sen_unit"),
)

REVIEW_STATES = ("open", "submitted")
ROUND_STATES = ("open", "revealed", "closed")
SIGNED_STATES = frozenset({"submitted", "revealed", "closed"})
"""States that others rely on: the change that sets one is signed by its writer."""

_STATE_COLUMNS = (("state", "state"), ("detail", "state_detail"))


def _people() -> dict[str, KindSpec]:
    person = {name: plain(Act.MANAGE_PEOPLE, name, undoable=False) for name in ("name", "agency", "roles", "teams")}
    person["keys"] = record_of(Act.MANAGE_PEOPLE, "box_key", "sign_key", undoable=False)
    person["period"] = FieldSpec(Act.MANAGE_PEOPLE, (("from", "active_from"), ("to", "active_to")), undoable=False)
    person.update(PERSON_FIELDS)
    workspace = {
        "organisation": plain(Act.EDIT_WORKSPACE, "organisation"),
        "settings": plain(Act.EDIT_WORKSPACE, "settings"),
        # a small PNG as base64, what it shows, and a colour: apart from one another, so that a change of one is small
        **{name: plain(Act.EDIT_WORKSPACE, name) for name in ("report_logo", "report_logo_words", "report_colour")},
        # under which match keys are hashed; made once, and it never leaves the machine
        "match_secret": plain(Act.EDIT_REGISTER, "match_secret", undoable=False),
        # which backup this copy came from, so that the gap behind it is on record
        "restored": plain(Act.RESTORE, "restored", undoable=False),
    }
    return {
        "workspace": KindSpec("workspace", ("id",), workspace),
        "person": KindSpec("person", ("id",), person),
    }


def _register() -> dict[str, KindSpec]:
    entry = {
        "row": record_of(Act.EDIT_REGISTER, *REGISTER_COLUMNS, undoable=False),
        # apart from the row, so that a pack can carry the row and withhold the key
        "match_key": plain(Act.EDIT_REGISTER, "match_key", undoable=False),
        # the keyed hash of name and date of birth, by which a child is known until there is a number
        "name_key": plain(Act.EDIT_REGISTER, "name_key", undoable=False),
        "find_card": plain(Act.EDIT_REGISTER, "find_card"),
    }
    record = record_of(
        Act.EDIT_REGISTER,
        *("file", "digest", "imported_on", "columns", "rows", "added", "changed", "ceased", "vanished"),
        undoable=False,
    )
    document = record_of(
        Act.ADD_DOCUMENT,
        "plan_id",
        "name",
        "media_type",
        "size",
        "digest",
        "added_on",
        "key",
        undoable=False,
    )
    return {
        "entry": KindSpec("entry", ("id",), entry),
        "register_import": KindSpec("register_import", ("id",), {"record": record}),
        "document": KindSpec(
            "document",
            ("id",),
            {
                "record": document,
                "about": record_of(Act.ADD_DOCUMENT, "role", "agency", "service"),
                "read_through": READ_THROUGH,
            },
        ),
    }


def _draws() -> dict[str, KindSpec]:
    draw = record_of(
        Act.DRAW,
        *("cycle", "on_date", "seed", "size", "months", "weight_sum", "start", "frame_size", "frame_hash"),
        *("excluded", "drawn_by", "note"),
        undoable=False,
    )
    place = {
        "record": record_of(Act.DRAW, "draw_id", "number", "role", "plan_id", "chance", undoable=False),
        "stratum": FieldSpec(Act.DRAW, (("name", "stratum"), ("weight", "weight")), undoable=False),
        "assigned": FieldSpec(Act.ASSIGN, (("person", "assigned_to"), ("due", "due"))),
        "replaced": FieldSpec(Act.REPLACE_PLAN, (("by", "replaced_by"), ("reason", "replaced_reason"))),
        "closed": plain(Act.CLOSE_WEEK, "closed_reason"),
    }
    round_fields = {
        "record": record_of(
            Act.OPEN_ROUND,
            "name",
            "cycle",
            "opened_on",
            "due",
            "members",
            "draw_id",
            "sealed",
            undoable=False,
        ),
        "state": FieldSpec(Act.CLOSE_ROUND, _STATE_COLUMNS, ROUND_STATES, undoable=False),
        **ROUND_FIELDS,
    }
    return {
        # strata with their quotas, what was left out and what weighed more, as asked for: object of lists
        "draw": KindSpec("draw", ("id",), {"record": draw, "design": plain(Act.DRAW, "design", undoable=False)}),
        "place": KindSpec("place", ("id",), place),
        "round": KindSpec("round", ("id",), round_fields),
    }


def _audits() -> dict[str, KindSpec]:
    audit = {
        "record": record_of(
            Act.OPEN_AUDIT,
            "plan_id",
            "framework",
            "cycle",
            "round",
            "date",
            "purpose",
            "place_id",
            undoable=False,
        ),
        "abandoned": plain(Act.OPEN_AUDIT, "abandoned"),
        "follows": FOLLOWS,
    }
    review = {
        # `sealed` names the sealed review that it was opened from; `late` says that it came after the reveal
        "record": record_of(
            Act.SCORE,
            *("audit_id", "reviewer", "person_id", "agency", "kind", "source", "sealed", "late"),
            undoable=False,
        ),
        # the markers that this review answers, a list; empty for all
        "markers": plain(Act.SCORE, "markers", undoable=False),
        "state": FieldSpec(Act.SUBMIT, _STATE_COLUMNS, REVIEW_STATES, undoable=False),
        "result": record_of(Act.SUBMIT, "grade", "band", "score", "possible", "limits", "engine", undoable=False),
        "override": FieldSpec(
            Act.OVERRIDE,
            (("grade", "override_grade"), ("reason", "override_reason"), ("by", "override_by")),
        ),
    }
    answers = ("score", "evidence", "cause", "reason", "note", "good_practice", "taken")
    ticks = ("listed", "dated", "current", "specific")
    return {
        "audit": KindSpec("audit", ("id",), audit),
        "review": KindSpec("review", ("id",), review),
        "score": KindSpec(
            "score",
            ("review_id", "marker"),
            {**{name: plain(Act.SCORE, name) for name in answers}, "settled": SETTLED},
            of_review=True,
        ),
        "advice": KindSpec(
            "advice",
            ("review_id", "source"),
            {name: plain(Act.SCORE, name) for name in ticks},
            of_review=True,
        ),
        "section_state": KindSpec(
            "section_state", ("review_id", "section"), {"state": plain(Act.SCORE, "state")}, of_review=True
        ),
    }


def _others() -> dict[str, KindSpec]:
    framework = record_of(Act.EDIT_FRAMEWORK, "framework", "version", "text", undoable=False)
    release = record_of(Act.REPORT, "kind", "audience", "first", "last", "released_on", "cells", undoable=False)
    return {
        "framework": KindSpec("framework", ("id",), {"record": framework}),
        "release": KindSpec("release", ("id",), {"record": release}),
    }


def _every_kind() -> dict[str, KindSpec]:
    kinds = {**_people(), **_register(), **_draws(), **_audits(), **thread_kinds(), **return_kinds(), **round_kinds()}
    kinds |= {**report_kinds(), **action_kinds(), **improvement_kinds(), **_others()}
    shared = {
        "erased": FieldSpec(Act.ERASE, (("", "erased"),), undoable=False),
        "deleted": plain(Act.EDIT_WORKSPACE, "deleted"),
    }
    return {
        kind: KindSpec(spec.table, spec.key, {**shared, **spec.fields}, spec.of_review) for kind, spec in kinds.items()
    }


KINDS = _every_kind()

# A table comes after the tables its rows refer to.
LOGGED_ORDER = (
    *("workspace", "person", "framework", "entry", "register_import", "document", "draw", "place", "round"),
    *("audit", "review", "score", "advice", "section_state", *THREAD_ORDER, *RETURN_ORDER, *ROUND_ORDER),
    *REPORT_ORDER,
    *ACTION_ORDER,
    *IMPROVEMENT_ORDER,
    "release",
)
