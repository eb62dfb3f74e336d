"""`ruralbeds schema`: the JSON Schema by which editors complete and check files."""

from __future__ import annotations

import typer

from sim.scenario.reference import json_schema_text


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("schema")(schema)


def schema() -> None:
    """编辑器用的 JSON Schema Print the JSON Schema of scenario files."""
    typer.echo(json_schema_text(), nl=False)
