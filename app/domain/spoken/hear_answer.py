"""Yes, no and doubt, in all the words that people have for them. PURE.

A refusal anywhere outweighs a consent: "ja, aber das passt mir nicht" is no yes. What is said beyond the answer itself
is given back, for it is often a correction ("nein, lieber Mittwoch").
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.spoken import say_de, say_en
from app.domain.spoken.alphabets import Language
from app.domain.spoken.answer_words import OPENERS, PHRASES
from app.domain.spoken.folding import fold, folded_set
from app.domain.spoken.hear_choice import HeardChoice, hear_choice

__all__ = ["Answer", "HeardAnswer", "HeardChoice", "hear_answer", "hear_choice"]


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"  # the caller does not know or cannot say
    NONE = "none"  # no answer to a yes-or-no question


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    """`rest` is what was said beyond the answer, as heard: a correction or another wish; empty for a plain answer."""

    answer: Answer
    rest: str = ""

    @property
    def is_plain_yes(self) -> bool:
        """Consent without anything added: the only answer on which something may be booked unread."""
        return self.answer is Answer.YES and not self.rest


@dataclass(frozen=True, slots=True)
class _Clause:
    raw: tuple[str, ...]
    folded: tuple[str, ...]
    asks: bool


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+)*|\d+(?:[.:]\d+)*|[,;:.!?]")
_PART = re.compile(
    r"((?:[^,;:.!?]|[.:](?=\d))+?)(?:([,;!?]+|[.:](?!\d))|(?=\s(?:aber|sondern|jedoch|but|though|although|"
    r"außer|ausser|except)\b)|$)",
    re.IGNORECASE,
)
_TURNS = folded_set("aber sondern jedoch but though although außer except")
_FILLERS = folded_set(
    "äh ähm öh hm hmm also ach och oh puh ihnen gern gerne na nun naja tja so dann mal doch eigentlich halt eben "
    "wohl danke bitte dankeschön "
    "schon auch ganz sehr wirklich jetzt gerade total "
    "yet noch viel bisschen bit much far hallo mensch vielen dank und absolut völlig echt durchaus vollkommen mir "
    "uns uh um er erm well ah actually just "
    "then thanks "
    "thank you please yeah like really very that quite and "
    "so me totally completely perfectly pretty"
)
_ASIDE = re.compile(
    r"\b(?:fuer mich|fuer uns|bei mir|bei uns|to me|to us|von meiner seite|for me|for us|with me|by me|"
    r"vielen dank|(?:thank you|thanks)(?: (?:so|very) much| a lot| for your help)?)\b"
)
_LONGEST_PHRASE = 8

_NEGATIONS = folded_set(
    "nicht nichts kein keine keinen keinem keiner keines nie niemals weder nix kaum",
    "not dont doesnt didnt cant cannot wont wouldnt isnt wasnt arent couldnt shouldnt havent never no none neither "
    "nor unable",
)
_DENYING = folded_set("nicht leider nie kaum not sorry")
_CONSENTING = {
    "de": re.compile(
        r"^(?:(?:ja|das|der|die|den|es|so|da|dieser|beides) )*(?:ist|waere|wird|klingt|hoert sich|wuerde?|"
        r"koennte|kann|soll|sollte|muesste|duerfte|trifft sich|passt|geht|klappt|wuerde es) "
        r"(?:das |es |ich )?(?:gut|super|toll|prima|perfekt|schoen|okay|ok|recht|in ordnung|wunderbar|"
        r"klasse|optimal|ideal|nett|lieb|fein|passen|gehen|klappen|"
        r"funktionieren|hinhauen|moeglich|machbar|richtig|korrekt|einrichten|machen|nehmen|spitze|"
        r"hervorragend|bestens)(?: an| gehen| passen| klappen)?$"
    ),
    "en": re.compile(
        r"^(?:(?:yes|yeah|that|it|this|thats|its|thatd|itd|thatll|itll|the|one|that one|either|"
        r"both) ?)*(?:is|would be|will be|be|sounds|works|seems|looks|would|will|should|"
        r"suits|should be|can be)? ?(?:good|great|fine|perfect|lovely|wonderful|ideal|okay|ok|nice|"
        r"brilliant|excellent|suitable|possible|work|works|suit|do|right|correct|convenient)$"
    ),
}
_POLITE = folded_set("bitte danke dankeschön schön vielen dank please thanks thank you cheers")
_ASKS_POLITELY = folded_set("bitte please")
_RECONSIDERS = folded_set("doch moment quatsch wait actually sorry entschuldigung verzeihung halt")
_YES_TOO = folded_set("doch")
_ENGAGED = re.compile(r"\b(?:da|dann) (?:muss|bin|habe?|hat|arbeite) (?!ich (?:zeit|frei|da|zu ?hause)\b)")
_DOUBTING = re.compile(
    r"\bm(?:ue|u)ss(?:te)? (?:ich )?(?:\w+ ){0,5}(?:fragen|nachsehen|nachschauen|schauen|ueberlegen|"
    r"uberlegen|klaeren|besprechen|absprechen|gucken|nachgucken)\b|"
    r"\b(?:have|need|ll have|got) to (?:\w+ )?(?:ask|check|think|look(?! at)|discuss)\b|\blet me (?:check|"
    r"think|ask|see|look)\b|\b(?:weiss|weiss ich|wissen)\b.*\bnicht\b|"
    r"\bnicht (?:ganz |so )?sicher\b|\bnot (?:\w+ )?(?:sure|certain)\b|\bdo ?n.?t (?:\w+ )?know\b|\bunsicher\b"
)
_TOO = re.compile(
    r"\b(?:schon|bereits) (?:was|etwas|einen termin|termine|anderweitig)\b|\b(?:already|got|"
    r"have) (?:\w+ )?plans\b|\balready (?:have|got|busy|booked)\b|"
    r"\b(?:zu|too) (?:frueh|fruh|spaet|spat|lange?|teuer|weit|kurzfristig|bald|early|late|long|expensive|"
    r"far|soon|short)\b"
)
_BAD = folded_set(
    "schlecht ungünstig unmöglich falsch verkehrt ungern verhindert unpassend urlaub ferien verreist beschäftigt "
    "holiday arbeiten beschäftigt busy away vacation nein nee nö inconvenient impossible "
    "wrong incorrect nope bad unfortunately leider"
)
_GOOD = folded_set(
    "passt passen klappt klappen geht ginge gehen super perfekt prima wunderbar recht ideal einverstanden toll "
    "bestens optimal works suits perfect great ideal fine good lovely "
    "wonderful okay gut nehme nehmen take gerne gern"
)
_PREFERS = folded_set(
    "später früher later earlier sooner lieber besser stattdessen eher anderen anderer anderes andere rather instead "
    "prefer better different another other"
)
_ASKING = folded_set(
    "wann was wie wo welche welcher welches wer warum wieso ob gibt haben hätten können könnten when what how where "
    "which who why whether do does can could is are"
)
# Words beside which "passt" or "good" is about the offered time; among others they praise something else.
_OF_TIMES = folded_set(
    [*say_de.WEEKDAYS, *say_en.WEEKDAYS, *say_de.MONTHS, *say_en.MONTHS],
    (fold(say_de.cardinal(n)) for n in range(60)),
    (part for n in range(60) for part in say_en.cardinal(n).split("-")),
    (say_de.ordinal(n, ending=ending) for n in range(1, 32) for ending in ("e", "en", "er")),
    (part for n in range(1, 32) for part in say_en.ordinal(n).split("-")),
    map(str, range(60)),
    "klingt klingen sounds sound looks um am der die das den dem dann da so es ich wir würde würden wäre wär ist "
    "sind wird werden kann können könnte "
    "ja auch bei für mich uhr halb viertel dreiviertel "
    "vor nach morgen heute übermorgen früh vormittag vormittags nachmittag nachmittags mittag mittags abend abends "
    "morgens woche nächste nächsten kommende kommenden "
    "termin letzte letzten zeit davon beide beides alle im also diesen dieser diese zwo ein eins machen nehmen buchen "
    "the on at in this that it one ones would will be is are for us i we can do o'clock oclock half quarter past to "
    "tomorrow today morning afternoon evening noon week "
    "next of slot appointment time last both either pm am a p m o clock",
)
_HARMLESS = re.compile(
    r"\b(?:nicht nur|nicht wahr|warum nicht|wieso nicht|kein(?:erlei)? (?:problem|thema|stress)|keine frage|"
    r"kein ding|keine sorge|keine ursache|nicht schlecht|nichts dagegen|nichts anderes|"
    r"keine einwaende|nicht vergessen|not only|not bad|why not|no problem|no worries|not a problem|"
    r"cant wait|dont mind|no objections?|no issues?|dont worry|dont forget|couldnt be better|no doubt)\b"
)
_HARMLESS_YES = re.compile(
    r"\b(?:nicht schlecht|nichts dagegen|keine einwaende|keinen einwand|kein(?:erlei)? (?:problem|thema|"
    r"stress)|warum nicht|wieso nicht|no problem|no issues?|not bad|dont mind|no objections?|"
    r"couldnt be better|cant wait|why not)\b"
)
_GREETING = re.compile(r"\bgood (?:morning|afternoon|evening|day|night)\b|\bguten (?:tag|morgen|abend)\b")
_CHOOSING = re.compile(r"\b(?:the|that|der|den|die|das) (?:later|earlier|other|different)\b")
_PARDON = re.compile(r"^(?:ja |wie |was )*bitte ?\?$|^(?:wie|was|hae|huh|what|pardon|sorry|excuse me) ?\?$")


def hear_answer(text: str, language: Language) -> HeardAnswer:
    """Never YES when anything in the text negates it; NONE gives the whole text back as the rest."""
    if _PARDON.match(fold(" ".join(text.split()))):
        return HeardAnswer(Answer.NONE, text.strip())
    verdicts: list[Answer] = []
    rests: list[str] = []
    reconsidered = False
    clauses = _clauses(text)
    for clause in clauses:
        if all(word in _POLITE for word in clause.folded) and (
            len(clauses) > 1 or not _ASKS_POLITELY & {*clause.folded}
        ):
            continue
        reconsidered = reconsidered or clause.folded[0] in _RECONSIDERS
        if all(word in _RECONSIDERS - _YES_TOO for word in clause.folded):
            continue
        found, rest = _read(clause, language)
        if found and reconsidered:
            verdicts.clear()
            reconsidered = False
        verdicts.extend(found)
        if rest:
            rests.append(rest)
    rest = ", ".join(rests)
    answer = _decide(verdicts, rest)
    return HeardAnswer(answer, text.strip() if answer is Answer.NONE else rest)


def _clauses(text: str) -> list[_Clause]:
    """Parts between stops; a turning word ("aber") begins a new one."""
    clauses = []
    for part, stop in _PART.findall(
        re.sub(r"\b(m+|uh|h?m+)-(h+u*[mh]+)\b", r"\1 \2", text.replace("’", "'"), flags=re.IGNORECASE)
    ):
        raw = tuple(_WORD.findall(part))
        if raw:
            clauses.append(_Clause(raw, tuple(fold(word).replace("'", "") for word in raw), asks=stop == "?"))
    return clauses


def _read(clause: _Clause, language: Language) -> tuple[list[Answer], str]:
    """The answers in a clause, in order, and what of it is no answer."""
    folded = clause.folded
    begin = 1 if folded[0] in _TURNS else 0
    whole = _whole(folded[begin:], language)
    if whole:
        return [whole], ""
    verdicts: list[Answer] = []
    at = answered = begin
    while at < len(folded):
        length, verdict = _opener(folded, at, language)
        if length:
            verdicts.append(verdict)
            at += length
            answered = at
            ending = _whole(folded[at:], language)
            if ending:
                return [*verdicts, ending], ""
        elif folded[at] in _FILLERS:
            at += 1
        else:
            break
    if at >= len(folded):
        return verdicts, ""
    rest = " ".join(clause.raw[answered if verdicts else 0 :])
    judged = _judge(" ".join(folded[answered:]), asks=clause.asks)
    return ([*verdicts, judged] if judged else verdicts), rest


def _whole(folded: tuple[str, ...], language: Language) -> Answer | None:
    """The answer that a clause is as a whole, intensifiers and politeness aside."""
    table = PHRASES[language]
    if verdict := table.get(" ".join(folded)):
        return Answer(verdict)
    core = _ASIDE.sub(" ", " ".join(folded)).split()
    if verdict := table.get(" ".join(core)):
        return Answer(verdict)
    kept = [word for word in core if word not in _FILLERS]
    if verdict := table.get(" ".join(kept)):
        return Answer(verdict)
    if _CONSENTING[language].match(" ".join(kept)) or _HARMLESS_YES.fullmatch(" ".join(kept)):
        return Answer.YES
    affirmed = [word for word in kept if word not in _DENYING]
    if 0 < len(affirmed) < len(kept) and (
        table.get(" ".join(affirmed)) == "yes" or _CONSENTING[language].match(" ".join(affirmed))
    ):
        return Answer.NO
    return _chain(kept, language)


def _chain(words: list[str], language: Language) -> Answer | None:
    """Several answers in a row without stops ("ja genau das passt"): the one they end in, refusal first."""
    table = PHRASES[language]
    found: list[Answer] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if verdict := table.get(" ".join(words[at : at + length])):
                found.append(Answer(verdict))
                at += length
                break
        else:
            return None
    if not found:
        return None
    return next((answer for answer in (Answer.NO, Answer.MAYBE) if answer in found), Answer.YES)


def _opener(folded: tuple[str, ...], at: int, language: Language) -> tuple[int, Answer]:
    for length in range(min(4, len(folded) - at), 0, -1):
        phrase = " ".join(folded[at : at + length])
        if phrase in OPENERS[language]:
            return length, Answer(PHRASES[language].get(phrase, "yes"))
    return 0, Answer.NONE


def _judge(said: str, *, asks: bool) -> Answer | None:
    """What a clause in other words amounts to: "Dienstag kann ich nicht" refuses, "Dienstag passt mir" consents."""
    if _HARMLESS_YES.search(said):
        return Answer.YES
    if _DOUBTING.search(said):
        return Answer.MAYBE
    words = set(_GREETING.sub(" ", _HARMLESS.sub(" ", said)).split())
    if words & _NEGATIONS or words & _BAD or _TOO.search(said) or _ENGAGED.search(said):
        return Answer.NO
    if words & _PREFERS and not _CHOOSING.search(said) and not said.startswith(("und ", "and ")):
        return Answer.NO
    if asks or words & _ASKING or not words & _GOOD or not words <= _OF_TIMES | _GOOD | _FILLERS:
        return None
    return Answer.YES


def _decide(verdicts: list[Answer], rest: str) -> Answer:
    if not verdicts:
        return Answer.NONE
    first, last = verdicts[0], verdicts[-1]
    if Answer.NO not in verdicts and Answer.MAYBE not in verdicts:
        return Answer.YES
    if Answer.YES not in verdicts:
        return last if last is Answer.MAYBE or Answer.NO not in verdicts else Answer.NO
    if last is Answer.YES and first is Answer.MAYBE and Answer.NO not in verdicts:
        return Answer.YES
    if last is Answer.YES and first is Answer.NO and not rest:
        return Answer.MAYBE
    return Answer.NO if Answer.NO in verdicts else Answer.MAYBE
