"""The queries of the dashboard and of the alerts, and the metrics that they name."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any, cast

import promql_parser as promql
import yaml

from tests.conftest import ROOT

DASHBOARD = ROOT / "docs" / "metrics" / "dashboard.json"
ALERTS = ROOT / "docs" / "metrics" / "alerts.yml"
OF_SCRAPES = frozenset({"up"})
"""Metrics that Prometheus makes itself."""
OF_TARGETS = frozenset({"job", "instance"})
"""Labels that Prometheus adds."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A metric that a query reads, the labels that must have these values, and those by which it is grouped."""

    name: str
    matched: frozenset[tuple[str, str]]
    grouped: frozenset[str]


def dashboard_queries() -> dict[str, str]:
    """The dashboard's queries by panel, with an interval in place of Grafana's variable."""
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return {
        f"{panel['title']} {target['refId']}": target["expr"].replace("$__rate_interval", "1m")
        for panel in panels
        for target in panel["targets"]
    }


def alert_queries() -> dict[str, str]:
    """The alerts' queries, by alert."""
    groups = cast(Any, yaml).safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}


def selected(query: str) -> set[Selected]:
    """What a query reads. Raises ValueError if it is no PromQL."""
    return set(_walk(promql.parse(query), frozenset()))


def _walk(node: Any, grouped: frozenset[str]) -> Generator[Selected]:
    match node:
        case promql.VectorSelector():
            matched = {(each.name, each.value) for each in node.matchers.matchers if each.op == promql.MatchOp.Equal}
            yield Selected(str(node.name), frozenset(matched), grouped)
        case promql.MatrixSelector():
            yield from _walk(node.vector_selector, grouped)
        case promql.AggregateExpr():
            by: Iterable[str] = node.modifier.labels if node.modifier else ()
            yield from _walk(node.expr, grouped | frozenset(by))
        case promql.Call():
            for argument in node.args:
                yield from _walk(argument, grouped)
        case promql.BinaryExpr():
            yield from _walk(node.lhs, grouped)
            yield from _walk(node.rhs, grouped)
        case promql.ParenExpr() | promql.UnaryExpr():
            yield from _walk(node.expr, grouped)
        case promql.NumberLiteral() | promql.StringLiteral():
            return
        case _:
            raise AssertionError(f"a query has a {type(node).__name__}, which this can't look into")
