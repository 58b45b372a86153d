"""What a server is made of: filled by `wiring` with the real things, by tests with fakes."""

from collections.abc import Callable
from dataclasses import dataclass

from app.ports.clock import Clock
from app.ports.records import ApiTokens, CallUpkeep
from app.telephony.edge import TelephonyEdge
from app.web.api import ApiEdge
from app.web.health import CheckReadiness
from app.web.metrics import Metrics
from app.web.pages.edge import PagesEdge


@dataclass(frozen=True, slots=True)
class Parts:
    telephony: TelephonyEdge
    api: ApiEdge
    upkeep: CallUpkeep
    metrics: Metrics
    check_readiness: CheckReadiness
    clock: Clock
    pages: PagesEdge | None = None  # a server without pages answers calls and programs


@dataclass(frozen=True, slots=True)
class PartsMeanwhile:
    """What answers while the database that a server starts with is away: people and the voicemail take the calls."""

    telephony: TelephonyEdge
    metrics: Metrics
    tokens: ApiTokens
    check_readiness: CheckReadiness


OfferMeanwhile = Callable[[PartsMeanwhile, str], None]
"""Called at most once, before the other parts are there, with why they are not."""
