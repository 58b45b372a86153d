"""The prompts of language models: one file a prompt and language, with a header that says version, purpose, variables.

`prompts/system/{name}/{language}.md`. What is filled in comes from owners and callers, so it is flattened to one line
and shortened: a name with line breaks in it cannot pass for a section of the prompt.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.dialogue.prompt_files import PROMPTS_DIR
from app.domain.business import Language
from app.domain.errors import ConfigurationError

LONGEST_VALUE = 120  # characters
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_HEADER = re.compile(r"---\n(?P<header>.*?)\n---\n(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """`label` names it on a call's record: name, language, version and the first digits of its text's SHA-256."""

    name: str
    language: Language
    version: str
    purpose: str
    variables: frozenset[str]
    text: str

    @property
    def label(self) -> str:
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:8]
        return f"{self.name}-{self.language} {self.version} ({digest})"

    def fill(self, values: Mapping[str, str]) -> str:
        """Raises KeyError for a variable without its value. Values are put in as they are: see `plain`."""
        return _VARIABLE.sub(lambda match: values[match[1]], self.text)


class PromptBook:
    """Read once, shared by all calls."""

    def __init__(self, prompts: Mapping[tuple[str, Language], Prompt]) -> None:
        self._prompts = prompts

    @classmethod
    def load(cls, prompts_dir: Path = PROMPTS_DIR) -> "PromptBook":
        """Raises ConfigurationError when a file has no header, or uses other variables than its header names."""
        prompts = [_read(path) for path in sorted((prompts_dir / "system").glob("*/*.md"))]
        return cls({(prompt.name, prompt.language): prompt for prompt in prompts})

    def prompt(self, name: str, language: Language) -> Prompt:
        """Raises KeyError."""
        return self._prompts[name, language]

    def all(self) -> tuple[Prompt, ...]:
        return tuple(self._prompts.values())


def plain(value: str, *, longest: int = LONGEST_VALUE) -> str:
    """Text from outside as one line of letters, digits and common signs; what could look like structure is dropped."""
    kept = "".join(
        " " if unicodedata.category(ch)[0] in "ZC" else ch
        for ch in unicodedata.normalize("NFC", value)
        if unicodedata.category(ch)[0] in "LNZC" or ch in ".,;:!?'’&/()€%+-_"
    )
    return re.sub(r"\s+", " ", kept).strip()[:longest]


def _read(path: Path) -> Prompt:
    parts = _HEADER.fullmatch(path.read_text(encoding="utf-8"))
    name = f"{path.parent.name}/{path.name}"
    if parts is None:
        raise ConfigurationError(f"the prompt {name} must begin with a header between two lines of ---")
    header = yaml.safe_load(parts["header"])
    if not isinstance(header, dict) or not {"version", "purpose", "variables"} <= set(header):
        raise ConfigurationError(f"the header of the prompt {name} must say version, purpose and variables")
    variables, used = frozenset(header["variables"]), frozenset(_VARIABLE.findall(parts["text"]))
    if variables != used:
        raise ConfigurationError(f"the prompt {name} uses {sorted(used)}, its header names {sorted(variables)}")
    language: Language = "de" if path.stem == "de" else "en"
    text = parts["text"].strip()
    return Prompt(path.parent.name, language, str(header["version"]), str(header["purpose"]), variables, text)
