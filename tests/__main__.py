"""All tests, on two cores at once: `python -m tests`, which is `make test`. With arguments: pytest with these, alone.

Decision: two runs of pytest side by side, each with folders of its own and thereby with a PostgreSQL, models and a
browser of its own. Alternative: a plugin that deals single tests out to many runs: each of them would load the models
and migrate the databases anew, and tests that play calls in real time would run beside each other.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import IO

from tests.counted import COUNTED, COUNTS_FILE

HERE = Path(__file__).parent
WITH_THE_BROWSER = ("cli", "contracts", "house", "redteam", "usecases", "web")
"""Folders beside those that play calls: a browser waits as long as a call does, and neither keeps a core busy."""


def parts() -> tuple[list[str], list[str]]:
    """Every folder with a test in it is in one of them, also a new one."""
    folders = sorted(folder.name for folder in HERE.iterdir() if any(folder.glob("**/test_*.py")))
    beside = [f"tests/{name}" for name in folders if name in WITH_THE_BROWSER]
    return [f"tests/{name}" for name in folders if name not in WITH_THE_BROWSER], beside


def pytest_command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


@contextmanager
def running(tests: Sequence[str], counts: Path, output: IO[bytes] | None) -> Iterator["subprocess.Popen[bytes]"]:
    command = pytest_command(["-p", "tests.counted", *tests])
    told = {**os.environ, COUNTS_FILE: str(counts)}
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=output, stderr=output, env=told)  # noqa: S603  our tests
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def side_by_side() -> int:
    """The first run is seen as it goes, the second one when it has ended; one line sums them up."""
    with_calls, others = parts()
    began = perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as heard,
        running(others, Path(folder) / "others.json", heard) as second,
        running(with_calls, Path(folder) / "with_calls.json", None) as first,
    ):
        results = [first.wait(), second.wait()]
        heard.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(b"\n" + " ".join(others).encode() + b"\n" + heard.read())
        print(summary(sorted(Path(folder).glob("*.json")), perf_counter() - began))  # noqa: T201
        sys.stdout.flush()
    return next((status for status in results if status), 0)


def summary(counts: Sequence[Path], seconds: float) -> str:
    """ "4321 passed, 1 failed in 20 min 5 s": of both runs together."""
    told = [json.loads(path.read_text(encoding="utf-8")) for path in counts]
    sums = {name: sum(one[name] for one in told) for name in COUNTED}
    shown = ", ".join(f"{count} {name}" for name, count in sums.items() if count)
    broken = "" if len(told) == 2 else ", and a run that broke off"
    return f"{shown or 'no tests'}{broken} in {seconds // 60:.0f} min {seconds % 60:.0f} s"


def main(arguments: Sequence[str]) -> int:
    if arguments or len(os.sched_getaffinity(0)) == 1:
        return subprocess.call(pytest_command(arguments), cwd=HERE.parent)  # noqa: S603  the same
    return side_by_side()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
