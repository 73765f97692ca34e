"""Descriptions for other programs: JSON Schemas without what a reader has no use for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from wwc_assess.standard.schema import PracticeFile

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import WithDefaultSchema


class TerseSchema(GenerateJsonSchema):
    """Leaves out what an editor's reader has no use for: titles made from keys, and blank defaults."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  pydantic's interface
        """Return that no key has a title beside its name."""
        return False

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """Return what describes a key, with its default unless that is blank."""
        described = super().default_schema(schema)
        if not described.get("default"):
            described.pop("default", None)
        return described


def practice_schema() -> str:
    """Return the JSON Schema of a practice file, for completion and checking in editors."""
    schema = PracticeFile.model_json_schema(schema_generator=TerseSchema)
    dialect = {"$schema": GenerateJsonSchema.schema_dialect}
    return json.dumps(dialect | schema, indent=2, ensure_ascii=False) + "\n"
