"""What noise makes of words is doubted where it leads to something wrong, and asked for in a way that gets through."""

from app.dialogue.state import Asking
from tests.dialogue.text_call import Line
from tests.dialogue.wishes import keys_of
from voice.contract import Keys, Unintelligible, Utterance

READ_BACK = ("Eine Kontrolle am Donnerstag um elf.", "Anna Schneider.")


async def read_back_to() -> Line:
    line = Line()
    await line.pick_up()
    for text in READ_BACK:
        await line.say(text)
    assert line.conversation.state.asking is Asking.READ_BACK
    return line


async def hears(line: Line, text: str, *guesses: str) -> str:
    said, _ = await line.send(Utterance(line.turns + 1, text, "de", 0, 0, 0.5, guesses))
    return said


async def test_a_goodbye_where_a_yes_is_missing_is_asked_about_once() -> None:
    line = await read_back_to()
    said = await line.say("Auf Wiederhören.")
    assert "eintragen" in said
    await line.say("Ja.")
    assert len(list(line.calendar.confirmed())) == 1


async def test_who_says_goodbye_twice_at_a_read_back_is_let_go() -> None:
    line = await read_back_to()
    await line.say("Auf Wiederhören.")
    await line.say("Auf Wiederhören.")
    assert not list(line.calendar.confirmed())
    assert line.conversation.state.ended is not None


async def test_a_read_back_is_asked_about_again_in_short_and_then_by_key() -> None:
    line = await read_back_to()
    first, _ = await line.send(Unintelligible(line.turns + 1, 0, 0))
    second, _ = await line.send(Unintelligible(line.turns + 1, 0, 0))
    assert "Schneider" not in first
    assert "eintragen" in first
    assert "eins für ja" in second


async def test_a_no_that_names_what_was_read_back_is_read_from_another_guess() -> None:
    line = await read_back_to()
    said = await hears(line, "Nein, Donnerstag um elf.", "Nein, Donnerstag um vierzehn Uhr.")
    assert "vierzehn Uhr" in said


async def test_a_no_that_names_what_was_read_back_is_no_wish_for_it() -> None:
    line = await read_back_to()
    await hears(line, "Nein, Donnerstag um elf.")
    assert line.conversation.state.asking is Asking.WHAT_WRONG


async def test_a_time_in_place_of_a_name_changes_no_wish() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf.")
    await hears(line, "Am Mittwoch um drei.")
    assert line.conversation.state.asking is Asking.NAME
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is not None
    assert goal.slot.starts_at.date().isoformat() == "2026-03-19"


async def test_who_changes_their_mind_when_asked_for_the_name_is_heard() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf.")
    await line.say("Nein, lieber am Freitag um neun.")
    assert "zwanzigsten März" in await line.say("Anna Schneider.")


async def test_thanks_are_nobodys_name() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf.")
    await line.send(Unintelligible(line.turns + 1, 0, 0))
    await line.say("Vielen Dank.")
    assert line.conversation.state.name is None


async def test_by_key_the_name_and_the_time_can_be_wrong() -> None:
    line = await read_back_to()
    await line.send(Unintelligible(line.turns + 1, 0, 0))
    await line.send(Unintelligible(line.turns + 1, 0, 0))
    said, _ = await line.send(Keys(line.turns + 1, "2", 0))
    keys = keys_of(said, "de")
    the_name = next(key for key, meaning in keys.items() if "namen" in meaning)
    other_times = next(key for key, meaning in keys.items() if "zeiten" in meaning)
    offered, _ = await line.send(Keys(line.turns + 1, other_times, 0))
    assert "Donnerstag" in offered
    assert "elf Uhr oder" not in offered
    said, _ = await line.send(Keys(line.turns + 1, "1", 0))
    await line.send(Keys(line.turns + 1, "2", 0))
    said, _ = await line.send(Keys(line.turns + 1, the_name, 0))
    assert "uchstabier" in said


async def test_a_name_that_becomes_an_abbreviation_is_spelled() -> None:
    line = await read_back_to()
    assert "uchstabier" in await line.say("Nein, mein Name ist MVP.")


async def test_what_was_denied_with_a_time_that_it_fits_is_not_offered_again() -> None:
    line = await read_back_to()
    said = await hears(line, "Nein, Donnerstag ab elf Uhr.")
    assert "Donnerstag" in said
    assert "um elf Uhr oder" not in said


async def test_the_first_word_of_a_call_is_no_name_that_nobody_has() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Gehö, meine Freundin war bei Ihnen, ich möchte eine Zahnreinigung.")
    assert line.conversation.state.name is None


async def test_a_name_before_the_wish_is_known() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Krämer, ich möchte eine Zahnreinigung.")
    assert line.conversation.state.name == "Krämer"


async def test_while_offers_stand_no_new_wish_is_built_on_a_guess() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag nach siebzehn Uhr.")
    offered = line.conversation.state.goal
    assert offered is not None
    offers = offered.offers
    await line.send(Unintelligible(line.turns + 1, 0, 0, ("Gern um acht Uhr.", "Gern der Mittwoch.")))
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offers == offers
