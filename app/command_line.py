"""What every command shares: where it prints, how it reads the settings and runs, what its options may be."""

import asyncio
from collections.abc import Coroutine
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from app.domain.errors import ConfigurationError
from app.log import set_up_logging
from app.settings import Settings

T = TypeVar("T")

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

LanguageChoice = Literal["de", "en"]
RoleChoice = Literal["host", "owner", "staff", "reviewer"]
BusinessChoice = Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")]


class ScopeChoice(StrEnum):  # an option that can be repeated cannot be a Literal
    READ = "read"
    WRITE = "write"


class ModeChoice(StrEnum):
    DESCRIBED = "described"
    ASSISTANT_FIRST = "assistant-first"
    STAFF_FIRST = "staff-first"
    OVERFLOW = "overflow"
    AFTER_HOURS = "after-hours"
    MESSAGE_ONLY = "message-only"
    HUMAN_LINE = "human-line"


class StaffChoice(StrEnum):
    TAKES = "takes"
    DECLINES = "declines"
    BUSY = "busy"
    SILENT = "silent"


class Refusal(Exception):  # noqa: N818  what a command says before it ends with status 1
    """The command cannot do it; the message says why and what to do."""


def settings_or_exit() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        faults = "\n".join(
            f"  {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        )
        raise ConfigurationError(f"the settings (environment and .env) cannot work:\n{faults}") from error


def run(work: Coroutine[Any, Any, T], settings: Settings, *, level: str | None = None) -> T:
    set_up_logging(style=settings.log_format, level=level or settings.log_level, with_pii=settings.log_pii)
    return asyncio.run(work)
