# SPDX-License-Identifier: Apache-2.0
"""The part of JSON Schema (2020-12) that schemas/ uses. A keyword it does not know is an error."""

from __future__ import annotations

import re
from typing import Any, Iterator

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_ANNOTATIONS = {"$schema", "$id", "title", "description"}


def violations(value: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Every place where the value does not satisfy the schema."""
    for keyword, rule in schema.items():
        if keyword in _ANNOTATIONS or keyword in ("required", "additionalProperties"):
            continue
        if keyword == "type":
            names = rule if isinstance(rule, list) else [rule]
            if not any(_is(value, name) for name in names):
                yield f"{place}: not of type {rule}"
                return
        elif keyword == "const":
            if value != rule:
                yield f"{place}: not {rule!r}"
        elif keyword == "enum":
            if value not in rule:
                yield f"{place}: {value!r} is none of {rule}"
        elif keyword == "pattern":
            if re.search(rule, value) is None:
                yield f"{place}: does not match {rule}"
        elif keyword == "minimum":
            if value < rule:
                yield f"{place}: below {rule}"
        elif keyword == "minItems":
            if len(value) < rule:
                yield f"{place}: fewer than {rule} elements"
        elif keyword == "items":
            for index, element in enumerate(value):
                yield from violations(element, rule, f"{place}/{index}")
        elif keyword == "properties":
            for name, member in value.items():
                if name in rule:
                    yield from violations(member, rule[name], f"{place}/{name}")
        else:
            raise ValueError(f"schema keyword {keyword} is not known here")
    if isinstance(value, dict):
        yield from _members(value, schema, place)


def _members(value: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    for name in schema.get("required", []):
        if name not in value:
            yield f"{place}: {name} is missing"
    others = schema.get("additionalProperties", True)
    for name in value.keys() - schema.get("properties", {}).keys():
        if others is False:
            yield f"{place}: {name} is not known"
        elif isinstance(others, dict):
            yield from violations(value[name], others, f"{place}/{name}")


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])
