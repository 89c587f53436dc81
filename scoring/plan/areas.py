"""The four broad areas of need, by which plans are divided; it knows no words for them."""

from enum import StrEnum


class NeedArea(StrEnum):
    """The four broad areas of need (Code of Practice 6.28 to 6.35)."""

    COMMUNICATION = "communication_and_interaction"
    COGNITION = "cognition_and_learning"
    SOCIAL_EMOTIONAL = "social_emotional_and_mental_health"
    SENSORY_PHYSICAL = "sensory_and_physical"
