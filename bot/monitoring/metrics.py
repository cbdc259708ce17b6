"""The metrics: their names, what they mean, and how they are written for Prometheus.

Labels have few values: a command's name, a word for a kind of error, a shard. None names a server or a member.
"""

from collections.abc import Generator, Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.metrics_core import Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot import __version__
from bot.domain.notices import Notice, PostEnded
from bot.domain.readings import Readings
from bot.meter import Meter
from bot.monitoring.state import Seen

_RESPONSE = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Seconds; Discord waits for three."""
_DELAY = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds."""


class Metrics(Meter):
    """Counts what happens, in a registry of its own, and takes what was last `seen` of the bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self.seen: Seen | None = None
        self._responses = Histogram(
            "casefile_first_response_seconds",
            "From the arrival of an interaction or a mention to Discord's having the first response to it.",
            ("form", "command"),
            registry=self.registry,
            buckets=_RESPONSE,
        )
        self._errors = Counter(
            "casefile_errors", "Errors that were answered or logged, by kind.", ("kind",), registry=self.registry
        )
        self._deliveries = Counter(
            "casefile_deliveries", "Posts that were sent or given up.", ("outcome",), registry=self.registry
        )
        self._delay = Histogram(
            "casefile_event_loop_delay_seconds",
            "How late the event loop was, twice a second.",
            registry=self.registry,
            buckets=_DELAY,
        )
        for outcome in ("sent", "failed"):  # so that both are there before the first
            self._deliveries.labels(outcome)
        self._errors.labels("unforeseen")
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.registry.register(_Seen(self))

    def responded(self, form: str, command: str, seconds: float) -> None:
        self._responses.labels(form, command).observe(seconds)

    def erred(self, kind: str) -> None:
        self._errors.labels(kind).inc()

    def delayed(self, seconds: float) -> None:
        """Take by how much the event loop was late."""
        self._delay.observe(seconds)

    def count(self, notices: Sequence[Notice]) -> None:
        """Count the posts that ended with a transaction."""
        for notice in notices:
            if isinstance(notice, PostEnded):
                self._deliveries.labels("sent" if notice.posted else "failed").inc()


class _Seen(Collector):
    """What is not counted but looked at."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        yield _gauge("casefile_build_info", "The version that runs.", [(("version", __version__), 1)])
        if (seen := self._metrics.seen) is not None:
            yield from _of_bot(seen)
            if seen.store is not None:
                yield from _of_store(seen.store)


def _of_bot(seen: Seen) -> Generator[Metric]:
    yield _gauge("casefile_store_up", "Whether the store answered.", [((), int(seen.store is not None))])
    yield _gauge("casefile_servers", "Servers that the bot is in.", [((), seen.servers)])
    yield _gauge(
        "casefile_shard_connected",
        "Whether a shard is connected to the gateway.",
        [(("shard", str(shard)), int(is_open)) for shard, is_open in seen.connected.items()],
    )
    yield _gauge(
        "casefile_shard_latency_seconds",
        "From a heartbeat to its acknowledgement.",
        [(("shard", str(shard)), latency) for shard, latency in seen.latency.items()],
    )
    failed = CounterMetricFamily(
        "casefile_background_errors", "Errors that a loop in the background survived.", labels=("loop",)
    )
    for loop, errors in seen.errors.items():
        failed.add_metric((loop,), errors)
    yield failed


def _of_store(store: Readings) -> Generator[Metric]:
    yield _gauge("casefile_deliveries_due", "Posts that are due and not yet sent.", [((), store.due.posts)])
    yield _gauge(
        "casefile_oldest_due_delivery_age_seconds",
        "How long the oldest of them is due; 0: none.",
        [((), store.due_for)],
    )
    yield _gauge("casefile_feeds", "Feeds that are followed.", [((), store.feeds.all)])
    yield _gauge("casefile_feeds_failing", "Feeds that could not be read when last tried.", [((), store.feeds.failing)])
    yield _gauge("casefile_database_size_bytes", "The database with its log.", [((), store.size)])
    looked = CounterMetricFamily(
        "casefile_cache_lookups", "Looking for something in the store's memory.", labels=("cache", "result")
    )
    for cache, lookups in store.memory.items():
        looked.add_metric((cache, "hit"), lookups.hits)
        looked.add_metric((cache, "miss"), lookups.misses)
    yield looked


def _gauge(name: str, words: str, samples: Sequence[tuple[tuple[str, str] | tuple[()], float]]) -> Metric:
    """A gauge with samples, each with its label and the label's value, or with none."""
    label = next((label[0] for label, _ in samples if label), None)
    gauge = GaugeMetricFamily(name, words, labels=() if label is None else (label,))
    for labelled, value in samples:
        gauge.add_metric(labelled[1:], value)
    return gauge
