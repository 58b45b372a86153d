"""The family names that callers have, read once."""

from functools import lru_cache

from app.dialogue.prompt_files import PROMPTS_DIR, read_lines
from app.domain.spoken.family_names import FamilyNames


@lru_cache(maxsize=1)
def family_names() -> FamilyNames:
    """Takes half a second the first time."""
    return FamilyNames(read_lines(PROMPTS_DIR / "names" / "family.txt"))
