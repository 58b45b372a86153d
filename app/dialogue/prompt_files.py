"""Where the wordings live, and how their files are read.

Text only; the dialogue's code never contains a sentence to speak.
"""

from pathlib import Path
from typing import Any

import yaml

PROMPTS_DIR = Path(__file__).resolve().parents[2] / "prompts"


def read_yaml(path: Path) -> dict[str, Any]:
    """Raises TypeError when the file is no mapping."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError(f"{path.name} must be a mapping")
    return content
