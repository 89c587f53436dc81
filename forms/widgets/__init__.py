"""The audit form in Qt; it saves nothing and knows no workspace.

Others use what this package names below and nothing of its modules:

* `AuditForm`: the whole form, from a `FormState`; signals for everything that a person says
* `FormState`, `Given`, `EvidenceText`, `PlaceLink`: what it shows; `answer_words`, `written_day`, `LACK_WORDS`
* `LevelControl`: the six answers of one marker in their levels' words; `ANSWER_KEYS`: the key of each answer
* `KEY_GROUPS`: its keys, for the shortcut sheet
"""

from forms.widgets.form import AuditForm
from forms.widgets.keys import ANSWER_KEYS, KEY_GROUPS
from forms.widgets.levels import LevelControl
from forms.widgets.state import LACK_WORDS, EvidenceText, FormState, Given, PlaceLink, answer_words, written_day

__all__ = [
    "ANSWER_KEYS",
    "KEY_GROUPS",
    "LACK_WORDS",
    "AuditForm",
    "EvidenceText",
    "FormState",
    "Given",
    "LevelControl",
    "PlaceLink",
    "answer_words",
    "written_day",
]
