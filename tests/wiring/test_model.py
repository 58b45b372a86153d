import pytest

from app.dialogue.llm_brain import SilentModelObserver
from app.domain.errors import ConfigurationError
from app.settings import Settings
from app.wiring.model import DEFAULT_MODEL, language_model
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock


async def name_of(**given: str | None) -> str | None:
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type]
    async with language_model(settings, FakeClock(), SilentModelObserver()) as leading:
        return leading.model.name if leading is not None else None


async def test_without_key_and_address_the_built_in_brain_leads() -> None:
    assert await name_of(OPENAI_API_KEY=None, OPENAI_BASE_URL=None, OPENAI_MODEL=None) is None


async def test_a_key_alone_is_enough() -> None:
    assert await name_of(OPENAI_API_KEY="k", OPENAI_BASE_URL=None, OPENAI_MODEL=None) == DEFAULT_MODEL


async def test_a_server_of_ones_own_needs_no_key_but_the_name_of_its_model() -> None:
    assert await name_of(OPENAI_API_KEY=None, OPENAI_BASE_URL="http://127.0.0.1:8080/v1", OPENAI_MODEL="qwen") == "qwen"
    with pytest.raises(ConfigurationError, match="OPENAI_MODEL"):
        await name_of(OPENAI_API_KEY=None, OPENAI_BASE_URL="http://127.0.0.1:8080/v1", OPENAI_MODEL=None)


async def test_one_businesss_guard_is_made_once() -> None:
    settings = Settings(_env_file=None, OPENAI_API_KEY="k", OPENAI_BASE_URL=None)
    async with language_model(settings, FakeClock(), SilentModelObserver()) as leading:
        assert leading is not None
        business = praxis()
        assert leading.guard(business) is leading.guard(business)
