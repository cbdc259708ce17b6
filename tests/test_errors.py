"""Errors are handed to other processes as they are."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from inspect import signature
from pathlib import Path

import pytest

from bot import errors
from bot.domain.answers import ShowChoice
from bot.domain.outages import Unwritable
from bot.errors import CasefileError

FAULTS = [errors.PackFault("show", "is missing", 3)]
MADE_OF_MORE: dict[type[CasefileError], CasefileError] = {
    type(error): error
    for error in (
        errors.AlreadyHandled(3, "saved", datetime(2026, 1, 1, tzinfo=UTC)),
        errors.UnknownShow("Nope", [ShowChoice(1, "Nape")]),
        errors.SiteTrouble("Later.", retry_after=3.0),
        errors.FileFaults("file.toml", FAULTS, 7),
        errors.StoreUnwritable(Unwritable.FULL, "nothing was made"),
        errors.DatabaseNewer(Path("casefile.db"), "9999"),
        errors.OrphanedRows(3),
        errors.PackFaults(Path("pack.toml"), FAULTS),
        errors.PortTaken(8765),
    )
}


def every_kind(kind: type[CasefileError] = CasefileError) -> list[type[CasefileError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in every_kind(child))]


@pytest.mark.parametrize("kind", [kind for kind in every_kind() if kind.__module__ == errors.__name__])
def test_it_arrives_as_it_was(kind: type[CasefileError]) -> None:
    words = ("In words.",) if len(signature(kind.__init__).parameters) > 1 else ()
    error = MADE_OF_MORE.get(kind) or kind(*words)
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is kind
    assert (str(arrived), arrived.args, vars(arrived)) == (str(error), error.args, vars(error))
