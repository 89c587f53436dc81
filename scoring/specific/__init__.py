"""How specific provision and outcomes are: what is found in their words, for the auditor to correct."""

from scoring.specific.elements import ELEMENTS, Elements, elements
from scoring.specific.outcomes import TESTS, OutcomeHints, outcome_hints

__all__ = ["ELEMENTS", "TESTS", "Elements", "OutcomeHints", "elements", "outcome_hints"]
