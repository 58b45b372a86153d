"""A message without the words that only ask for it to be passed on: "could you tell them that …". PURE.

Whom it is for stays in it, unless it is everybody or somebody of the staff, whose message it becomes. German has an
order of words of its own behind "dass": see `lead_ins_de`.
"""

import re
from collections.abc import Callable

from app.dialogue.lead_ins_de import in_direct_form
from app.dialogue.name_lore import family_names, given_names
from app.domain.business import Language
from app.domain.spoken.folding import fold

LEAST_WORDS = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OPENS = (
    r"(?i:(?:hi|hello|hey|hiya|morning|good (?:morning|afternoon|evening)|yes|yeah|yep|sure|okay|ok|right|well|so|um|uh"
    r"|er|oh|and|just|please|thanks|thank you|no|basically)\b[ ,.!]*)*"
)
_ASKS = (
    r"(?:(?:could|can|would|will) you (?:\w+ly |just |please |maybe |perhaps )*|would you mind (?:just )?"
    r"|(?:i(?:'d| would) like|i want|i wanted|i need|i(?:'d| would) love) you to (?:just |please )?"
    r"|(?:i(?:'d| would) like|i want|i wanted|i need|i(?:'m| am) (?:just )?(?:calling|ringing|phoning)|i (?:just|only)"
    r" (?:want|wanted|need|needed)) to (?:just )?|if you could (?:just |please )*"
    r"|(?:it would|it'd|that would|that'd) be (?:great|lovely|good|nice|kind) if (?:you|somebody|someone) could "
    r"(?:just )?"
    r"|(?:please|just|kindly|maybe|then) )*"
)
_WHOM = (
    r"(?P<whom>them|him|her|you|you all|everyone|everybody|somebody|someone|whoever \w+ \w+|(?:the|your) "
    r"(?:whole )?(?:doctor|dentist|hygienist|team|staff|practice|office|surgery|clinic|salon|garage|workshop|firm|lady"
    r"|girls|boss|people)(?: there)?|(?:doctor|dr\.?|mr\.?|mrs\.?|ms\.?|miss|herr|frau) [^\W\d_]+)"
)
_LEAD_IN = re.compile(
    rf"^{_OPENS}{_ASKS}(?:tell(?:ing)? {_WHOM}|let(?:ting)? {_WHOM.replace('whom', 'whom2')} know"
    rf"|inform(?:ing)? {_WHOM.replace('whom', 'whom3')}|pass on(?: to {_WHOM.replace('whom', 'whom4')})?"
    rf"|pass (?:it|this) on(?: to {_WHOM.replace('whom', 'whom5')})?|say(?: to {_WHOM.replace('whom', 'whom6')})?)"
    r"(?:[,:]? that\b|[,:])? (?P<rest>(?!know\b|about\b|to\b|if\b|whether\b|what\b|when\b|where\b|how\b|which\b"
    r"|a message\b|it on\b|this on\b).+)$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"^{_OPENS}(?:(?:my|the|a) message(?: for {_WHOM})?(?: is|'s| would be)(?: just| simply)?(?:[,:]? that\b|[,:])?"
    r"|it's (?:just )?(?:to say|that)(?: that)?|just (?:to say|that)(?: that)?) (?P<rest>.+)$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    rf"^{_OPENS}(?:(?i:this is|it's|it is|my name(?:'s| is)|i'm|i am) (?:[A-Z][\w'-]+ ?){{1,3}}(?: here| speaking)?"
    r"|[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:here|speaking)"
    r"|[A-Z][\w-]+(?: [A-Z][\w-]+)?(?:'s| is) (?i:my|the) name)?[.!, ]*$"
)
_ONE_NAME = re.compile(r"^(?:[Ii]t's|[Ii]t is|[Tt]hat's|[Tt]his is) (?P<name>[A-Z][\w'-]+)[.!]*$")
_BARE_NAME = re.compile(r"^(?P<given>[A-Z][\w'-]+) (?P<family>[A-Z][\w'-]+)[.!]*$")
_ASKS_BACK = re.compile(r"(?:is|are|was|can|could|do|does|will|would|should|may|have|has)\b", re.IGNORECASE)
"""Of what is to be passed on; else it was the request that was a question."""
_COURTESY = re.compile(
    r"(?:[,.]? (?:please|thanks|thank you|cheers|if you (?:could|would|can|don't mind)|would you|could you|will you"
    r"|that's all|that's it)(?: very much| so much| a lot| please)?)+[.!?]*$",
    re.IGNORECASE,
)


def without_lead_in(text: str, language: Language, *, is_staff: Callable[[str], bool]) -> str:
    """`is_staff`: whether a name with its title is somebody's of the staff. All of it stays when too little is left."""
    if language == "de":
        return " ".join(in_direct_form(one, is_staff=is_staff) for one in _SENTENCE.split(text.strip()))
    kept: list[str] = []
    for one in _SENTENCE.split(text.strip()):
        piece = one.strip() if kept and _names_a_thing(one.strip()) else _told(one.strip(), is_staff)
        kept += [piece] if piece else []
    told = _COURTESY.sub("", " ".join(kept)).strip(" ,;")
    return told if len(told.split()) >= LEAST_WORDS else text


def _names_a_thing(sentence: str) -> bool:
    """ "It's Ramipril.", behind what was told: nobody's name."""
    found = _ONE_NAME.match(sentence)
    name = fold(found["name"]) if found is not None else ""
    return bool(name) and name not in given_names() and name not in family_names()


def _is_bare_name(sentence: str) -> bool:
    found = _BARE_NAME.match(sentence)
    return found is not None and (fold(found["given"]) in given_names() or fold(found["family"]) in family_names())


def _told(sentence: str, is_staff: Callable[[str], bool]) -> str:
    """Of one sentence; nothing of one that only greets or says who calls."""
    if _INTRODUCES.match(sentence):
        return ""
    before, comma, after = sentence.partition(", ")
    while comma and _INTRODUCES.match(before):
        sentence = after
        before, comma, after = sentence.partition(", ")
    if _is_bare_name(sentence):
        return ""
    found = _LEAD_IN.match(sentence) or _ANNOUNCED.match(sentence)
    if found is None:
        return sentence
    whom = next((value for name, value in found.groupdict().items() if name.startswith("whom") and value), "")
    if re.match(r"(?:doctor|dr|mr|mrs|ms|miss|herr|frau)\b", whom, re.IGNORECASE) and not is_staff(whom):
        return sentence
    rest = found["rest"].strip()
    rest = f"{rest.rstrip('?')}." if rest.endswith("?") and _ASKS_BACK.match(rest) is None else rest
    return rest[:1].upper() + rest[1:]
