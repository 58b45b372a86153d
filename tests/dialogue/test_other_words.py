import pytest

from app.domain.business import Language
from tests.dialogue.other_words import CORPORA, came_right, wordings

LANGUAGES: tuple[Language, ...] = tuple(
    language for language in ("de", "en") if (CORPORA / f"other_words_{language}.yaml").exists()
)
DEV = [
    pytest.param(kind, said, language, id=f"{language} {kind}: {said}")
    for language in LANGUAGES
    for kind, wordings_ in wordings(language, "dev").items()
    for said in wordings_
]
HELDOUT_SHARE = 0.85


@pytest.mark.parametrize(("kind", "said", "language"), DEV)
async def test_words_that_nobody_foresaw_come_to_what_was_meant(kind: str, said: str, language: Language) -> None:
    assert await came_right(kind, said, language)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_most_of_the_wordings_that_were_held_out_come_to_what_was_meant(language: Language) -> None:
    said = [(kind, text) for kind, texts in wordings(language, "heldout").items() for text in texts]
    right = [await came_right(kind, text, language) for kind, text in said]
    assert sum(right) >= HELDOUT_SHARE * len(right)
