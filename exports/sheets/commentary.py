"""What owners say of figures, a row a figure."""

from collections.abc import Iterator

from exports.book import Field, Grid, Sheet
from exports.content import Content

_FIELDS = (
    Field("Figure", width=46),
    Field("Who answers for it", width=28),
    Field("Words", width=90),
    Field("Id", width=40),
)


def commentary(content: Content) -> Iterator[Sheet]:
    """One sheet; none where nobody said anything."""
    if content.commentary:
        rows = tuple((one.label, one.owner, one.words, one.id) for one in content.commentary)
        about = ("Typed for this period by whoever answers for the figure. It stands beside the figure in the PDF.",)
        yield Sheet("Commentary", "What owners say", about, Grid("Commentary", _FIELDS, rows))
