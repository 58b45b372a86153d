from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "PUBLIC_URL", "TWILIO_AUTH_TOKEN", "PORT", "VORZIMMER_MAX_CALLS"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_settings_the_server_is_for_this_machine() -> None:
    settings = Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.websocket_base_url == "ws://127.0.0.1:8000"
    assert settings.database == "sqlite:///data/vorzimmer.db"
    assert settings.twilio_auth_tokens == ()


def test_a_public_address_gives_secure_websockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://phone.example.org/")
    settings = Settings()
    assert settings.base_url == "https://phone.example.org"
    assert settings.websocket_base_url == "wss://phone.example.org"


def test_settings_come_from_a_file_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=8001\nVORZIMMER_MAX_CALLS=3\nTWILIO_AUTH_TOKEN=secret\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "8002")
    settings = Settings()
    assert (settings.port, settings.max_calls) == (8002, 3)
    assert settings.twilio_auth_tokens == ("secret",)


def test_a_blank_setting_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "")
    monkeypatch.setenv("PUBLIC_URL", " ")
    assert Settings().twilio_auth_tokens == ()
    assert Settings().public_url is None


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "hush")
    assert "hush" not in repr(Settings())


@pytest.mark.parametrize(
    ("name", "value"), [("PUBLIC_URL", "example.org"), ("PORT", "0"), ("VORZIMMER_MAX_CALLS", "0")]
)
def test_a_setting_that_cannot_work_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()
