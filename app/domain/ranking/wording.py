"""A score in sentences: what spoke for a slot and what against it, in German and English, from its record alone."""

from collections.abc import Mapping

from app.domain.business import Language
from app.domain.ids import ResourceId
from app.domain.ranking.score import Factor, Figure, Part, Reason, ScoredOffer

Names = Mapping[ResourceId, str]  # how people are called; without a name the id stands
WORTH_SAYING_MINUTES = 1.0

REASONS: Mapping[Reason, Mapping[Language, str]] = {
    Reason.FITS_WISH: {
        "de": "Der Termin liegt in der gewünschten Zeit.",
        "en": "The appointment lies within the time that was asked for.",
    },
    Reason.NEAREST_TO_WISH: {
        "de": "In der gewünschten Zeit ging es nicht; dieser Termin kommt ihr am nächsten.",
        "en": "The time that was asked for was not possible; this appointment comes near to it.",
    },
    Reason.EARLIEST: {
        "de": "Es ist der früheste freie Termin in der gewünschten Zeit.",
        "en": "It is the earliest free appointment within the time that was asked for.",
    },
    Reason.SOONEST_AS_A_WHOLE: {
        "de": "Kein anderer Plan, der für alle Termine in Frage kam, wäre an einem früheren Tag abgeschlossen.",
        "en": "No other plan that was possible for all of the appointments would be completed on an earlier day.",
    },
    Reason.URGENT: {
        "de": "Es ist dringend, darum zählt vor allem, dass es bald ist.",
        "en": "It is urgent, so what counts most is that it is soon.",
    },
    Reason.CAN_WAIT: {
        "de": "Es eilt nicht, darum zählt ein späterer Tag weniger und ein lückenloser Tag mehr als sonst.",
        "en": "It can wait, so a later day counts less than usual, and a day without gaps more.",
    },
    Reason.POSTPONED_BEFORE: {
        "de": "Wir hatten schon einmal verschoben, darum wird der erste freie Tag angeboten.",
        "en": "We have postponed once before, so the first free day is offered.",
    },
    Reason.ANOTHER_DAY: {
        "de": "Er gibt die Wahl eines anderen Tages.",
        "en": "It gives the choice of another day.",
    },
    Reason.ANOTHER_TIME: {
        "de": "Er gibt die Wahl einer anderen Uhrzeit.",
        "en": "It gives the choice of another time of day.",
    },
    Reason.NO_GAP: {
        "de": "Er lässt keine Lücke, in die kein Termin mehr passt.",
        "en": "It leaves no gap that is too short for another appointment.",
    },
    Reason.FAMILIAR_PERSON: {
        "de": "Bei {person} war die Kundin oder der Kunde schon.",
        "en": "The customer has been with {person} before.",
    },
    Reason.USUAL_TIME: {
        "de": "Zu dieser Zeit kommt die Kundin oder der Kunde meistens.",
        "en": "This is when the customer usually comes.",
    },
    Reason.EVEN_LOAD: {
        "de": "{person} hat an diesem Tag am wenigsten zu tun.",
        "en": "{person} has the least to do that day.",
    },
    Reason.KEEPS_SPECIALIST_FREE: {
        "de": "So bleibt frei, wer anderes als Einziger kann.",
        "en": "It keeps somebody free who alone can do other things.",
    },
    Reason.ROOM_TO_OVERRUN: {
        "de": "Solche Termine dauern oft länger als geplant, und danach ist genug Luft.",
        "en": "Such appointments often take longer than planned, and there is enough room after this one.",
    },
    Reason.LIKELY_KEPT: {
        "de": "Termine wie dieser werden seltener versäumt als andere.",
        "en": "Appointments like this one are missed less often than others.",
    },
}

OBJECTIONS: Mapping[Factor, Mapping[Language, str]] = {
    Factor.WISH: {
        "de": "Dagegen sprach: An früheren Tagen war auch schon etwas frei ({free_days_before}).",
        "en": "Against it: something was free on earlier days, too ({free_days_before}).",
    },
    Factor.PRIORITY: {
        "de": "Dagegen sprach: Es sollte schnell gehen, und der erste freie Tag war früher ({days_after_first_free}).",
        "en": "Against it: it should be soon, and the first free day was earlier ({days_after_first_free}).",
    },
    Factor.TURNED_DOWN: {
        "de": "Dagegen sprach: Er ähnelt einem Termin, der schon abgelehnt wurde.",
        "en": "Against it: it resembles an appointment that was turned down.",
    },
    Factor.PERSON: {
        "de": "Dagegen sprach: Die Kundin oder der Kunde kennt {familiar}.",
        "en": "Against it: the customer knows {familiar}.",
    },
    Factor.USUAL_TIME: {
        "de": "Dagegen sprach: Sonst kommt die Kundin oder der Kunde zu einer anderen Zeit.",
        "en": "Against it: the customer usually comes at another time.",
    },
    Factor.GAP: {
        "de": "Dagegen sprach: Daneben bleibt eine Lücke, in die kein Termin passt ({unusable_minutes}).",
        "en": "Against it: a gap remains beside it that no appointment fits into ({unusable_minutes}).",
    },
    Factor.LOAD: {
        "de": "Dagegen sprach: An dem Tag sind hier schon {taken_minutes} vergeben, "
        "bei jemand anderem nur {least_of_colleagues_minutes}.",
        "en": "Against it: {taken_minutes} are taken here that day, "
        "and only {least_of_colleagues_minutes} with somebody else.",
    },
    Factor.RARE_SKILL: {
        "de": "Dagegen sprach: Anderes kann nur diese Person, wofür sie besser frei bliebe ({only_here}).",
        "en": "Against it: nobody else can do other things that this person is needed for ({only_here}).",
    },
    Factor.OVERRUN: {
        "de": "Dagegen sprach: Geplant sind {planned_minutes}, gebraucht werden bis zu {four_of_five_within_minutes}, "
        "und nur {free_after_minutes} sind danach frei.",
        "en": "Against it: {planned_minutes} are planned, up to {four_of_five_within_minutes} are needed, "
        "and only {free_after_minutes} are free afterwards.",
    },
    Factor.NO_SHOW: {
        "de": "Dagegen sprach: Er fällt mit {risk_percent} Wahrscheinlichkeit aus, üblich sind {usual_percent}.",
        "en": "Against it: it falls through with a probability of {risk_percent}; {usual_percent} are usual.",
    },
    Factor.WAITING: {
        "de": "Dagegen sprach: Ein anderer Plan für alle Termine wäre hier früher dran gewesen ({days_after_soonest}).",
        "en": "Against it: another plan for all of the appointments would have been earlier here "
        "({days_after_soonest}).",
    },
    Factor.SPREAD: {
        "de": "Dagegen sprach: Er liegt nahe bei einem anderen Angebot.",
        "en": "Against it: it lies near another offer.",
    },
}
OFF_THE_WISH: Mapping[Language, str] = {
    "de": "Dagegen sprach: Er liegt neben dem Wunsch ({days_off}, {minutes_off}).",
    "en": "Against it: it lies off the time that was asked for ({days_off}, {minutes_off}).",
}
UNITS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "de": {"days": ("1 Tag", "{} Tage"), "minutes": ("1 Minute", "{} Minuten"), "percent": ("1 Prozent", "{} Prozent")},
    "en": {
        "days": ("1 day", "{} days"),
        "minutes": ("1 minute", "{} minutes"),
        "percent": ("1 per cent", "{} per cent"),
    },
}


def say_reason(reason: Reason, offer: ScoredOffer, language: Language, names: Names | None = None) -> str:
    return REASONS[reason][language].format(person=_name(offer.slot.resource, names))


def say_against(part: Part, language: Language, names: Names | None = None) -> str:
    """What a part of a score holds against a slot, with its figures."""
    off_the_wish = part.factor is Factor.WISH and not part.inputs["inside"]
    wording = OFF_THE_WISH[language] if off_the_wish else OBJECTIONS[part.factor][language]
    said = {key: _said(key, figure, language) for key, figure in part.inputs.items()}
    if "familiar" in said:
        said["familiar"] = _name(ResourceId(said["familiar"]), names)
    return wording.format(**said)


def say_why(offer: ScoredOffer, language: Language, names: Names | None = None) -> tuple[str, ...]:
    """All that spoke for the slot, then what spoke against it and was outweighed, the weightiest first."""
    costly = [part for part in offer.parts if part.cost_minutes >= WORTH_SAYING_MINUTES and _is_objection(part)]
    return (
        *(say_reason(reason, offer, language, names) for reason in offer.reasons),
        *(say_against(part, language, names) for part in sorted(costly, key=lambda part: -part.cost_minutes)),
    )


def _is_objection(part: Part) -> bool:
    """What lies inside the wish on its first free day costs an hour of the day, which nobody would call an objection.

    Nor is a risk an objection that is no greater than usual.
    """
    if part.factor is Factor.WISH and part.inputs["inside"]:
        return bool(part.inputs["free_days_before"])
    if part.factor is Factor.USUAL_TIME:
        return not part.inputs["usual"]
    if part.factor is Factor.NO_SHOW:
        return float(part.inputs["risk_percent"] or 0) > float(part.inputs["usual_percent"] or 0)
    return True


def _name(person: ResourceId, names: Names | None) -> str:
    return (names or {}).get(person, person)


def _said(key: str, figure: Figure, language: Language) -> str:
    """A figure with the unit that its name carries."""
    text = str(round(figure, 1) if isinstance(figure, float) else figure)
    text = text.replace(".", ",") if language == "de" and isinstance(figure, float) else text
    unit = next((unit for unit in UNITS[language] if unit in key.split("_")), None)
    if unit is None:
        return text
    one, many = UNITS[language][unit]
    return one if figure == 1 else many.format(text)
