"""Words for times → `When`. The one door to `app.domain.spoken.times`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from app.domain.business import Language
from app.domain.spoken.days_off import free_then
from app.domain.spoken.settled_days import settled_days
from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.assemble import wish_of
from app.domain.spoken.times.items import hear_items
from app.domain.spoken.times.relative import Anchor, anchored
from app.domain.spoken.times.resolve import Resolved, Viewpoint, resolve_wish
from app.domain.spoken.times.that_week import in_its_week
from app.domain.spoken.when import OpeningTimes, When, WhenProblem, Window

_AND_BOUND: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\bund (?:auch )?(?=(?:nicht|nich|net) (?:vor|nach|früher|später|eher)\b|(?:erst|frühestens|spätestens)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\band (?=(?:not|no) (?:before|after|earlier|later|until)\b|only (?:after|before|from)\b)", re.IGNORECASE
    ),
}
""" "Nicht am Montag und nicht vor elf": the bound is a wish of its own, and no second thing that is ruled out."""
_ROUGHLY = re.compile(
    r"\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|anfang \w+|ende \w+|mitte \w+) (?:he)?rum\b", re.IGNORECASE
)
_BEFORE_IT = re.compile(
    r"\b(?:muss|fahr\w*|flieg\w*|hab\w*|bin|heirat\w*)\b(?: ich| wir)?(?: am| diesen| nächsten)? "
    r"(?P<day>(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b[^.!?]*\b(?:vorher|davor)\b",
    re.IGNORECASE,
)
""" "Ich muss Freitag auf eine Hochzeit, haben Sie vorher noch was?" """
_INSTEAD_FIRST = re.compile(
    r"\b(?:an)?statt (?P<old>(?:um|ab|gegen) [^,.;!?]{2,16}?) (?:erst |schon |lieber |dann |bitte )*"
    r"(?P<new>(?:um|gegen) (?:(?:halb|viertel|dreiviertel|kurz|fünf|zehn|zwanzig)(?: (?:vor|nach))? )?"
    r"[\w:.]+(?: uhr\b)?)",
    re.IGNORECASE,
)
""" "Statt um acht erst um halb neun": the wish stands behind what it replaces."""
_SAME_DAY_AFTER = re.compile(
    r"\b(?:die|eine|in der) woche (?:drauf|darauf|danach|später)[, ]+(?:und |am |an demselben |wieder )*"
    r"(?:gleiche[rnm]?|selbe[rnm]?) (?:wochen)?tag\b",
    re.IGNORECASE,
)
_SOONER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:früher|eher|vor|vorher|vorziehen|vorverlegen|vorgezogen|schon|noch|schneller)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:earlier|sooner|forward|quicker|before|already|brought up)\b", re.IGNORECASE),
}
_FOLLOWING = re.compile(
    r"\bthe (?:following (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?P<after>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:after|following)(?: that)?(?=\W*$|[.,;!?]))",
    re.IGNORECASE,
)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_MAY_BE = re.compile(r"\b(this|that|it) may (?=(?:sound|be|seem|well|not|also|look|feel)\b)", re.IGNORECASE)
""" "This may sound daft" is no month."""
_CHECK_UP = re.compile(r"\bcheck[- ]up(?=s?\b)", re.IGNORECASE)
""" "My check-up to Friday" is not up to Friday."""
_OFF_UNTIL = re.compile(
    r"\b(?:put|push|move|call|postpone|delay|defer)(?:ed|ing)?\b(?P<what>[^,.;!?]{0,30}?)(?: off| back)? "
    r"(?:until|till|to) (?P<month>(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b(?! (?:the |\d)))?",
    re.IGNORECASE,
)
""" "Put it off until May" is to May."""
_ENDS_ON = re.compile(
    r"\b(?:runs? out|expires?|is due|ends?|leav\w+|fly\w*|mov\w+|starts?|begins?|away|married|operation|wedding) "
    r"(?:on|at) (?P<day>(?:the )?[\w -]{3,30}?)(?:[,.;] (?:so|and|but)?|,? (?:so|and|but)) "
    r"[^?.!;]*\bbefore (?:then|that|it)\b",
    re.IGNORECASE,
)
""" "It runs out on the thirty-first, so it has to be before then"."""
_NOT_THAT_TIME = re.compile(
    r"(?P<said>\b(?:{hour})\b[^.;!?]*?),? (?:and )?(?:not|rather than|instead of) (?:at )?"
    r"(?:half past |quarter (?:past|to) )?(?:{hour})\b(?: o'clock)?(?=\W*$|[.,;!?])".replace(
        "{hour}", r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?(?::\d\d)?"
    ),
    re.IGNORECASE,
)
""" "I meant three, not two": what was said instead is said already."""
_HALF_OF_IT = re.compile(
    r"\b(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?)(?P<clock> o'clock)?"
    r" or (?:at )?half past(?! (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d))",
    re.IGNORECASE,
)
""" "At four or half past"."""
_POSS = re.compile(r"\b(?:(?<=as )poss|(?<=if )poss)\b", re.IGNORECASE)
_LAST_VISIT = re.compile(
    r"\b(?P<told>(?:(?:i|we|he|she|they)(?:'d| had)? (?:was|were|been|came)(?: last)? "
    r"(?:in|there|here|with you|to you|seen)"
    r"|(?:i|we|he|she|they) last (?:came|saw|visited|had)(?: \w+){0,3}?"
    r"|last (?:visit|time|one|check-?up|checkup|check|appointment|cleaning)(?: \w+){0,3}? was))"
    r" (?:back )?(?:in|on|around|about|sometime in|some time in|last) (?:the )?(?:last )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|winter|christmas|easter|year|month|week)\b",
    re.IGNORECASE,
)
""" "I was in in September, you said to come back in six months": when they came last."""
_BACK_AFTER = re.compile(
    r"\b(?:come|be|see you|see me)(?: \w+){0,2}? (?:in|after|every) (?:another )?[\w-]+ (?:months?|weeks?|years?)\b",
    re.IGNORECASE,
)
_SOONER_DAY = re.compile(
    r"\b(?:any|some|no)thing (?:any |a bit |a little |much )*(?:sooner|earlier)\b(?! (?:in|on) (?:the|that))"
    r"|\bsooner\b|\bearlier (?:appointment|date|day|slot|one)\b",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't|won't be able to|wouldn't be able to|not going to be able to"
    r"|not able to|unable to)(?: (?!(?:wait|stay|last|hold|stop|leave|until|till|til)\b)[\w']+){1,5}?"
    r"|(?:not|won't be|isn't|aren't|wouldn't be)(?: going to be)? (?:back|home|around|about|in town|in the country)"
    r"|(?:away|gone|abroad|off|busy|tied up|working|travelling|on holiday|on leave)(?: [\w']+){0,2}?"
    r"(?= (?:until|till|til) after )|nothing) (?:until|till|til) (?!then\b|that\b)",
    re.IGNORECASE,
)
""" "I can't do anything until mid-April" is not until then."""
_WAS_PERHAPS = re.compile(r"\b(?:gewesen sein|have been)\b", re.IGNORECASE)
"""Of a day that somebody half remembers: no story."""


def hear_when(
    text: str,
    *,
    language: Language,
    now: datetime,
    hours: OpeningTimes,
    earlier: When | None = None,
    offered: Sequence[datetime] = (),
    standing: datetime | None = None,
    moves: bool = False,
    expect_time: bool = False,
    horizon_days: int = 90,
) -> When:
    """What the words say about when, total for any text.

    `now` is aware, in the business's zone. `earlier` is what the caller said in earlier turns: "um zehn" takes over its
    day, "und am Mittwoch?" its part of the day. `offered` are the starts offered last, for "etwas später"; `standing`
    is the start of the appointment that is to be moved, for "eine Woche später", or that was just made; where it
    `moves`, a bare weekday is one of its week. `expect_time`: the caller was just asked for a time, so that "zehn"
    alone is one (as it is when `earlier` fixed a day).
    """
    if now.tzinfo is None:
        raise ValueError("now needs a zone")
    if language == "de":
        text = settled_days(free_then(text))
        text = _BEFORE_IT.sub(r"vor \g<day>", _ROUGHLY.sub(r"\1", text))
        text = _SAME_DAY_AFTER.sub("eine Woche später", _INSTEAD_FIRST.sub(r"\g<new> statt \g<old>", text))
    else:
        if _LAST_VISIT.search(text) is not None:
            text = _BACK_AFTER.sub(" ", _LAST_VISIT.sub(r"\g<told>", text))
        text = _POSS.sub("possible", _HALF_OF_IT.sub(r"\g<hour>\g<clock> or half past \g<hour>", text))
        text = _NOT_UNTIL.sub(", not until ", _NOT_THAT_TIME.sub(r"\g<said>", text))
        text = _OFF_UNTIL.sub(
            _to_then, _ENDS_ON.sub(r"before \g<day>", _CHECK_UP.sub("checkup", _MAY_BE.sub(r"\1 could ", text)))
        )
        text = _FOLLOWING.sub(partial(_next_such_day, standing), text) if moves and standing is not None else text
    text = _WAS_PERHAPS.sub(" ", _AND_BOUND[language].sub(", ", text))
    view = Viewpoint(now, hours, horizon_days)
    known = earlier.wish if earlier is not None else w.Wish()
    heard = wish_of(hear_items(text, language, expect_time=expect_time or bool(offered) or known.says_days))
    if moves and standing is not None and not offered and not _is_wished(earlier):
        heard = _sooner_than(heard, standing.astimezone(now.tzinfo), text, now)
    if heard.empty or _chooses(heard, offered):
        return replace(earlier, heard=False) if earlier is not None else When()
    wished = earlier.windows if earlier is not None else ()
    around = standing if moves and not known.says_days else _one_day_of(known, wished)
    if around is not None:
        sooner = _SOONER[language].search(text) is not None
        heard = in_its_week(heard, around.astimezone(now.tzinfo), now.date(), sooner=sooner)
    stands = (standing,) if standing is not None and not wished else ()
    anchor = Anchor(tuple(at.astimezone(now.tzinfo) for at in (tuple(offered) or stands)), wished)
    merged = anchored(replace(known, existing=(), shift=None, lost=()), heard, anchor, view)
    if heard.lost or merged is None:
        return _when(replace(heard, shift=None), Resolved(problem=WhenProblem.NOT_UNDERSTOOD), view)
    resolved = resolve_wish(merged, view)
    if resolved.problem in (WhenProblem.NOT_UNDERSTOOD, WhenProblem.NONEXISTENT) and not known.empty:
        merged, resolved = _without_clash(known, heard, merged, resolved, view)
    return _when(merged, resolved, view)


def _is_wished(earlier: When | None) -> bool:
    return earlier is not None and bool(earlier.windows)


def _sooner_than(heard: w.Wish, standing: datetime, text: str, now: datetime) -> w.Wish:
    """ "Is there anything sooner?" than an appointment on another day: on any day before it."""
    earlier = heard.shift is not None and heard.shift.kind == "earlier" and not heard.clauses
    if not earlier or standing.date() <= now.date() or _SOONER_DAY.search(text) is None:
        return heard
    before = w.UntilDay(w.FixedDays(frozenset({standing.toordinal()})), strictly_before=True)
    return replace(heard, shift=None, clauses=(w.Clause(before),), soonest=True)


def _to_then(found: re.Match[str]) -> str:
    return f"move{found['what']} in {found['month']}" if found["month"] else f"move{found['what']} to "


def _next_such_day(standing: datetime, found: re.Match[str]) -> str:
    """ "The following Friday", seen from an appointment on one."""
    weekday = _DAYS.index((found["day"] or found["after"]).lower().removesuffix("day"))
    return f"on {standing.date() + timedelta(days=(weekday - standing.weekday() - 1) % 7 + 1)}"


def _one_day_of(known: w.Wish, wished: Sequence[Window]) -> datetime | None:
    """The day that was wished for before, when it was one by its date: "or the Friday?" is of the same week."""
    days = known.clauses[-1].days if known.clauses else None
    dated = isinstance(days, w.CalendarDate | w.MonthDay | w.InDays | w.Holiday | w.DayShift)
    dated = dated or isinstance(days, w.FollowingWeekday)  # "Dienstag in einer Woche"
    starts = {window.earliest.date() for window in wished}
    return wished[0].earliest if dated and len(starts) == 1 else None


def _chooses(heard: w.Wish, offered: Sequence[datetime]) -> bool:
    """ "Der zweite ist gut" after two offers picks one, and is no date."""
    only = heard.clauses[0] if len(heard.clauses) == 1 and not heard.excluded and not heard.shift else None
    return (
        only is not None and only.times is None and isinstance(only.days, w.MonthDay) and only.days.day <= len(offered)
    )


def _without_clash(
    known: w.Wish, heard: w.Wish, merged: w.Wish, resolved: Resolved, view: Viewpoint
) -> tuple[w.Wish, Resolved]:
    """When old and new words contradict each other, the new ones count: first with the old days, then alone."""
    days = known.clauses[-1].days if known.clauses else None
    with_old_days = tuple(
        replace(c, days=c.days if c.days is not None or c.moment is not None else days) for c in heard.clauses
    )
    for clauses in (with_old_days, heard.clauses):
        attempt = replace(heard, clauses=clauses, shift=None)
        found = resolve_wish(attempt, view)
        if found.windows:
            return attempt, found
    return merged, resolved


def _when(wish: w.Wish, resolved: Resolved, view: Viewpoint) -> When:
    ruled_out = tuple(clause for clause in wish.excluded if clause.days is not None) if not wish.clauses else ()
    talked_about = wish.existing or ruled_out  # "morgen kann ich nicht kommen" names the appointment that is to go
    existing = resolve_wish(w.Wish(clauses=talked_about), view).windows if talked_about else ()
    windows = resolved.windows
    if not wish.clauses and not wish.excluded and resolved.problem is None:
        windows = existing
    return When(
        windows=() if resolved.problem else windows,
        problem=resolved.problem,
        said_day=wish.says_days
        or any(clause.days is not None for clause in wish.excluded)
        or (bool(existing) and not wish.clauses),
        said_time=wish.says_times or wish.any_time or any(clause.times is not None for clause in wish.excluded),
        soonest=wish.soonest or (wish.any_time and not wish.clauses),
        wish=replace(wish, shift=None),
        readings=resolved.readings,
        heard=True,
        existing=existing,
    )
