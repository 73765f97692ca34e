"""Every key of the files is described, and editors get the same rules."""

from __future__ import annotations

import json

import pytest

from wwc_assess.standard import schema
from wwc_assess.standard.json_schema import practice_schema
from wwc_assess.standard.library import shipped_folder

KINDS = (schema.ExamplesFile, *schema.Entry.__subclasses__())


def described():
    return json.loads(practice_schema())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_and_every_key_has_a_description(kind):
    assert kind.__doc__
    assert all(field.description for key, field in kind.model_fields.items() if key != "root")


def test_the_schema_file_for_editors_is_up_to_date():
    assert (shipped_folder() / "schema.json").read_text(encoding="utf-8") == practice_schema()


def test_only_what_cannot_be_guessed_is_required():
    kinds = described()["$defs"]
    assert described()["required"] == ["practice", "title", "criteria"]
    assert kinds["CriterionEntry"]["required"] == ["id", "title", "statement"]
    assert kinds["CheckEntry"]["required"] == ["id", "ask"]
    assert kinds["DocumentEntry"]["required"] == ["id", "what"]


def test_no_kind_of_entry_admits_other_keys():
    assert all(
        kind["additionalProperties"] is False for kind in [described(), *described()["$defs"].values()]
    )


def test_editors_see_numbers_and_flags_as_yaml_gives_them():
    kinds = described()["$defs"]
    assert kinds["CheckEntry"]["properties"]["effort"]["type"] == "number"
    assert kinds["CriterionEntry"]["properties"]["core"]["type"] == "boolean"
    assert kinds["ExampleEntry"]["properties"]["year"]["type"] == ["string", "integer"]
    need = kinds["CriterionEntry"]["properties"]["need"]["anyOf"]
    assert need[0] == {"const": "all"}
    assert need[1]["type"] == "integer"
