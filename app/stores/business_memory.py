"""The businesses' descriptions as a file, for a server that starts while its database is away.

Decision: who is to be rung for a number must be known without the database, or a restart at night would cost every call
until it is back. The file is written while all is well and read only where the database does not answer; what it says
may be a minute old. It has no customers in it, and only its owner may read it.
"""

import asyncio
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from pydantic import ValidationError

from app.domain.business import Business
from app.domain.errors import ConfigurationError
from app.stores.business_file import BusinessText

log = structlog.get_logger(__name__)

OWNER_ONLY = 0o600


@dataclass(slots=True)
class FileBusinessMemory:
    """The disk is touched off the event loop."""

    path: Path
    _kept: str | None = None

    async def recall(self, year: int) -> tuple[Business, ...]:
        """`year`: around which public holidays are computed. Empty when nothing was kept, or it cannot be read."""
        try:
            return await asyncio.to_thread(self._read, year)
        except FileNotFoundError:
            return ()
        except (OSError, TypeError, ValueError, ValidationError, ConfigurationError) as error:
            log.error("businesses_not_recalled", error=type(error).__name__)
            return ()

    async def keep(self, descriptions: Sequence[BusinessText]) -> None:
        """Never fails: without it calls are answered as long as the database is there."""
        text = json.dumps([_without_customers(one) for one in descriptions], ensure_ascii=False)
        if text == self._kept:
            return
        try:
            await asyncio.to_thread(self._write, text)
        except OSError as error:
            log.warning("businesses_not_kept", error=error.strerror or type(error).__name__)
            return
        self._kept = text

    def _read(self, year: int) -> tuple[Business, ...]:
        kept = json.loads(self.path.read_text(encoding="utf-8"))
        return tuple(BusinessText.model_validate(one).business_in(year) for one in kept)

    def _write(self, text: str) -> None:
        """In whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_name(f"{self.path.name}.partial")
        partial.unlink(missing_ok=True)
        opened = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(text)
        partial.replace(self.path)


def _without_customers(described: BusinessText) -> object:
    named = described.model_copy(update={"id": described.business_id, "customers": ()})
    return named.model_dump(mode="json", exclude_none=True)
