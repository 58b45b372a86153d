"""A call by text to a salon or a workshop."""

from dataclasses import dataclass, replace
from functools import lru_cache

from app.dialogue.comprehension import Comprehension
from app.dialogue.manager import ReceptionConversation
from app.stores.business_file import parse_business
from tests.dialogue.text_call import Line, classifier, phrase_book
from tests.fakes.business import SEEDED_ON

SALON = """
name: Salon Sander
industry: salon
zone: Europe/Berlin
holidays: DE-BE
numbers: ["+493023125020"]
opening_hours:
  tue: [["09:00", "18:00"]]
  wed: [["09:00", "18:00"]]
  thu: [["09:00", "20:00"]]
  fri: [["09:00", "18:00"]]
  sat: [["09:00", "14:00"]]
resources:
  - {name: Katja Sander, kind: person, skills: [cut_women, cut_men, colour, highlights]}
  - {name: Timo Krause, kind: person, skills: [cut_women, cut_men]}
offerings:
  - {key: cut_women, de: Damenhaarschnitt, en: women's haircut, minutes: 45}
  - {key: cut_men, de: Herrenhaarschnitt, en: men's haircut, minutes: 30}
  - {key: colour, de: Färben, en: colouring, minutes: 90}
  - {key: highlights, de: Strähnen, en: highlights, minutes: 120}
"""
WORKSHOP = """
name: Autohaus Brandt
industry: workshop
zone: Europe/Berlin
holidays: DE-BE
numbers: ["+493023125030"]
opening_hours:
  mon: [["07:30", "12:00"], ["13:00", "17:00"]]
  tue: [["07:30", "12:00"], ["13:00", "17:00"]]
  wed: [["07:30", "12:00"], ["13:00", "17:00"]]
  thu: [["07:30", "12:00"], ["13:00", "17:00"]]
  fri: [["07:30", "12:00"], ["13:00", "15:30"]]
resources:
  - {name: Ralf Brandt, kind: person, skills: [inspection, tyre_change, main_inspection, fault_finding]}
  - {name: Ivo Petrov, kind: person, skills: [inspection, tyre_change, fault_finding]}
offerings:
  - {key: inspection, de: Inspektion, en: service, minutes: 120}
  - {key: tyre_change, de: Reifenwechsel, en: tyre change, minutes: 45}
  - {key: main_inspection, de: Hauptuntersuchung, en: roadworthiness test, minutes: 60}
  - {key: fault_finding, de: Fehlersuche, en: fault finding, minutes: 60}
escalation:
  human_line: "+493023125031"
  paths: [{when: asked_for_human, to: "+493023125031"}]
"""


@lru_cache
def _comprehension(described: str) -> Comprehension:
    return Comprehension(parse_business(described).business(SEEDED_ON), classifier())


@dataclass
class TradeLine(Line):
    """`described`: the business that is called."""

    described: str = WORKSHOP

    def __post_init__(self) -> None:
        super().__post_init__()
        comprehension = _comprehension(self.described)
        business = comprehension.business
        self.calendar.business = business
        self.opened = replace(self.opened, business=business.id, to_number=business.numbers[0], language=self.language)
        self.conversation = ReceptionConversation(
            call=self.opened,
            business=business,
            tools=self.tools,
            records=self.records,
            clock=self.clock,
            comprehension=comprehension,
            phrase_book=phrase_book(),
        )
