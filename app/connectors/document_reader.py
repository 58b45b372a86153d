"""`Reader`: files are read by a program of its own; pages are fetched from public addresses alone."""

import asyncio
import contextlib
import ipaddress
import json
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from app.domain.knowledge.documents import Block, Unreadable

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGE_BYTES = 5 * 1024 * 1024
READ_WITHIN_S = 120.0
FETCH_WITHIN_S = 20.0
MOST_REDIRECTS = 4
PAGE_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class DocumentReader:
    """One file at a time: reading is work for the background."""

    def __init__(
        self,
        *,
        resolve_host: Resolve = resolve,
        transport: httpx.AsyncBaseTransport | None = None,
        within_s: float = READ_WITHIN_S,
    ) -> None:
        self._resolve = resolve_host
        self._transport = transport
        self._within_s = within_s
        self._turn = asyncio.Lock()

    async def read(self, name: str, content: bytes) -> Sequence[Block]:
        if len(content) > MOST_BYTES:
            raise Unreadable("too_large")
        async with self._turn:
            told = await self._run(PurePath(urlsplit(name).path).name or "page.html", content)
        if "unreadable" in told:
            raise Unreadable(str(told["unreadable"]))
        return [Block(*one) for one in told["blocks"]]

    async def _run(self, name: str, content: bytes) -> dict[str, Any]:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.connectors.document_worker",
            name,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self._within_s):
                told, _ = await program.communicate(content)
        except TimeoutError as error:
            raise Unreadable("too_slow") from error
        finally:
            if program.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    program.kill()
                await program.wait()
        try:
            found: dict[str, Any] = json.loads(told)
        except ValueError as error:
            raise Unreadable("broken") from error  # ended by its limits, or by the file
        return found

    # --- pages --------------------------------------------------------------------------------------------------------

    async def fetch(self, address: str) -> bytes:
        """Every address on the way is looked up once, must be public, and is the one that is then connected to: a name
        that answers differently the second time leads nowhere."""
        try:
            async with asyncio.timeout(FETCH_WITHIN_S):
                for _ in range(MOST_REDIRECTS + 1):
                    answer = await self._get(address)
                    if isinstance(answer, bytes):
                        return answer
                    address = answer
        except (TimeoutError, httpx.HTTPError, OSError, UnicodeError) as error:
            raise Unreadable("not_reachable") from error
        raise Unreadable("not_reachable")

    async def _get(self, address: str) -> bytes | str:
        """The page, or where it has gone."""
        parts = _public_parts(address)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        numeric = _first_public(await self._resolve(host, port))
        bare = f"[{numeric}]" if ":" in numeric else numeric
        target = httpx.URL(address).copy_with(host=bare.strip("[]"), port=port)
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "Vorzimmer", "Accept": "text/html,*/*;q=0.5"}
        async with (
            httpx.AsyncClient(transport=self._transport, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", target, headers=headers, extensions={"sni_hostname": host}) as response,
        ):
            if response.is_redirect:
                return urljoin(address, str(response.headers.get("location", "")))
            if response.status_code != httpx.codes.OK:
                raise Unreadable("not_reachable")
            kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
            if kind not in PAGE_KINDS:
                raise Unreadable("not_a_page")
            content = bytearray()
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > MOST_PAGE_BYTES:
                    raise Unreadable("too_large")
            return bytes(content)


def _public_parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise Unreadable("not_reachable") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise Unreadable("not_public")
    return parts


def _first_public(addresses: Sequence[str]) -> str:
    """One that is not public among them is reason enough to refuse all."""
    found = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    for address in found:
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        if not mapped.is_global or mapped.is_multicast:
            raise Unreadable("not_public")
    if not found:
        raise Unreadable("not_reachable")
    return str(found[0])
