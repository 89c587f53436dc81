"""What an audit found in section C or D, in words that reports and screens share."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.model import SectionState

STATES: Mapping[str, str] = MappingProxyType(
    {
        SectionState.NEEDS.value: "needs",
        SectionState.CHECKED_NONE.value: "none, checked",
        SectionState.UNCHECKED_NONE.value: "none, not checked",
        SectionState.BLANK.value: "blank",
    }
)


def care_words(section: str, state: str, score: int | None) -> str:
    """The state of a section, else the score of its marker, by which the figures of presence count it then."""
    if state:
        return STATES.get(state, state)
    return "not recorded" if score is None else f"not recorded; {section}1 at {score}"
