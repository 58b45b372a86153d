"""House rules that no linter knows, checked on the syntax tree. STYLE in one file: each test is one rule."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("app", "voice") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEXTS = [
    path
    for pattern in ("*.toml", "*.md", "*.lock", "*.yaml", "Makefile", "Dockerfile", ".env.example", ".ci/run")
    for path in ROOT.glob(pattern)
]

CLOCKS = {"app/clock.py"}
MAY_CATCH_EVERYTHING = {
    "voice/ending.py",  # the call
    "app/dialogue/manager.py",  # the brain: whatever breaks in it, the caller is answered
    "app/web/problems.py",  # the request
}
ENGINES = "voice/engines/"
"""Whatever a speech library raises becomes an EngineError at its adapter."""

BANNED_WORDS = {"service", "util", "utils", "helper", "helpers", "data", "info", "handle", "handler", "process"}
GIVEN_NAMES = {"info", "handle_exit", "process_bind_param", "process_result_value"}
"""Names that a library gave: what we override or call."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def words_of(name: str) -> set[str]:
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return set(parts)


def own_names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What this file defines: functions, classes, arguments, fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.lineno


def test_only_the_clock_asks_for_the_time() -> None:
    asked = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        if name_of(path) not in CLOCKS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date"}
    ]
    assert asked == []


def test_everything_is_caught_only_at_the_edges_of_a_call_and_a_request() -> None:
    caught = {
        name_of(path)
        for path in SOURCES
        if not name_of(path).startswith(ENGINES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    }
    assert caught <= MAY_CATCH_EVERYTHING


def test_names_say_what_a_thing_is() -> None:
    banned = [
        f"{name_of(path)}:{line}: {name}"
        for path in SOURCES
        for name, line in own_names(tree_of(path))
        if name not in GIVEN_NAMES and words_of(name) & BANNED_WORDS
    ]
    modules = [name_of(path) for path in SOURCES if words_of(path.stem) & BANNED_WORDS]
    assert banned + modules == []


def test_a_call_is_the_only_session() -> None:
    named = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and "session" in words_of(node.name) and node.name != "VoiceSession"
    ]
    assert named == []


def test_modules_and_functions_keep_to_a_liveable_size() -> None:
    long_modules = {name_of(p): n for p in SOURCES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 500}
    long_functions = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno > 80
    ]
    assert (long_modules, long_functions) == ({}, [])


def test_no_file_names_a_package_index_or_a_machine_path() -> None:
    forbidden = re.compile(
        r"index-[u]rl|extra-[i]ndex|trusted-[h]ost|/[r]oot/|/[h]ome/(?!vorzimmer)|/tmp/[l]ab|/[w]ork/"
    )
    named = [
        f"{name_of(path)}:{number}"
        for path in [*SOURCES, *TESTS, *TEXTS]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line.replace("--no-emit-index-url", ""))
    ]
    assert named == []


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b|pytest\.(skip|xfail|mark\.skip|mark\.xfail)")
    found = [
        f"{name_of(path)}:{number}"
        for path in [*SOURCES, *TESTS]
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if left.search(line)
    ]
    assert found == []


def test_tests_use_fakes_and_no_mock_library() -> None:
    imported = [
        f"{name_of(path)}:{node.lineno}"
        for path in TESTS
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("unittest.mock", "mock")))
        or (
            isinstance(node, ast.Import)
            and any(alias.name.startswith(("unittest.mock", "mock")) for alias in node.names)
        )
    ]
    assert imported == []


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in TESTS}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_log_events_are_constant_words() -> None:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    sentences = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in levels
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "log"
        and not (
            node.args
            and (
                isinstance(node.args[0], ast.Name)
                or (isinstance(node.args[0], ast.Constant) and re.fullmatch(r"[a-z0-9_]+", str(node.args[0].value)))
            )
        )
    ]
    assert sentences == []
