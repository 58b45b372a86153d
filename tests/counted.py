"""A pytest plugin for `tests.__main__`: how many tests came out how, as JSON into the file the environment names."""

import json
import os
from pathlib import Path

import pytest

COUNTS_FILE = "VORZIMMER_TEST_COUNTS"
COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stats = {name: len(terminalreporter.stats.get(name, ())) for name in COUNTED}
    Path(os.environ[COUNTS_FILE]).write_text(json.dumps(stats), encoding="utf-8")
