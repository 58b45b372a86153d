"""The names that callers have, read once."""

from functools import lru_cache

from app.dialogue.prompt_files import PROMPTS_DIR, read_lines, read_yaml
from app.domain.spoken.family_names import FamilyNames
from app.domain.spoken.folding import fold
from app.domain.spoken.name_words import GIVEN


@lru_cache(maxsize=1)
def family_names() -> FamilyNames:
    """Takes half a second the first time."""
    return FamilyNames(read_lines(PROMPTS_DIR / "names" / "family.txt"))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Folded."""
    lists = read_yaml(PROMPTS_DIR / "names" / "given.yaml")
    return GIVEN | {fold(name) for names in lists.values() for name in names}
