"""What may be said in the change log of a plan's words and golden thread; part of `vocabulary`, whose rules hold.

Everything here lies in a review, so that it is locked, sealed and erased with it, and no reviewer sees another's.
"""

from audit_app.domain.people import Act
from audit_app.store.kinds import KindSpec, plain, record_of

RATINGS = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
"""What an outcome is tested on, as `smart_NAME`: 1 yes, 0 no, empty not said."""

ELEMENTS = ("what", "who", "group", "often", "long", "where", "oversight", "review")
"""What a provision line may give, as `gives_NAME`: 1 yes, 0 no, empty not said."""

THREAD_ORDER = ("thread", "thread_item", "thread_link", "text_place", "flag_dismissal")

_ITEM = (
    *("state", "role", "section", "words", "places", "position", "source", "area", "adulthood", "educates"),
    *("short_break", "countable", "checked", "cause"),
    *(f"smart_{name}" for name in RATINGS),
    *(f"gives_{name}" for name in ELEMENTS),
)


def thread_kinds() -> dict[str, KindSpec]:
    """The kinds of this module by name.

    A `thread` is REVIEW.thread: the document it reads, and who confirmed it when. A `thread_item` is REVIEW.ITEM; its
    `state` is "accepted", "dismissed" or "removed", `places` the addresses of its words, `source` the proposal it came
    from. A `thread_link` is REVIEW.FIRST-SECOND, the item ids in the order of the columns, `linked` 1 or 0; with 0 and
    the `origin` "passed" it was suggested and the auditor passed it over. A
    `text_place` is REVIEW.BLOCK: the section to which an auditor sent a piece of text. A `flag_dismissal` is
    REVIEW.FLAG, with the reason.

    Within a review no two kinds may share an id, for the log knows an entity by its id alone: items begin with "i",
    blocks with "b", flags with "f", and markers, sections and sources of advice look like none of these.
    """
    kinds = {
        "thread": KindSpec(
            "thread",
            ("review_id", "name"),
            {
                "document": plain(Act.SCORE, "document_id"),
                "confirmed": record_of(Act.SCORE, "confirmed_by", "confirmed_on"),
            },
            of_review=True,
        )
    }
    kinds["thread_item"] = _in_review("thread_item", "item", *_ITEM)
    kinds["thread_link"] = _in_review("thread_link", "link", "linked", "origin")
    kinds["text_place"] = _in_review("text_place", "block", "section")
    kinds["flag_dismissal"] = _in_review("flag_dismissal", "flag", "reason")
    return kinds


def _in_review(table: str, key: str, *fields: str) -> KindSpec:
    return KindSpec(table, ("review_id", key), {name: plain(Act.SCORE, name) for name in fields}, of_review=True)
