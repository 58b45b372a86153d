from pathlib import Path

import pytest
import yaml

from app.dialogue.prompt_files import PROMPTS_DIR
from app.quick_yaml import parse_yaml

FILES = sorted(path for folder in ("phrases", "synonyms", "answers") for path in (PROMPTS_DIR / folder).glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_quick_reading_of_wordings_is_the_plain_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert parse_yaml(text) == yaml.safe_load(text)


def test_what_is_no_yaml_is_the_same_error_and_no_object_is_made_of_a_tag() -> None:
    for text in ("a: [", "!!python/object/apply:os.system ['true']"):
        with pytest.raises(yaml.YAMLError):
            parse_yaml(text)
