import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.domain.errors import VorzimmerError


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """In an empty folder, with settings of its own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "PUBLIC_URL", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return CliRunner(env={"VORZIMMER_LOG_LEVEL": "error", "COLUMNS": "200"})


def output(result: Result) -> str:
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "seed example",
        "call",
        "demo",
        "understand",
        "user add",
        "token create",
        "models list",
        "doctor",
        "migrate",
    ],
)
def test_every_command_explains_itself(cli: CliRunner, command: str) -> None:
    assert "Usage" in output(cli.invoke(app, [*command.split(), "--help"]))


def test_the_example_business_is_seeded_once(cli: CliRunner) -> None:
    assert "+49 30 23125 000" in output(cli.invoke(app, ["seed", "example"]))
    assert "already" in output(cli.invoke(app, ["seed", "example"]))
    assert Path("data/vorzimmer.db").exists()


def test_a_token_is_shown_once_listed_by_name_and_revoked(cli: CliRunner) -> None:
    secret = output(cli.invoke(app, ["token", "create", "calendar"])).strip()
    assert len(secret) >= 20
    assert " " not in secret
    listed = output(cli.invoke(app, ["token", "list"]))
    assert "calendar" in listed
    assert secret not in listed
    output(cli.invoke(app, ["token", "revoke", "calendar"]))
    assert "revoked" in output(cli.invoke(app, ["token", "list"]))


def test_a_person_gets_a_link_to_choose_a_password(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))
    link = output(cli.invoke(app, ["user", "add", "Erika", "--role", "owner"])).strip().splitlines()[-1]
    assert "/welcome#" in link
    assert "erika" in output(cli.invoke(app, ["user", "list"]))
    assert link != output(cli.invoke(app, ["user", "reset", "Erika"])).strip()


def test_a_person_is_not_added_twice_and_needs_a_business_that_is_there(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))
    output(cli.invoke(app, ["user", "add", "erika"]))
    assert isinstance(cli.invoke(app, ["user", "add", "ERIKA"]).exception, VorzimmerError)
    assert isinstance(cli.invoke(app, ["user", "add", "max", "--business", "nobody"]).exception, VorzimmerError)


def test_a_text_is_understood_as_json(cli: CliRunner) -> None:
    asked = ["understand", "nächsten Dienstag um halb drei", "--lang", "de", "--at", "2026-03-18T10:00"]
    understood = json.loads(output(cli.invoke(app, asked)))
    assert understood["when"]["windows"] == [{"from": "2026-03-24T14:30", "to": "2026-03-24T14:30"}]
    assert understood["when"]["problem"] is None


def test_name_and_number_are_understood(cli: CliRunner) -> None:
    said = "Mein Name ist Erika Beispiel, meine Nummer ist null drei null zwei drei eins zwei fünf eins neun neun"
    understood = json.loads(output(cli.invoke(app, ["understand", said, "--lang", "de", "--at", "2026-03-18T10:00"])))
    assert understood["name"] == "Erika Beispiel"
    assert understood["number"] == "+493023125199"


@pytest.mark.parametrize(
    ("arguments", "fix"),
    [
        (["call"], "--say"),
        (["call", "--say", "[press x]"], "needs keys"),
        (["understand", "morgen", "--at", "yesterday"], "2026-03-18T10:00"),
        (["token", "revoke", "nobody"], "nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(cli: CliRunner, arguments: list[str], fix: str) -> None:
    result = cli.invoke(app, arguments)
    assert result.exit_code == 1
    assert fix in str(result.exception)


def test_settings_that_cannot_work_are_named(cli: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "phone.example.org")
    result = cli.invoke(app, ["token", "create"])
    assert isinstance(result.exception, VorzimmerError)
    assert "PUBLIC_URL" in str(result.exception)
