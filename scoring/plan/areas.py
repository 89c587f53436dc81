"""The four broad areas of need, by which plans are divided, and what outcomes may be about."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class NeedArea(StrEnum):
    """The four broad areas of need (Code of Practice 6.28 to 6.35)."""

    COMMUNICATION = "communication_and_interaction"
    COGNITION = "cognition_and_learning"
    SOCIAL_EMOTIONAL = "social_emotional_and_mental_health"
    SENSORY_PHYSICAL = "sensory_and_physical"


OUTCOME_AREAS: Mapping[str, str] = MappingProxyType(
    {
        NeedArea.COMMUNICATION.value: "Communication and interaction",
        NeedArea.COGNITION.value: "Cognition and learning",
        NeedArea.SOCIAL_EMOTIONAL.value: "Social, emotional and mental health",
        NeedArea.SENSORY_PHYSICAL.value: "Sensory and physical",
        "independence": "Independence and preparing for adulthood",
        "health": "Health",
        "social_care": "Social care",
    }
)
"""What an outcome may be about: the four broad areas of need of the Code of Practice, and three that plans use."""
