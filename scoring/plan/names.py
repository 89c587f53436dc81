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


_TOGETHER: Final = (
    (
        ("B", "F", "E"),
        r"special educational needs,? (?:and|&|/|,) ?(?:special educational )?provision|needs, provision",
    ),
    (
        ("C", "G"),
        r"health(?: care)?(?: needs)? (?:and|&) (?:health(?: care)? )?provision|health(?: care)? needs (?:and|&)",
    ),
    (
        ("D", "H1", "H2"),
        r"social care(?: needs)? (?:and|&) (?:social care )?provision(?! under)|social care needs (?:and|&)",
    ),
    (("E", "F"), r"^\W*outcomes? (?:and|&|/) (?:special educational )?provision"),
)
_SECTION_NAMES: Final = (
    ("B", r"special educational needs(?! and provision| co-?ordinator)|areas? of special educational need"),
    ("C", r"health(?: care)? needs"),
    ("D", r"social care needs|\bcare needs related"),
    ("F", r"special educational provision|^\W*educational provision"),
    ("G", r"health(?: care)? provision"),
    ("H1", r"chronically sick|csdpa|section 2 of the|social care provision (?:that must|which must|under)"),
    ("H2", r"other social care provision|any other social care"),
    ("H1", r"social care provision"),
    ("E", r"^\W*(?:the |agreed |desired |intended )?outcomes?(?: sought| for\b.*)?\W*$|outcomes sought"),
    (
        "I",
        r"^\W*(?:educational )?placement\b|name (?:and|or) type of|educational setting named"
        r"|^\W*type of (?:school|setting)",
    ),
    ("J", r"personal budget|direct payments?"),
    ("K", r"advice and information|^\W*appendices|list of advice|^\W*the advice\b|reports? appended"),
    (
        "A",
        r"\bviews,? |interests and aspirations|my story|one[- ]page profile|all about me|^\W*aspirations\b"
        r"|^\W*history\W*$",
    ),
)
_BY_NAME: Final = tuple((section, re.compile(pattern, re.IGNORECASE)) for section, pattern in _SECTION_NAMES)
_FRONT: Final = re.compile(
    r"personal details|contact details|services involved|child'?s? details|family details|sign[- ]?off|signature|"
    r"signed by|contents|parent(?:/| or )?carer details|professionals involved|key people",
    re.IGNORECASE,
)
_COLUMNS: Final = (
    (Column.STRENGTH, re.compile(r"\bstrengths?\b|\bcan do\b|what .* (?:can do|does well)", re.IGNORECASE)),
    (
        Column.WHO,
        re.compile(
            r"\bwho\b(?! from)|\bwhom\b|delivered by|provided by|^staff(?:ing)?\b|provider|responsib"
            r"|level of expertise",
            re.IGNORECASE,
        ),
    ),
    (
        Column.OFTEN,
        re.compile(
            r"frequency|how (?:often|much|long)|^when\b|duration|^(?:no\. of )?hours\b|^times?(?:scales?)?\b"
            r"|quantity|amount",
            re.IGNORECASE,
        ),
    ),
    (Column.OUTCOME, re.compile(r"^(?:\W*[A-K]\b)?.{0,30}\boutcomes?\b|will be able|\bgoals?\b", re.IGNORECASE)),
    (
        Column.PROVISION,
        re.compile(
            r"provision|^(?:the )?(?:support|intervention|strateg|action|what will|how will)"
            r"|support (?:required|needed|to be)"
            r"|how .* be met|what .* needs to",
            re.IGNORECASE,
        ),
    ),
    (Column.NEED, re.compile(r"\bneeds?\b|difficult", re.IGNORECASE)),
    (Column.ASPIRATION, re.compile(r"aspiration|\bhopes\b|\bdreams\b|\bfuture\b", re.IGNORECASE)),
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
_KIND: Final = (
    r"(?:(?:known|identified|additional|current|further|other|specific|significant|separate|such|special|educational|"
    r"health|medical|social|care|related|relevant|ongoing|new|unmet)(?:,| and| or|/)?\s+)*"
)
_NOTHING: Final = rf"(?:no|not any|nil)\s+{_KIND}(?:needs?|provision|concerns|involvement|services)\b"
_NONE: Final = re.compile(
    r"^\W*(?:"
    r"(?:none|nil|n\W?a|not? applicable|not (?:required|requested|needed|known|identified|currently known)|nothing|no)"
    r"(?:\s+(?:identified|known|required|requested|needed|reported|specified|given|noted|necessary|at|this|the|present|"
    r"time|currently|to|date|under|section|for|of|writing|moment|return|in|has|have|been|social|services|children\W?s|"
    r"care))*"
    rf"|{_NOTHING}[^.;]{{0,110}}"
    rf"|there (?:are|is|were|was|have been)(?: currently| at present)? {_NOTHING}[^.;]{{0,110}}"
    rf"|(?:[A-Z]\w+|he|she|they) (?:currently )?(?:has|have|does not have|do not have)(?: currently)?(?: any)? "
    rf"(?:{_NOTHING}|{_KIND}needs)[^.;]{{0,110}}"
    r"|(?:[A-Z]\w+|he|she|they) (?:is|are) not (?:currently )?known to[^.;]{0,80}"
    r"|not known to [^.;]{0,80}"
    r")\W*$",
    re.IGNORECASE,
)
_POSITIVE: Final = re.compile(
    r"\bdoes not have|\bdo not have|\bno\b|\bnot\b|\bnil\b|\bnone\b|\bn\W?a\b|\bnothing\b", re.IGNORECASE
)
_CHECKED: Final = re.compile(
    r"check(?:ed)?|advice|assess(?:ed|ment)|confirm(?:ed|s)?|nil return|report(?:ed)? (?:by|from|of)|"
    r"dated|seen by|following|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)
_LONGEST_NONE: Final = 300
DRAFT: Final = re.compile(r"\b(?:draft|proposed)\b(?!\s+date)", re.IGNORECASE)


def sections_named(heading: str) -> tuple[str, ...]:
    """The sections that a heading names in words alone; empty where it names none."""
    together = next((letters for letters, pattern in _TOGETHER if re.search(pattern, heading, re.IGNORECASE)), ())
    return together or next(((section,) for section, pattern in _BY_NAME if pattern.search(heading)), ())


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
    """Whether a text says that there is nothing: “No identified needs”, “N/A”, also with who looked and when."""
    if len(words) > _LONGEST_NONE:
        return False
    first, *others = re.split(r"(?<=[.;])\s+", words.strip())
    if _NONE.match(first) is None or _POSITIVE.search(first) is None:
        return False
    return all(_NONE.match(one) is not None or _CHECKED.search(one) is not None for one in others)


def is_checked(words: str) -> bool:
    """Whether a text that says “none” says that somebody looked: advice, an assessment, a date."""
    return _CHECKED.search(words) is not None and "not known to" not in words.casefold()
