"""What headings, columns and labels of a plan are called in practice, and which section or role they name."""

import re
from enum import StrEnum
from typing import Final

from scoring.plan.areas import NeedArea


class Column(StrEnum):
    """What a column of a plan's table holds."""

    NEED = "need"
    PROVISION = "provision"
    OUTCOME = "outcome"
    WHO = "who"
    OFTEN = "often"
    STRENGTH = "strength"
    ASPIRATION = "aspiration"
    OTHER = "other"


_SECTION_NAMES: Final = (
    ("B", r"special educational needs(?! and provision| co-?ordinator)|areas? of special educational need"),
    ("C", r"health(?: care)? needs|health needs related"),
    ("D", r"social care needs|care needs related"),
    ("F", r"special educational provision|educational provision"),
    ("G", r"health(?: care)? provision"),
    ("H1", r"chronically sick|csdpa|section 2 of the|social care provision (?:that must|which must|under)"),
    ("H2", r"other social care provision|any other social care"),
    ("H1", r"social care provision"),
    ("E", r"^\W*(?:the )?outcomes?\b|outcomes sought|agreed outcomes"),
    ("I", r"placement|name (?:and|or) type of|educational setting named|type of (?:school|setting)"),
    ("J", r"personal budget|direct payments?"),
    ("K", r"advice and information|appendices|list of advice|the advice|reports? appended"),
    ("A", r"views,? |interests and aspirations|my story|one[- ]page profile|all about me|\baspirations\b|history"),
)
_BY_NAME: Final = tuple((section, re.compile(pattern, re.IGNORECASE)) for section, pattern in _SECTION_NAMES)
_FRONT: Final = re.compile(
    r"personal details|contact details|services involved|child'?s? details|family details|sign[- ]?off|signature|"
    r"signed by|contents|parent(?:/| or )?carer details|professionals involved|key people",
    re.IGNORECASE,
)
_COLUMNS: Final = (
    (Column.STRENGTH, re.compile(r"\bstrengths?\b|can do|what .* can do", re.IGNORECASE)),
    (Column.WHO, re.compile(r"\bwho\b|by whom|delivered by|staff(?:ing)?\b|provider|responsib", re.IGNORECASE)),
    (Column.OFTEN, re.compile(r"frequency|how often|when|how long|duration|hours|time\b", re.IGNORECASE)),
    (Column.PROVISION, re.compile(r"provision|support|what will be|how .* be met|what .* needs to", re.IGNORECASE)),
    (Column.OUTCOME, re.compile(r"outcome|will be able|goal", re.IGNORECASE)),
    (Column.NEED, re.compile(r"\bneeds?\b|difficult", re.IGNORECASE)),
    (Column.ASPIRATION, re.compile(r"aspiration|hopes|dreams|future", re.IGNORECASE)),
)
_AREAS: Final = (
    (NeedArea.COMMUNICATION, re.compile(r"communication (?:and|&) interaction|speech,? language", re.IGNORECASE)),
    (NeedArea.COGNITION, re.compile(r"cognition (?:and|&) learning", re.IGNORECASE)),
    (NeedArea.SOCIAL_EMOTIONAL, re.compile(r"social,? emotional|mental health|\bSEMH\b", re.IGNORECASE)),
    (
        NeedArea.SENSORY_PHYSICAL,
        re.compile(r"sensory (?:and|&|and/or|or)|physical (?:and|&) sensory", re.IGNORECASE),
    ),
)
_WHEN: Final = r"(?:[^.]{0,60}\b(?:identified|known|required|reported|specified|at this time|at present))?"
_NONE: Final = re.compile(
    r"^\W*(?:none|nil|n\W?a|not applicable|no needs?|nothing(?: identified| known)?|no identified\b.{0,80}"
    r"|none (?:identified|known|required|at present|specified).{0,80}"
    r"|(?:there (?:are|is)|(?:he|she|they|\w+) (?:has|have)) (?:currently )?(?:no|not any)\b"
    r"[^.]{0,60}\b(?:needs?|provision)\b[^.]{0,80}"
    rf"|no\b[^.]{{0,60}}\b(?:needs?|provision)\b{_WHEN}[^.]{{0,80}}|not known to [^.]{{0,60}})\W*$",
    re.IGNORECASE,
)
_CHECKED: Final = re.compile(
    r"check(?:ed)?|advice|assess(?:ed|ment)|confirm(?:ed|s)?|nil return|report(?:ed)? (?:by|from|of)|"
    r"dated|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)
DRAFT: Final = re.compile(r"\b(?:draft|proposed)\b(?!\s+date)", re.IGNORECASE)


def section_named(heading: str) -> str:
    """The section that a heading names in words alone; "" where it names none."""
    return next((section for section, pattern in _BY_NAME if pattern.search(heading)), "")


def is_front_matter(heading: str) -> bool:
    """Whether a heading belongs to what stands before or after the sections: personal details, signatures."""
    return _FRONT.search(heading) is not None


def column_named(heading: str) -> Column:
    """What a column with this heading holds."""
    return next((column for column, pattern in _COLUMNS if pattern.search(heading)), Column.OTHER)


def area_named(heading: str) -> NeedArea | None:
    """The broad area of need that a heading names, if any."""
    return next((area for area, pattern in _AREAS if pattern.search(heading)), None)


def is_explicit_none(words: str) -> bool:
    """Whether a text says that there is nothing: “No identified needs”, “None”, “N/A”."""
    return len(words) <= 200 and _NONE.match(words.strip()) is not None


def is_checked(words: str) -> bool:
    """Whether a text that says “none” says that somebody looked: advice, an assessment, a date."""
    return _CHECKED.search(words) is not None and "not known to" not in words.casefold()
