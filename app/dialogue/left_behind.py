"""Things that somebody has left at the business: "I think I left my glasses in your waiting room". PURE.

Nothing is booked for them; whoever is there looks for them, and is told what.
"""

import re

from app.domain.business import Language

LEFT_BEHIND = "left_behind"
"""The mark."""
_THING: dict[Language, str] = {
    "de": r"(?:\w*brille|(?:regen|sonnen)?schirm|jacke|mantel|schal|mütze|hut|handschuhe?|\w*tasche|geldbeutel"
    r"|portemonnaie|geldbörse|handy|\w*telefon|ladekabel|(?:haus|auto)?schlüssel|buch|kette|ohrring\w*|ring|uhr"
    r"|hörgerät|(?:trink)?flasche|\w*tier|teddy|spielzeug|rucksack|gehstock|krücken?|\w*karte|\w*heft|unterlagen)",
    "en": r"(?:(?:sun|reading )?glasses|specs|umbrella|coat|jacket|cardigan|jumper|scarf|hat|cap|gloves?|(?:hand|school"
    r"|shopping)?bag|rucksack|backpack|purse|wallet|phone|mobile|charger|(?:house |car )?keys?|book|necklace|earrings?"
    r"|ring|watch|hearing aids?|(?:water )?bottle|teddy|toy|buggy|walking stick|stick|crutch(?:es)?|insurance card|card"
    r"|paperwork|folder|headphones|airpods|earphones)",
}
_WHOSE = r"(?:my|our|his|her|the|a|an|some|\w+'s) (?:\w+ ){0,2}?"
_LEFT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        rf"\b(?:mein\w*|unser\w*|sein\w*|ihr\w*|ein\w*|die|der|das|den) (?:\w+ )?{_THING['de']}\b[^.!?]*"
        r"\b(?:(?:liegen|hängen|stehen) ?(?:ge)?(?:lassen|blieben)|vergessen"
        r"|verloren|gefunden|abgegeben)\b"
        r"|\b(?:(?:bei (?:ihnen|euch)|im wartezimmer|in der (?:praxis|garderobe)|an der garderobe) "
        r"(?:muss|müsste|hängt|liegt|steht|ist|sind|liegen|hängen)"
        r"|(?:da|dort|drüben) (?:muss|müsste|hängt|liegt|steht|ist|sind|liegen|hängen) (?:noch|bestimmt|wohl)) "
        r"(?:\w+ ){0,3}"
        rf"(?:mein\w*|unser\w*) (?:\w+ )?{_THING['de']}\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?:left|forgot|forgotten|dropped|lost|mislaid) (?:behind )?{_WHOSE}{_THING['en']}\b"
        rf"|\b(?:found|handed in|hand in|picked up|turned up|come across|seen) (?:any |{_WHOSE}){_THING['en']}\b"
        rf"|\b{_THING['en']} (?:been )?(?:handed in|found|left behind)\b",
        re.IGNORECASE,
    ),
}


def left_behind(text: str, language: Language) -> bool:
    return _LEFT[language].search(text) is not None
