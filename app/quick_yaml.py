"""YAML read by libyaml where it is there: ten times as fast as the parser in Python, with the same plain types."""

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Any:
    """Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  both loaders make plain types alone
