"""Every word stands in both languages, and every word that a template asks for is there."""

import re
import string

from app.domain.calls import CallOutcome
from app.domain.people import Deed, Role
from app.web.pages.call import INTENTS
from app.web.pages.tasks import RESULTS
from app.web.pages.view import TEMPLATES
from app.web.pages.wording import LANGUAGES, say, wording

ASKED = re.compile(r'\bt\("([a-z_.]+)"')


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    german, english = (wording(language) for language in LANGUAGES)
    assert german.keys() == english.keys()
    assert [key for key in german if blanks(german[key]) != blanks(english[key])] == []


def test_one_thing_is_told_in_the_singular_wherever_there_is_one() -> None:
    assert say("en", "today.more", count=1) == "1 more task"
    assert say("en", "today.more", count=2) == "2 more tasks"
    assert say("de", "together.chosen", count=1) == "1 ausgewählt"


def test_templates_ask_for_words_that_are_there() -> None:
    there = wording("de")
    asked = {
        f"{path.name}: {key}"
        for path in TEMPLATES.glob("*.html")
        for key in ASKED.findall(path.read_text(encoding="utf-8"))
        if key not in there and not key.endswith((".", "_"))
    }
    assert asked == set()


def test_constant_words_of_the_core_are_worded() -> None:
    there = wording("de")
    words = [f"outcome.{one.value}" for one in CallOutcome] + [f"role.{one.value}" for one in Role]
    words += [
        f"deed.{one.value}" for one in Deed if one.value not in {"work_tasks", "manage_people", "read_access_log"}
    ]
    words += [f"intent.{one}" for one in INTENTS] + [f"result.{one}" for one in RESULTS]
    assert [word for word in words if word not in there] == []


def test_decisions_that_calls_make_are_worded() -> None:
    """Kind and why of each that the code spells out: a page shows them beside the conversation."""
    there, app = wording("de"), TEMPLATES.parents[1]
    made = re.compile(r'(?:Decision|decide)\(\s*"([a-z_]+)",(?: [\w.]+(?:\(\))?,)? "([a-z_]+)"')
    either = re.compile(r'why = "([a-z_]+)" if .* else "([a-z_]+)"')
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("dialogue", "usecases", "stores", "telephony")
        for path in (app / folder).rglob("*.py")
    ]
    found = {f"decision.{kind}" for text in sources for kind, _ in made.findall(text)}
    found |= {f"why.{why}" for text in sources for _, why in made.findall(text)}
    found |= {f"why.{why}" for text in sources for both in either.findall(text) for why in both}
    assert len(found) > 30
    assert sorted(found - there.keys()) == []


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"<style|style=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:")
    found = {path.name for path in TEMPLATES.glob("*.html") if inline.search(path.read_text(encoding="utf-8"))}
    assert found == set()
