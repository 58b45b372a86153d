"""The real server, with the engines of this machine, on a free port and an empty database."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.commands.transcript import Json
from app.settings import Settings
from app.wiring.stores import open_stores
from tests.bench.figures import free_port

READY_WITHIN_S = 400


@dataclass(frozen=True, slots=True)
class RealServer:
    url: str
    token: str
    pid: int

    async def call_record(self, call_sid: str) -> Json:
        """The closed record of a call that has ended."""
        return await self.get(f"calls/{call_sid}", lambda record: bool(record.get("ended_at")))

    async def get(self, path: str, complete: object = None) -> Json:
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {self.token}"}, timeout=10) as http:
            for _ in range(50):
                record: Json = (await http.get(f"{self.url}/api/v1/{path}")).raise_for_status().json()
                if not callable(complete) or complete(record):
                    return record
                await asyncio.sleep(0.1)
            return record


@asynccontextmanager
async def real_server(**environment: str) -> AsyncIterator[RealServer]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        changed = {
            "PORT": str(port),
            "PUBLIC_URL": url,
            "DATABASE_URL": f"sqlite:///{folder}/bench.db",
            "TWILIO_AUTH_TOKEN": "",
            "VORZIMMER_LOG_LEVEL": "warning",
            "VORZIMMER_MAX_CALLS": "50",
            **environment,
        }
        log_path = Path(folder) / "server.log"
        with log_path.open("wb") as log:
            running = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "app.cli", "serve", stdout=log, stderr=log, env={**os.environ, **changed}
            )
        try:
            await _until_ready(url, running, log_path)
            settings = Settings(DATABASE_URL=changed["DATABASE_URL"])
            async with open_stores(settings) as stores:
                token = await stores.api_tokens.create("bench")
            yield RealServer(url, token, running.pid)
        finally:
            if running.returncode is None:
                running.terminate()
            await running.wait()


async def _until_ready(url: str, running: asyncio.subprocess.Process, log_path: Path) -> None:
    async with httpx.AsyncClient(timeout=2) as http:
        for _ in range(READY_WITHIN_S * 5):
            if running.returncode is not None:
                raise RuntimeError(log_path.read_text())  # noqa: ASYNC240  the bench ends here
            try:
                if (await http.get(f"{url}/readyz")).is_success:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.2)
    raise RuntimeError(f"not ready within {READY_WITHIN_S} s, see {log_path}")
