"""The JSON Schema of a pack, from which editors complete and check while one writes."""

from typing import Any

from bot.packs.model import Pack


def pack_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for a pack's TOML."""
    schema = Pack.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casefile pack",
        **{key: value for key, value in schema.items() if key != "title"},
    }
