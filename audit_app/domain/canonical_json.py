"""Canonical JSON: one text for one value, so that it can be hashed, signed and compared."""

import json
from typing import Any

Json = Any
"""A value that JSON can say."""

encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
"""Keys sorted, no spaces, text as it is, no NaN."""

decode = json.JSONDecoder().decode
