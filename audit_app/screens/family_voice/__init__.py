"""Family voice: consented calls and meetings about plans, with what was answered, counted and quoted only if agreed."""

from audit_app.screens.family_voice.presenter import VoicePresenter
from audit_app.screens.family_voice.view import VoiceView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["VoicePresenter", "VoiceView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = VoiceView()
    VoicePresenter(view, context)
    return view
