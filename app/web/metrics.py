"""Figures for Prometheus. Labels are constant words: never a number, a name or a call."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from voice.contract import Timings

RESPONSE_BUCKETS_S = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0)
LAG_BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
LAG_SAMPLE_S = 0.25


class Metrics:
    """One registry a server; also the observer that calls report to."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        r = self.registry
        self.calls = Counter("vorzimmer_calls", "Media streams that ended.", ["reason"], registry=r)
        self.in_progress = Gauge("vorzimmer_calls_in_progress", "Media streams running now.", registry=r)
        self._response = Histogram(
            "vorzimmer_response_seconds",
            "End of the caller's speech to the first sound of the answer.",
            buckets=RESPONSE_BUCKETS_S,
            registry=r,
        )
        self._stage = Histogram(
            "vorzimmer_stage_seconds",
            "Where the response time went: endpointing, decoding, thinking, first_sound.",
            ["stage"],
            buckets=RESPONSE_BUCKETS_S,
            registry=r,
        )
        self._greeting = Histogram(
            "vorzimmer_greeting_seconds", "Start of the stream to first sound.", buckets=RESPONSE_BUCKETS_S, registry=r
        )
        self._barge_ins = Counter(
            "vorzimmer_barge_ins", "Caller speech over the assistant.", ["taken", "cleared"], registry=r
        )
        self._dropped = Counter("vorzimmer_dropped_frames", "Caller frames dropped by a full queue.", registry=r)
        self._malformed = Counter("vorzimmer_malformed_messages", "Media messages not taken.", ["reason"], registry=r)
        self._failures = Counter(
            "vorzimmer_engine_failures", "Speech engine errors and deadlines.", ["stage"], registry=r
        )
        self._deliveries = Counter(
            "vorzimmer_deliveries", "Attempts to tell somebody, by how they ended.", ["channel", "state"], registry=r
        )
        self._undelivered = Gauge(
            "vorzimmer_undelivered", "Notices given up after their last attempt, for the staff to see to.", registry=r
        )
        self._not_understood = Counter(
            "vorzimmer_not_understood", "Speech that led nowhere, by how often in a row.", ["nth"], registry=r
        )
        self._persons = Counter("vorzimmer_person_needed", "Utterances that called for a person.", ["why"], registry=r)
        self._busy_feeds = Counter(
            "vorzimmer_busy_feed_readings", "Readings of other calendars, by how they ended.", ["outcome"], registry=r
        )
        self._busy_age = Gauge(
            "vorzimmer_busy_feed_age_seconds", "Age of the oldest copy of another calendar in use.", registry=r
        )
        self._busy_stale = Gauge(
            "vorzimmer_busy_feeds_stale", "Other calendars that have not been read for hours.", registry=r
        )
        self._unattended = Counter(
            "vorzimmer_calls_without_assistant",
            "Calls answered by people or the voicemail because the assistant could not.",
            ["why"],
            registry=r,
        )
        self._recordings = Counter(
            "vorzimmer_recordings",
            "Calls of businesses that record, by what became of the sound.",
            ["outcome"],
            registry=r,
        )
        self._lag = Histogram(
            "vorzimmer_event_loop_lag_seconds", "How late the event loop wakes up.", buckets=LAG_BUCKETS_S, registry=r
        )

    def unattended(self, why: str) -> None:
        self._unattended.labels(why).inc()

    def recorded(self, outcome: str) -> None:
        self._recordings.labels(outcome).inc()

    # --- voice.line.CallObserver ------------------------------------------------------------------

    def not_understood(self, nth: int) -> None:
        self._not_understood.labels(str(min(nth, 4))).inc()

    def person_needed(self, reason: str) -> None:
        self._persons.labels(reason).inc()

    def answered(self, timings: Timings) -> None:
        self._response.observe(timings.response_ms / 1000)
        for stage in ("endpointing", "decoding", "thinking", "first_sound"):
            self._stage.labels(stage).observe(getattr(timings, f"{stage}_ms") / 1000)

    def greeted(self, first_sound_ms: int) -> None:
        self._greeting.observe(first_sound_ms / 1000)

    def barged_in(self, *, taken: bool, cleared: bool) -> None:
        self._barge_ins.labels(str(taken).lower(), str(cleared).lower()).inc()

    def dropped_frames(self, count: int) -> None:
        self._dropped.inc(count)

    def malformed(self, reason: str) -> None:
        self._malformed.labels(reason).inc()

    def engine_failed(self, stage: str) -> None:
        self._failures.labels(stage).inc()

    # --- what follows from bookings ------------------------------------------------------------------

    def delivery_ended(self, channel: str, state: str) -> None:
        self._deliveries.labels(channel, state).inc()

    def undelivered(self, count: int) -> None:
        self._undelivered.set(count)

    # --- other calendars -------------------------------------------------------------------------------

    def busy_feed_read(self, outcome: str) -> None:
        self._busy_feeds.labels(outcome).inc()

    def busy_feeds_aged(self, oldest: timedelta, stale: int) -> None:
        self._busy_age.set(oldest.total_seconds())
        self._busy_stale.set(stale)

    def render(self) -> bytes:
        return generate_latest(self.registry)

    async def watch_loop_lag(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LAG_SAMPLE_S
            await asyncio.sleep(LAG_SAMPLE_S)
            self._lag.observe(max(0.0, loop.time() - due))


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether calls can be taken, and if not, why: constant words. `reasons` tells whoever runs it more."""

    problems: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return not self.problems
