"""The owner's commands about who answers: the mode of the moment, and what Twilio keeps for when we are away."""

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.domain.errors import ConfigurationError
from app.simulator.exchange import parse_twiml
from tests.cli.test_business_commands import SALON, write
from tests.cli.test_commands import cli as cli  # noqa: PLC0414  a fixture, used by its name
from tests.cli.test_commands import output


def mode(cli: CliRunner, *wanted: str) -> str:
    return output(cli.invoke(app, ["business", "mode", *wanted])).strip()


def test_the_mode_is_shown_switched_and_taken_back(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))
    assert mode(cli) == "assistant_first"
    assert mode(cli, "human-line") == "human_line"
    assert mode(cli) == "human_line"
    assert mode(cli, "described", "--business", "praxis-dr-sommer") == "assistant_first"


def test_a_mode_that_could_ring_nobody_is_refused(cli: CliRunner) -> None:
    output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))
    with pytest.raises(ConfigurationError, match="no human line"):
        output(cli.invoke(app, ["business", "mode", "human-line"]))
    assert mode(cli, "message-only") == "message_only"


def test_the_fallback_is_a_document_that_rings_people_and_records(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))
    verbs = parse_twiml(output(cli.invoke(app, ["twiml", "fallback"])))
    assert [verb.name for verb in verbs] == ["Say", "Dial", "Say", "Record", "Say", "Hangup"]


@pytest.mark.parametrize("command", ["business mode", "twiml fallback"])
def test_every_command_explains_itself(cli: CliRunner, command: str) -> None:
    assert "Usage" in output(cli.invoke(app, [*command.split(), "--help"]))
