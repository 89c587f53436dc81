"""Checks a value against the few words of JSON Schema that the figures' schema uses; an unknown word is an error."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "null": (type(None),),
}
_WORDS = {"$schema", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum"}
KNOWN = _WORDS | {"const", "pattern", "allOf", "if", "then"}


def faults(value: Any, schema: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """What of the value the schema does not allow, each with its place."""
    assert schema.keys() <= KNOWN, f"{schema.keys() - KNOWN} is not known here"
    wanted = schema.get("type", [])
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if kinds and (isinstance(value, bool) or not any(isinstance(value, TYPES[kind]) for kind in kinds)):
        yield f"{at} is no {' or '.join(kinds)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}"
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']!r}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at} is {value!r}, unlike {schema['pattern']}"
    if isinstance(value, dict):
        yield from _of_object(value, schema, at)
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, schema.get("items", {}), f"{at}[{number}]")
    for one in schema.get("allOf", ()):
        yield from faults(value, one, at)
    if "if" in schema and not any(True for _ in faults(value, schema["if"], at)):
        yield from faults(value, schema["then"], at)


def _of_object(value: Mapping[str, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at} has no {name}" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in properties:
            yield from faults(one, properties[name], f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at} has an unknown {name}"
