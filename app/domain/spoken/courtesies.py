"""What people say to be polite before they come to it: "how are you today?" asks for nothing. PURE."""

import re

from app.domain.business import Language

_COURTESIES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"(?:(?<=^)|(?<=[.!?,] ))(?:na,? )?(?:wie geht(?:'s| es)(?: ihnen| euch| dir)?|alles gut(?: bei ihnen)?"
        r"|ich hoffe,? (?:es geht ihnen gut|ihnen geht es gut))(?: denn| so| heute| heute morgen| soweit)*"
        r"(?:[?.!]+\s+|,\s+)(?=\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:(?<=^)|(?<=[.!?,] ))(?:and )?(?:how are (?:you|things|we|ye|y'all|everyone|everybody)"
        r"|how's (?:it|things|everything|everyone|everybody|yourself)|how do you do"
        r"|(?:i )?hope (?:you're|you are|all is|all's|everything's|everyone's)(?: all)? (?:well|good|okay|fine|grand)"
        r"|you (?:all right|alright|okay)|are you well)"
        r"(?: all| guys| doing| keeping| feeling| going| getting on| today| there| love| dear"
        r"| this (?:fine |lovely )?(?:morning|afternoon|evening)| so far)*(?:[?.!]+\s+|,\s+)(?=\w)",
        re.IGNORECASE,
    ),
}
LEAST_WORDS = 3


def without_courtesies(text: str, language: Language) -> str:
    """The whole text where little else was said: "how are you?" alone is answered."""
    rest = _COURTESIES[language].sub("", text)
    return rest if len(rest.split()) >= LEAST_WORDS else text
