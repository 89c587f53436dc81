"""What families said in their own words, a row a quote, where they agreed to it."""

from collections.abc import Iterator

from exports.book import Field, Grid, Sheet
from exports.content import Content
from exports.pages.voice import WHO

_FIELDS = (Field("Who", width=20), Field("Words", width=100))


def voice(content: Content) -> Iterator[Sheet]:
    """One sheet; none where nobody is quoted."""
    if content.quotes:
        rows = tuple((WHO.get(one.who, "a family"), one.words) for one in content.quotes)
        about = ("Each family agreed to be quoted. No plan is named here.",)
        yield Sheet("Family voice", "In families' own words", about, Grid("FamilyVoice", _FIELDS, rows))
