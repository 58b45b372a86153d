"""Log events, not sentences.

A constant event name, facts as keys, personal data only under `pii_` (masked by default).
"""

import logging
import sys
from collections.abc import Callable
from typing import Literal, TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, WrappedLogger

MASK = "***"


def mask_pii(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for key in event:
        if key.startswith("pii_"):
            event[key] = MASK
    return event


def set_up_logging(
    *, style: Literal["auto", "console", "json"], level: str, with_pii: bool, stream: TextIO | None = None
) -> None:
    """Route structlog and the standard library (uvicorn, alembic) through one pipeline to `stream` (default stderr)."""
    out = stream or sys.stderr
    console = style == "console" or (style == "auto" and out.isatty())
    shared: list[Callable[[WrappedLogger, str, EventDict], object]] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if not with_pii:
        shared.append(mask_pii)
    # Without local variables: those hold names, numbers and tokens.
    tracebacks = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False, max_frames=20))
    rendering: list[Callable[[WrappedLogger, str, EventDict], object]] = (
        [structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)]
        if console
        else [tracebacks, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],  # type: ignore[list-item]
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root_writer = logging.StreamHandler(out)
    root_writer.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,  # type: ignore[arg-type]
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],  # type: ignore[list-item]
        )
    )
    root = logging.getLogger()
    root.handlers = [root_writer]
    root.setLevel(level.upper())
    # Libraries at INFO print request addresses, and ours hold one-time media tokens.
    for name in (
        "uvicorn",
        "uvicorn.error",
        "uvicorn.access",
        "httpx",
        "httpcore",
        "websockets",
        "alembic",
        "faster_whisper",
    ):
        logging.getLogger(name).setLevel(logging.WARNING)
