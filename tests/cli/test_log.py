import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.log import set_up_logging


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    root, configured = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers, root.level
    yield io.StringIO()
    root.handlers, root.level = handlers, level
    structlog.configure(**configured)


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_personal_facts_are_masked(out: io.StringIO) -> None:
    set_up_logging(style="json", level="info", with_pii=False, stream=out)
    structlog.get_logger().info("turn_ended", pii_text="Erika Beispiel", speech_ms=900)
    assert "Erika" not in out.getvalue()
    assert lines(out)[0]["speech_ms"] == 900


def test_personal_facts_are_shown_where_that_was_asked_for(out: io.StringIO) -> None:
    set_up_logging(style="json", level="info", with_pii=True, stream=out)
    structlog.get_logger().info("turn_ended", pii_text="Erika Beispiel")
    assert lines(out)[0]["pii_text"] == "Erika Beispiel"


def test_a_traceback_holds_no_local_variables(out: io.StringIO) -> None:
    def breaks(caller_name: str) -> None:
        raise RuntimeError(str(len(caller_name)))

    set_up_logging(style="json", level="info", with_pii=False, stream=out)
    try:
        breaks("Erika Beispiel")
    except RuntimeError as error:
        structlog.get_logger().error("request_failed", exc_info=error)
    assert "RuntimeError" in out.getvalue()
    assert "Erika" not in out.getvalue()


def test_libraries_do_not_log_addresses_with_tokens_in_them(out: io.StringIO) -> None:
    set_up_logging(style="json", level="info", with_pii=False, stream=out)
    logging.getLogger("uvicorn.error").info('127.0.0.1 - "WebSocket /twilio/media/token" [accepted]')
    assert out.getvalue() == ""


def test_the_call_is_on_every_line_that_belongs_to_it(out: io.StringIO) -> None:
    set_up_logging(style="json", level="info", with_pii=False, stream=out)
    with structlog.contextvars.bound_contextvars(call_sid="CA1"):
        structlog.get_logger().info("turn_ended")
    assert lines(out)[0]["call_sid"] == "CA1"
