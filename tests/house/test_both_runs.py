import json
from pathlib import Path

from tests.__main__ import WITH_THE_BROWSER, parts, summary
from tests.counted import COUNTED

TESTS = Path(__file__).parents[1]


def test_every_folder_with_tests_is_in_one_of_the_two_runs() -> None:
    with_calls, others = parts()
    with_tests = {f"tests/{path.relative_to(TESTS).parts[0]}" for path in TESTS.rglob("test_*.py")}
    assert {*with_calls, *others} == with_tests
    assert not set(with_calls) & set(others)
    assert others == [f"tests/{name}" for name in WITH_THE_BROWSER]


def test_both_runs_are_summed_up_in_one_line(tmp_path: Path) -> None:
    counts = [tmp_path / "one.json", tmp_path / "two.json"]
    for path, passed, failed in zip(counts, (7, 5), (0, 1), strict=True):
        path.write_text(json.dumps({**dict.fromkeys(COUNTED, 0), "passed": passed, "failed": failed}), encoding="utf-8")
    assert summary(counts, 125) == "12 passed, 1 failed in 2 min 5 s"
    assert "broke off" in summary(counts[:1], 3)
