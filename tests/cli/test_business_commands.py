"""An owner's commands: check and load a description, take over an old calendar."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.domain.errors import VorzimmerError
from tests.cli.test_commands import cli as cli  # noqa: PLC0414  a fixture, used by its name
from tests.cli.test_commands import output

SALON = """
name: Salon Groß
zone: Europe/Berlin
holidays: DE-BE
numbers: ["+493023125500"]
languages: [de]
opening_hours: {tue: [["09:00", "18:00"]], sat: [["09:00", "14:00"]]}
rules: {max_per_day: 12, reserved: [{offerings: [cut], hours: {tue: [["17:00", "18:00"]]}, released_hours_before: 24}]}
resources:
  - {name: Jörg Groß, kind: person, skills: [cut, colour], breaks: [["12:00", "12:30"]]}
  - {name: Stuhl, kind: room, count: 2}
offerings:
  - {key: cut, de: Schnitt, minutes: 45}
  - key: colour
    de: Farbe
    phases:
      - {de: Auftragen, minutes: 30, needs: [person, room]}
      - {de: Einwirken, minutes: 30, needs: [room]}
      - {de: Föhnen, minutes: 20, needs: [person, room]}
    requires: [{offering: cut, max_days: 90}]
    documents: [Einverständnis]
    tasks: [{de: Farbe bestellen, days_before: 3}]
"""
NEXT_WEEK = datetime.now(UTC).date() + timedelta(days=7)  # the commands ask the machine for the time
TUESDAY = f"{NEXT_WEEK + timedelta(days=(1 - NEXT_WEEK.weekday()) % 7):%d.%m.%Y}"
CIRCLE = SALON.replace("minutes: 45}", "minutes: 45, requires: [colour]}")


def refused(result: Result) -> str:
    assert isinstance(result.exception, Exception | SystemExit)
    assert not isinstance(result.exception, VorzimmerError)
    return result.output


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize("command", ["business check", "business load", "business keep-promises", "bookings import"])
def test_every_command_explains_itself(cli: CliRunner, command: str) -> None:
    assert "Usage" in output(cli.invoke(app, [*command.split(), "--help"]))


def test_a_description_with_all_rules_is_loaded(cli: CliRunner) -> None:
    assert "salon-gross" in output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))
    assert "salon-gross" in output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))


def test_a_contradiction_is_told_in_the_owners_language_and_nothing_is_loaded(cli: CliRunner) -> None:
    told = refused(cli.invoke(app, ["business", "load", write("salon.yaml", CIRCLE)]))
    assert "drehen sich im Kreis: Schnitt → Farbe → Schnitt" in told
    assert not Path("data/vorzimmer.db").exists()
    told = refused(cli.invoke(app, ["business", "check", "salon.yaml", "--lang", "en"]))
    assert "run in a circle" in told


def test_an_old_calendar_is_taken_over_but_for_its_broken_lines(cli: CliRunner) -> None:
    output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))
    lines = f"Datum;Uhrzeit;Leistung;Name\n{TUESDAY};09:00;Schnitt;Ada\n{TUESDAY};25:00;Schnitt;Bob\n"
    told = refused(cli.invoke(app, ["bookings", "import", write("old.csv", lines)]))
    assert "Zeile 3" in told
    assert f"Datum oder Uhrzeit nicht lesbar: {TUESDAY} 25:00" in told
    assert "0 schon da, 1 nicht übernommen" in told.replace("\n", " ")
    again = refused(cli.invoke(app, ["bookings", "import", "old.csv", "--lang", "en"]))
    assert "1 already there, 1 refused" in again.replace("\n", " ")


def test_promises_that_hold_are_left_alone(cli: CliRunner) -> None:
    output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))
    assert "0 bookings" in output(cli.invoke(app, ["business", "keep-promises", "salon-gross"]))


def test_two_records_of_a_customer_become_one(cli: CliRunner) -> None:
    output(cli.invoke(app, ["seed", "example"]))
    ids = ["praxis-dr-sommer-sabine-hoffmann", "praxis-dr-sommer-karl-jankowski"]
    assert "16 visits" in output(cli.invoke(app, ["customer", "merge", *ids]))
    assert isinstance(cli.invoke(app, ["customer", "merge", *ids]).exception, Exception)


def test_a_person_who_left_with_bookings_to_come_is_named_when_the_new_description_is_loaded(cli: CliRunner) -> None:
    output(cli.invoke(app, ["business", "load", write("salon.yaml", SALON)]))
    lines = f"Datum;Uhrzeit;Leistung;Behandler;Name\n{TUESDAY};09:00;Schnitt;Jörg Groß;Ada\n"
    output(cli.invoke(app, ["bookings", "import", write("old.csv", lines)]))
    told = output(cli.invoke(app, ["business", "load", write("new.yaml", SALON.replace("name: Jörg", "name: Uta"))]))
    assert "Jörg Groß gibt es nicht mehr, hat aber noch einen Termin" in told.replace("\n", " ")
