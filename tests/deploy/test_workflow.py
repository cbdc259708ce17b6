"""The workflow does what `.ci/run` does, and nothing beside it."""

from typing import Any, cast

import yaml

from tests.conftest import ROOT


def test_the_workflow_runs_what_must_hold_with_the_oldest_python_that_is_taken() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    workflow = cast(Any, yaml).safe_load(text)
    [job] = workflow["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert [command.split()[-2:] for command in commands] == [["bash", ".ci/run"]]
    assert "3.11" in job["strategy"]["matrix"]["python"]
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert workflow["permissions"] == {"contents": "read"}
