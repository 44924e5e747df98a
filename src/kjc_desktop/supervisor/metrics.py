"""How a show is, as Prometheus reads it; imported only where it is asked for.

Needs `prometheus-client`, which comes with the extra `metrics`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from kjc_desktop.show.status import PlayerStatus, Status


def exposition(status: Status, now: datetime) -> bytes:
    """Return the measurements of a show in Prometheus' text format 0.0.4.

    Args:
        status: of the show.
        now: aware; ages of data are counted from it.
    """
    registry = CollectorRegistry()
    registry.register(_Show(status, now))
    return generate_latest(registry)


class _Show(Collector):
    """Yields the measurements of one status."""

    def __init__(self, status: Status, now: datetime) -> None:
        self._status, self._now = status, now

    @override
    def collect(self) -> Iterable[Metric]:
        yield from self._show()
        yield from self._players()
        yield from self._sources()

    def _show(self) -> Iterator[Metric]:
        status = self._status
        build = {"version": status.version, "deck": status.deck, "variant": status.variant or ""}
        yield InfoMetricFamily("kjc_build", "Program and deck.", value=build)
        yield _gauge("kjc_start_time_seconds", "Start of the show.", status.started.timestamp())
        yield _gauge("kjc_well", "1 where nobody has to look after anything.", status.well)
        yield _gauge("kjc_clock_trusted", "1 where the clock is right.", status.clock_trusted)
        aside = len(status.quarantine)
        yield _gauge("kjc_quarantined_slides", "Slides left out after crashes.", aside)
        notice = GaugeMetricFamily("kjc_notice", "1 while something is announced.", labels=["kind"])
        for kind in ("over", "instead", "emergency"):
            shown = status.notice is not None and status.notice.kind == kind
            notice.add_metric([kind], float(shown))
        yield notice

    def _players(self) -> Iterator[Metric]:
        painted = CounterMetricFamily(
            "kjc_painted_frames", "Frames painted by the player that runs.", labels=["screen"]
        )
        restarts = CounterMetricFamily("kjc_restarts", "Restarted players.", labels=["screen"])
        age = GaugeMetricFamily(
            "kjc_heartbeat_age_seconds", "Time since the last frame.", labels=["screen"]
        )
        memory = GaugeMetricFamily("kjc_memory_bytes", "Resident memory.", labels=["screen"])
        slide = InfoMetricFamily("kjc_slide", "What is shown.", labels=["screen"])
        up = GaugeMetricFamily("kjc_up", "1 where the picture is alive.", labels=["screen"])
        for each in self._status.players:
            name = [each.screen]
            painted.add_metric(name, each.painted)
            restarts.add_metric(name, each.restarts)
            up.add_metric(name, float(each.well))
            slide.add_metric(name, _info(each))
            if each.painted_age is not None:
                age.add_metric(name, each.painted_age)
            if each.memory is not None:
                memory.add_metric(name, each.memory)
        yield from (painted, restarts, age, memory, slide, up)

    def _sources(self) -> Iterator[Metric]:
        age = GaugeMetricFamily("kjc_data_age_seconds", "Age of shown data.", labels=["source"])
        well = GaugeMetricFamily("kjc_data_well", "1 where a source answers.", labels=["source"])
        for each in self._status.sources:
            well.add_metric([each.name], float(each.well))
            if each.as_of is not None:
                age.add_metric([each.name], (self._now - each.as_of).total_seconds())
        yield from (age, well)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=float(value))


def _info(player: PlayerStatus) -> dict[str, str]:
    return {"slide": player.slide or "", "state": player.state}
