"""A German message without "richten Sie bitte aus, dass …": "dass ich später komme" becomes "Ich komme später". PURE.

Decision: the verb of a clause with "dass" goes to its second place, and only where who does it and where the verb ends
are beyond doubt ("ich", "wir", or a noun with its article before a common verb); else every word stays as it was said,
for a message put together wrongly is worse than one that begins with a request.
"""

import re
from collections.abc import Callable

_NAMED = r"(?:der |dem )?(?:frau |herrn? )?(?:doktor|dr\.?) [^\W\d_]+|(?:frau|herrn?) [^\W\d_]+"
_WHOM = rf"(?:(?P<whom{{0}}>{_NAMED})|ihr|ihm|ihnen|der praxis|dem team|allen|den kolleg(?:en|innen)|dort|da)"
_BETWEEN = r"(?: (?:doch|mal|nur|kurz|bitte|einfach|schnell))*"
_TELL = r"(?:ausrichten|sagen|mitteilen|weitergeben|bescheid (?:geben|sagen))"
_LEAD_IN = re.compile(
    r"^(?:(?:guten (?:tag|morgen|abend)|hallo|ja|also|gern|danke|bitte)[,.!]? )*(?:"
    rf"richten sie{_BETWEEN}(?: {_WHOM.format(1)})?{_BETWEEN} aus"
    rf"|sagen sie{_BETWEEN}(?: {_WHOM.format(2)})?{_BETWEEN}(?: bescheid)?"
    rf"|geben sie{_BETWEEN}(?: {_WHOM.format(3)})?{_BETWEEN} (?:bescheid|weiter)"
    rf"|(?:können|könnten|würden) sie{_BETWEEN}(?: {_WHOM.format(4)})?{_BETWEEN} {_TELL}"
    rf"|ich (?:wollte|möchte|will){_BETWEEN}(?: {_WHOM.format(5)})?{_BETWEEN} {_TELL}(?: lassen)?"
    r"),? dass (?P<clause>[^,;:]+?)[.!?]*$",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"(?:,? (?:bitte|danke|vielen dank))+[.!?]*$", re.IGNORECASE)
_PERSON = re.compile(r"^(?P<who>ich|wir)(?= )", re.IGNORECASE)
_THING = re.compile(
    r"^(?P<who>(?:der|die|das|mein|meine|unser|unsere|unserer|meiner) [A-ZÄÖÜ][\w-]+)"
    r"(?= (?!(?:von|vom|für|in|im|aus|mit|zum|zur|auf|bei|beim|an|am|der|des|und|oder)\b))"
)
_OF_ONE = frozenset(
    "bin kann muss will darf soll weiß war wäre konnte musste wollte durfte sollte mag möchte würde hätte habe hatte "
    "werde".split()
)
_OF_A_THING = frozenset(
    "ist sind war waren hat haben hatte hatten kann können konnte muss müssen will wollen wird werden darf soll kommt "
    "kommen fehlt fehlen passt wackelt blutet drückt schmerzt hält geht läuft steht liegt".split()
)
_NO_VERB = frozenset("heute gerne alleine beide viele keine eine meine welche früh ohne gerade".split())
_PREFIX = re.compile(
    r"^(?P<prefix>vorbei|zurück|zusammen|weiter|durch|fest|nach|auf|aus|bei|ein|her|hin|los|mit|vor|weg|ab|an|um|zu)"
    r"(?P<stem>\w+)$"
)
_STEMS = frozenset(
    "komme kommen bringe bringen hole holen rufe rufen schicke schicken nehme nehmen gehe gehen sage sagen fahre "
    "fahren melde melden ziehe ziehen gebe geben fange fangen fülle füllen schaue schauen reise reisen".split()
)
_SEVERAL = re.compile(r"\b(?:und|oder|aber|weil|dass|ob|wenn|sondern)\b", re.IGNORECASE)
LEAST_WORDS = 3


def in_direct_form(sentence: str, *, is_staff: Callable[[str], bool]) -> str:
    """Of one sentence; as it was said where it cannot be put surely, or is for somebody who is not of the staff."""
    found = _LEAD_IN.match(_COURTESY.sub("", sentence.strip()))
    if found is None:
        return sentence
    whom = next((value for name, value in found.groupdict().items() if name.startswith("whom") and value), None)
    if whom is not None and not is_staff(whom):
        return sentence
    return _main_clause(found["clause"].strip()) or sentence


def _main_clause(clause: str) -> str | None:
    subject = _PERSON.match(clause) or _THING.match(clause)
    *between, verb = clause[subject.end() :].split() if subject is not None else ("",)
    if subject is None or not verb or verb[0].isupper() or _SEVERAL.search(clause) is not None:
        return None
    who, prefix = subject["who"], ""
    if who.lower() not in ("ich", "wir"):
        if verb not in _OF_A_THING:
            return None
    elif verb not in _OF_ONE and verb != "sind":
        apart = _PREFIX.match(verb)
        if apart is not None and apart["stem"] not in _STEMS:
            return None
        if apart is not None:
            prefix, verb = apart["prefix"], apart["stem"]
        if verb in _NO_VERB or not verb.endswith("e" if who.lower() == "ich" else "n"):
            return None
    told = " ".join(one for one in (who[:1].upper() + who[1:], verb, *between, prefix) if one)
    return f"{told}." if len(told.split()) >= LEAST_WORDS else None
