"""What a report tells of what owners say of figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentTold:
    """What the owner of a figure, by their role, says of it; `id` is the figure's in this report.

    `is_public` where the public may read it.
    """

    id: str
    label: str
    words: str
    owner: str
    is_public: bool = False
