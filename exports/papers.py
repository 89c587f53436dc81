"""What a report tells of audits of other papers than plans, annual reviews and advice: whose, by which form, drawn how.

Their figures stand in the report with `@cycle=`; nothing here counts anything, and nothing is pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.model import Framework

if TYPE_CHECKING:
    from exports.content import DrawTold


@dataclass(frozen=True, slots=True)
class PapersTold:
    """The audits of one further cycle in the report's period, with the framework that most of them were made by."""

    cycle: str
    framework: Framework
    draws: tuple[DrawTold, ...] = ()
