"""What a column of a file can be put into: the fields of the register by group, found by the words of headings too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from audit_app.domain.register import REGISTER_FIELDS, FieldKind, RegisterField
from audit_app.intake.child_keys import KEY_FIELDS, KEY_PARTS
from audit_app.screens.plans.mapping_draft import LEFT_OUT, Draft
from resources.register import FieldWords, HeadingWords, heading_words

_KEYS, _CHILD, _SETTING, _DATES, _REVIEW, _FLAGS = (
    *("Who it is", "The child", "Setting and casework", "From request to plan", "Reviews and end", "Flags"),
)
_LIKELY = "Most likely"
_FIELDS = (*REGISTER_FIELDS, *KEY_FIELDS)
_NO_WORDS = FieldWords((), ())
_GROUPS = (_KEYS, _CHILD, _SETTING, _DATES, _REVIEW, _FLAGS)
_OF_GROUP: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("plan_ref", "match_key", *KEY_PARTS), _KEYS),
        **dict.fromkeys(("date_of_birth", "sex", "ethnicity", "primary_need", "secondary_need", "year_group"), _CHILD),
        **dict.fromkeys(
            ("setting_name", "setting_urn", "setting_type", "casework_team", "case_officer", "written_by"), _SETTING
        ),
        **dict.fromkeys(
            ("last_review_date", "review_outcome", "review_decision_date", "review_final_date", "phase_transfer_due"),
            _REVIEW,
        ),
        **dict.fromkeys(("phase_transfer_final", "ceased_date", "plan_version"), _REVIEW),
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to choose: a field (None: leave the column out), its words, which other column has it already.

    `found_by` are further words by which a search finds it.
    """

    field: str | None
    label: str
    group: str
    holder: str
    found_by: str

    def fits(self, text: str) -> bool:
        """Whether every word of a search stands in it."""
        held = f"{self.label} {self.group} {self.found_by}".casefold()
        return all(word in held for word in text.casefold().split())


def targets(draft: Draft, heading: str) -> Iterator[Target]:
    """What a column can go into, group by group; leaving it out comes first, then what is most likely."""
    yield Target(None, LEFT_OUT, "", "", "ignore skip none nothing")
    words = heading_words()
    likely = draft.likely_for(heading)
    for field in sorted(_FIELDS, key=lambda field: (field.name != likely, _GROUPS.index(_group(field)))):
        known = words.fields.get(field.name, _NO_WORDS)
        found_by = " ".join((field.name, *known.certain, *known.perhaps, *_short(words, known.certain)))
        group = _LIKELY if field.name == likely else _group(field)
        yield Target(field.name, field.label, group, draft.holder_of(field.name, but=heading), found_by)


def _short(words: HeadingWords, phrases: Sequence[str]) -> Iterator[str]:
    """The abbreviations of a field's headings: DOB, LAC, NCY."""
    return (short for short, written in words.expanded.items() if written in phrases)


def _group(field: RegisterField) -> str:
    return _OF_GROUP.get(field.name, _FLAGS if field.kind is FieldKind.YES_NO else _DATES)
