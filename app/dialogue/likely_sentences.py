"""What callers say, for the choice between texts that sound alike: training wordings and `prompts/hearing`."""

from pathlib import Path
from random import Random

from app.dialogue.intent_wordings import natural_sentences, wordings
from app.dialogue.intents import LANGUAGES
from app.dialogue.prompt_files import PROMPTS_DIR, read_lines, read_yaml
from app.domain.business import Language

_WEIGHT_OF_HEARING = 3  # its lines stand for many calls each; the wordings are expanded


def likely_sentences(prompts_dir: Path = PROMPTS_DIR) -> dict[Language, list[str]]:
    return {language: _sentences(prompts_dir, language) for language in LANGUAGES}


def likely_messages(prompts_dir: Path = PROMPTS_DIR) -> dict[Language, list[str]]:
    """What callers of many trades dictate: words of errands, in no fixed wording."""
    return {language: read_lines(prompts_dir / "hearing" / f"messages_{language}.txt") for language in LANGUAGES}


def _sentences(prompts_dir: Path, language: Language) -> list[str]:
    content = read_yaml(prompts_dir / "intents" / f"{language}.yaml")
    random = Random(7)
    patterns = [pattern for patterns in content["intents"].values() for pattern in patterns]
    expanded = [wording for pattern in patterns for wording in sorted(wordings(pattern, content["lists"], random))]
    heard = read_lines(prompts_dir / "hearing" / f"{language}.txt")
    natural = [text for _, text in natural_sentences(prompts_dir, language)]
    return expanded + natural + heard * _WEIGHT_OF_HEARING
