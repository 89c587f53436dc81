"""The audit form without a window: what a framework asks, what can be answered, what is still missing.

Others use what this package names below and nothing of its modules:

* answers: `Answer`, `NotScore`, `SCORES`, `parse_answer`, `answer_text`, `Grade`
* frameworks: `Framework`, `Marker`, `Section`, `Band`, `BandPreset`, `Limit`, `FollowUp`, `AdviceGrid`, `SectionStates`
* files: `read_framework`, `check_framework`, `framework_toml`, `FrameworkError`, `FrameworkProblem`, `Resolve`
* plans: `PlanFacts`, `NaRule`, `na_by_rule`, `with_na_by_rule`
* submission: `missing`, `Missing`, `Lack`
* words: `AGENCIES`, `CORE`, `KINDS`, `PAPERS`, `CYCLES`, `UNITS`, `EvidenceKind`, `Cause`, `AdviceSource`,
  `AdviceTick`, `SectionState`

Standard library only: it loads no Qt and nothing of the app.
"""

from forms.model.answers import SCORES, Answer, Grade, NotScore, answer_text, parse_answer
from forms.model.facts import NaRule, PlanFacts, na_by_rule, with_na_by_rule
from forms.model.framework import (
    AdviceGrid,
    Band,
    BandPreset,
    FollowUp,
    Framework,
    Limit,
    Marker,
    Section,
    SectionStates,
)
from forms.model.include import Resolve
from forms.model.reader import FrameworkError, check_framework, read_framework
from forms.model.submission import Lack, Missing, missing
from forms.model.tables import FrameworkProblem
from forms.model.vocabulary import (
    AGENCIES,
    CORE,
    CYCLES,
    KINDS,
    PAPERS,
    UNITS,
    AdviceSource,
    AdviceTick,
    Cause,
    EvidenceKind,
    SectionState,
)
from forms.model.writer import framework_toml

__all__ = [
    "AGENCIES", "CORE", "CYCLES", "KINDS", "PAPERS", "SCORES", "UNITS", "AdviceGrid", "AdviceSource", "AdviceTick",
    "Answer", "Band", "BandPreset", "Cause", "EvidenceKind", "FollowUp", "Framework", "FrameworkError",
    "FrameworkProblem", "Grade", "Lack", "Limit", "Marker", "Missing", "NaRule", "NotScore", "PlanFacts", "Resolve",
    "Section", "SectionState", "SectionStates", "answer_text", "check_framework", "framework_toml", "missing",
    "na_by_rule", "parse_answer", "read_framework", "with_na_by_rule",
]  # fmt: skip
