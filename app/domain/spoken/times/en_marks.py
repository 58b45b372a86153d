"""English words that bind times, rule them out or shift them."""

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark, rule, value
from app.domain.spoken.times.grammar import Rule

_MOVE = "move|change|shift|reschedule|rebook|postpone|switch|swap|push|bring|bump"

_BINDING: tuple[Rule, ...] = (
    value("mark", Mark.OR, "or [else|maybe|perhaps|even|possibly|failing]", "otherwise", "alternatively",
          "failing that", "if not !before|after|until|on", "if that's not possible", "or failing that",
          "or alternatively"),
    value("mark", Mark.AND, "and [also|then]", "as well as", "plus"),
    value("mark", Mark.BECAUSE, "because|cause|cos|as &i|i'm|i've|we|my", "since &i|i'm|we|my"),
    value("mark", Mark.BUT, "but", "rather", "preferably", "ideally", "instead", "only", "though", "however",
          "prefer", "better", "best", "i'd rather|prefer"),
    value("mark", Mark.NOT, "is|are|i'm|am|be|they're|he's|she's in|at school|work|class|nursery|daycare|college|uni"),
    value("mark", Mark.RULED_OUT, "at the doctor's|doctors|hairdresser's|hairdressers|office|gym",
          "in a meeting|class|call|lesson", "in meetings"),
    value("mark", Mark.NOT, "no &{wds}|{part}", "neither [will|does|is|can|of] [i|it|the] [do|on|in]",
          "nor [will|does|is|can] [on|in]"),
    value("mark", Mark.CORRECTION, "no [wait|sorry|actually|not]", "wait [no|a|sorry]", "sorry", "actually [no]",
          "i mean|meant", "scratch that", "make that|it", "rather than that", "or rather", "correction", "hang on",
          "hold on", "let me correct that", "my mistake", "oops", "whoops", "no no", "excuse me", "pardon",
          "let's say", "on second thought|thoughts", "nope", "nah", "well actually", "strike that", "that's wrong",
          "that's not right", "i got that wrong", "change that to", "or actually",
          "that'd|that'll be &{atom}", "that|which would|will be &{atom}", "that's &{atom}", "which is &{atom}",
          "which'd|which'll be &{atom}", "making that|it &{atom}"),
    value("mark", Mark.NOT, "not [on|in]", "never", "no",
          "can't|cannot|couldn't|won't|can not [do|make|come|manage|be|really|possibly] [it|in|there|free|"
          "available] [on|in|during]", "don't [want|do|like|work] [on]", "unable to [do|make|come|manage] [on|it]",
          "i'm|i|am|we're not [free|available|around|in|here|able] [on|in|during]",
          "i'm|am|we're|be|i|are busy|away|working|out|tied|abroad|travelling|traveling|unavailable|gone [of] [up|"
          "town|office|out] [on|all]", "i'm|am|we're|be on|at holiday|vacation|work|leave|school [on|all]",
          "i work|teach [on|every]", "doesn't work|suit [on|for|me]", "rule out", "have [got] to work [on]",
          "i have work|school|class|classes [on|from]", "i've got work|school|class [on]", "avoid", "please not [on]",
          "anything not", "won't be able to do|make|come|manage [it] [on|at|in]",
          "not be able to do|make|come [it] [on|at]"),
    value("mark", Mark.EXCEPT, "except [for|on|not]", "excluding", "apart from", "other than", "besides",
          "but not !too|so|quite|that|very [on|in]",
          "just not [on|in]", "aside from", "without", "barring", "anything but", "any day but",
          "anytime but|bar", "any time but|bar",
          "any day bar", "every day but", "with the exception of", "all but", "anywhere but",
          "everything but", "save for", "as long as it's|its not [on|in]", "so long as it's not [on|in]"),
    value("mark", Mark.STORY, "fell|came|broke|knocked|come|popped out|off",
          "broke|lost|chipped|cracked|swallowed [a|my|the|part] [of] [filling|tooth|crown|bridge|veneer]",
          "started hurting|aching|bleeding|to [hurt|ache|bleed]", "woke up", "happened",
          "hurts|hurt|hurting|aches|aching|ached|bleeding|swollen", "can't|couldn't sleep|chew|eat",
          "i was in|there|last|at|with", "i missed|forgot", "treated|saw|seen|examined me|us|him|her"),
    value("mark", Mark.LIKEWISE, "too", "as well", "also", "likewise", "is too", "either"),
    value("mark", Mark.AFTERWARDS, "after that", "afterwards", "after then", "from then [on]", "thereafter"),
    value("mark", Mark.BEFOREHAND, "before that", "before then", "beforehand", "prior to that", "until|till|by then"),
    value("mark", Mark.INSTEAD_OF, "instead of [the|my|on]", "rather than [the|on]", "in place of",
          "than [the|on] &{day}|{time}"),
    value("mark", Mark.SINCE, "since", "ever since"),
    value("mark", Mark.TARGET, "to !{to_verb}", "for !{count}|the", "into"),
    value("mark", Mark.SOURCE,
          "my|our|the|existing|current|original [existing|current|original] appointment|booking|slot|visit|one "
          "[which|that] [is|was] [on|at|for|the]", "cancel my|our|the|it [appointment|booking|one|slot] [on|at|for]",
          "i'm|i am booked in [for|on|at]"),
    value("mark", Mark.MOVE, f"{_MOVE} it|my|our|the|that|this [appointment|booking|one|slot|visit]", f"{_MOVE}"),
    value("mark", Mark.HAVE, "i have|had|got", "i've [got]", "we have", "we've [got]", "there's"),
    value("mark", Mark.APPOINTMENT, "an|my|a|one [existing] appointment|checkup|booking|cleaning|check [up]"),
)  # fmt: skip

_FILL = (
    "is|it|really|just|me|i|for|unfortunately|sadly|probably|all|too|so|very|quite|pretty|a|bit|of|"
    "course|always|usually|that|would|be|will|at|either|actually|are|us|am"
)
_FILLS = "[{fill}] [{fill}] [{fill}] [{fill}]"

_OWN = (f"i've|we've|i'll {_FILLS} [already] [got|have] {{engaged}} [on]",
        "i|we [already] have|had|got [already] [got] {engaged} [on]", "i'm|am at work|school|university|college",
        "i'm|am on a|my|the course|trip|training|conference|jury|retreat|late|early|night [shift|duty|day]",
        "he's|she's|they've|he|she has|got|have [got] school|nursery|college|classes|lessons|lectures|training",
        "i'm|am on shift|duty|call|lates|earlies|nights|training|call",
        "i|we work", "i have|got|'ve work|school|class|classes|something|plans [on|already]",
        "i've got|already work|school|class|plans|something", "i have [got] to work",
        "i've|we've [got] !time|nothing|availability|space|room|only|free|an|a|my|our|one|no|my|it|any|another|some|"
        "appointment|off|the|already|got|booked|been|to {word} on",
        "i have another|a another|meeting|appointment|conflict|clash")  # fmt: skip
"""What the caller has to do elsewhere."""

_VERDICTS: tuple[Rule, ...] = (
    value("fill", True, _FILL),
    value("engaged", True, "plans|school|class|classes|work|training|practice", "something [on|else|planned]",
          "a|another|an|one meeting|appointment|conflict|clash|commitment|thing|function|exam|"
          "interview|lecture|wedding|funeral|party|physio|choir|rehearsal|do|date|gig|concert|match|game|flight|"
          "delivery|dinner|engagement|deadline|viewing|call|shift|christening|barbecue"),
    value("mark", Mark.ENGAGED, *_OWN,
          "is my|our|the|his|her|a|an [{word}] birthday|anniversary|christening|funeral|wedding|graduation|exam|exams|"
          "party|parade|marathon|communion|confirmation|concert|play|meeting|outing|trip|interview|appointment|match|do",
          "is the|my|our|his|her school|office|works|village|parents'|parents concert|play|party|fete|trip|meeting|do|"
          "evening|outing",
          "is my|our|his|her|the day|evening|night|morning|afternoon at|with|for {word}",
          "is [my|our|the] choir|football|training|swimming|rehearsal|bingo|church|golf|bridge|yoga"),
    value("mark", Mark.RULED_OUT, *(f"{own} then" for own in _OWN), *(f"{own} that|those day|days" for own in _OWN)),
    value("bad", True,
          "bad|awkward|difficult|impossible|tricky|out|hard|terrible|hopeless|problematic|tough|inconvenient|full|"
          "booked", "no good", "not good|possible|great|ideal|convenient|an|suitable|so", "too early|late|soon|tight",
          "no use", "off", "off the table", "out of the question", "not an option", "a no go", "a problem",
          "not really good|possible"),
    value("mark", Mark.RULED_OUT, f"is|are|would|will|looks|isn't|aren't|wouldn't|'s|that's {_FILLS} {{bad}}",
          *(f"{denied} {_FILLS} work|suit|do|fit|possible|good|great|ideal|convenient|happen|free|available [out|well]"
            " [for] [me|us]"
            for denied in ("doesn't|don't|won't|wouldn't|didn't|isn't|aren't", "does|will|do|would not")),
          f"i|we can't|cannot|couldn't|won't {_FILLS} [do|make|come|manage] [that|it]",
          "i'm|i|am|we're [am] {fill} busy|away|working|out|abroad|unavailable|booked|tied|travelling|traveling "
          "[of] [town|office|up]",
          "i'm|we're|am busy|away|working|out|abroad|unavailable|booked|travelling|traveling [of] [town|the] "
          "[office|country|up]", "i'm not free|available|around|in|here|able",
          "i'm|am on|at holiday|vacation|leave",
          "bad|awkward|impossible|tricky|terrible|hopeless|inconvenient|difficult !tooth|pain|toothache|ache|cold|"
          "filling|time", "no good", "out of the question", "won't work", "not possible|available|free",
          "not an option", "not so good",
          "not great|ideal|good|convenient", "can't do", "can't make it|that", "i can't", "we can't", "i cannot"),
    value("mark", Mark.WELCOME, "i'm|am off [work] [on]",
          "works|suits|fits|fine|great|perfect|okay|ok|good|lovely|brilliant|super [for] [me|us]",
          "will|does|do work|suit|do|fit [me] [fine|well|nicely|best|grand] [for] [me|us]",
          "would work|suit|do|be [fine|good|great|perfect|best|ideal|nice|better]",
          "is fine|good|great|ok|okay|perfect|possible|best|ideal", "sounds good|great|fine", "i can do|make|come",
          "i could do|make|come"),
)  # fmt: skip

_FREE: tuple[Rule, ...] = (
    value("mark", Mark.SOONEST, "as soon|quickly|early as possible|you|i [can|could]", "asap", "right now", "a s a p",
          "as soon as", "soonest",
          "the|your [next|first|earliest|soonest] [next|first|earliest|soonest] available|possible|free|opening|"
          "slot [appointment|slot|time|opening|one]",
          "next|first|earliest|soonest available|possible|free|opening|slot|appointment [appointment|slot|time|"
          "opening|date]", "earliest convenience", "soon", "straight away", "right away", "immediately",
          "at short notice", "the earliest|soonest [you|that|appointment|slot|time] [have|can|you] [got|do|have]",
          "at the earliest opportunity", "quickly", "urgently", "earliest you have|can", "sooner the better",
          "the sooner the better", "earliest"),
    value("mark", Mark.ANY_TIME, "anytime|whenever", "any time", "at any time",
          "whenever [you|is|it's|suits|works] [have|can|are|convenient|you|best] [a|free] [slot|space]",
          "i'm|i am|am|we're [completely|totally|very|quite|pretty|fairly] flexible|easy|open", "flexible",
          "i don't|do mind|care [not] [when]", "don't mind|care [when|what|which] [time]",
          "doesn't matter [when|what] [time]", "no preference", "up to you", "what suits you",
          "whatever you have|suits|works|time|is", "time|day doesn't matter", "the time doesn't matter", "any slot",
          "all the same to me", "makes no difference"),
)  # fmt: skip


def _shift(kind: str, *patterns: str, minutes: int = 0, days: int = 0) -> Rule:
    return value("shift", w.Shift(kind, minutes, days), *patterns)


_SHIFTS: tuple[Rule, ...] = (
    _shift("later", "later [on] [in|that] [the] [day]", "push|move it back !by|{count}",
           "something|anything|any|much later !in|that", "not as early",
           "[that's|it's] [a] [bit|little] too early [for] [me]",
           "a later one|slot|time|appointment"),
    _shift("earlier", "earlier [in|that] [the] [day]", "something|anything|any|much earlier|sooner", "sooner",
           "not as late", "[that's|it's] [a] [bit|little] too late [for] [me]", "an earlier one|slot|time|appointment"),
    _shift("little_later", "a|slightly|tad little|bit|tad|touch later", "slightly later", "bit|little later",
           "a|anything|something little|bit later"),
    _shift("little_earlier", "a little|bit|tad|touch earlier", "slightly earlier", "bit|little earlier"),
    rule("shift", "back [by] {count} hour|hours", to=lambda n: w.Shift("by_minutes", minutes=60 * n)),
    rule("shift", "forward [by] {count} hour|hours", to=lambda n: w.Shift("by_minutes", minutes=-60 * n)),
    _shift("by_minutes", "back [by] half an hour", minutes=30),
    _shift("by_minutes", "forward [by] half an hour", minutes=-30),
    rule("shift", "back [by] {count} week|weeks", "{count} week|weeks back", "put off [by] {count} week|weeks",
         to=lambda n: w.Shift("by_days", days=7 * n)),
    rule("shift", "forward [by] {count} week|weeks", to=lambda n: w.Shift("by_days", days=-7 * n)),
    rule("shift", "back [by] {count} day|days", to=lambda n: w.Shift("by_days", days=n)),
    rule("shift", "forward [by] {count} day|days", to=lambda n: w.Shift("by_days", days=-n)),
    rule("shift", "by {count} week|weeks", to=lambda n: w.Shift("by_days", days=7 * n)),
    rule("shift", "by {count} day|days", to=lambda n: w.Shift("by_days", days=n)),
    _shift("by_days", "by a fortnight", days=14),
    _shift("by_days", "back [by] a fortnight", "a fortnight later", days=14),
    _shift("by_minutes", "a couple of|couple hours later", "back [by] a couple of|couple hours", minutes=120),
    _shift("by_minutes", "a couple of|couple hours earlier|sooner", minutes=-120),
    _shift("later_that_week", "later [in] that|the [same] week"),
    _shift("earlier_that_week", "earlier [in] that|the [same] week"),
    _shift("that_week", "[in|some time|sometime] that [same] week", "the same week",
           "any|some [other] day|time [in|of] that|the [same] week"),
    rule("shift", "{count} hour|hours later|after", to=lambda n: w.Shift("by_minutes", minutes=60 * n)),
    rule("shift", "{count} hour|hours earlier|sooner|before", to=lambda n: w.Shift("by_minutes", minutes=-60 * n)),
    rule("shift", "{count} minutes later", to=lambda n: w.Shift("by_minutes", minutes=n)),
    rule("shift", "{count} minutes earlier|sooner", to=lambda n: w.Shift("by_minutes", minutes=-n)),
    _shift("by_minutes", "half an hour later", "a half hour later", minutes=30),
    _shift("by_minutes", "half an hour earlier|sooner", "a half hour earlier", minutes=-30),
    _shift("by_minutes", "quarter of an hour later", minutes=15),
    _shift("by_minutes", "quarter of an hour earlier", minutes=-15),
    rule("shift", "{count} week|weeks later|after|on", to=lambda n: w.Shift("by_days", days=7 * n)),
    rule("shift", "{count} week|weeks earlier|sooner|before", to=lambda n: w.Shift("by_days", days=-7 * n)),
    rule("shift", "{count} day|days later|after", to=lambda n: w.Shift("by_days", days=n)),
    rule("shift", "{count} day|days earlier|sooner|before", to=lambda n: w.Shift("by_days", days=-n)),
    _shift("by_days", "[the] next|following day", "the day after [that]", days=1),
    _shift("by_days", "[the] previous day", "the day before [that]", days=-1),
    _shift("week_after", "the week after [that]", "the following week"),
    _shift("week_before", "the week before [that]"),
    _shift("other_day", "another|different|other day", "a different|another day|date", "some other day", "other days",
           "on another day"),
    _shift("other_time", "another|different|other time|slot|appointment", "something else", "anything else",
           "what else [have|do|is|would|could] [you|there] [got|have|do|offer]",
           "what others [have|do] [you] [got|have]",
           "other times|slots|options"),
    _shift("same_day", "[on] the same day", "that [same] day", "on that day", "same day"),
    _shift("same_time", "[at|around|about] the same [sort|kind] [of] time", "same [sort|kind] [of] time",
           "[at|around] a similar time", "this time &{day}"),
)  # fmt: skip

MARK_RULES: tuple[Rule, ...] = (*_BINDING, *_VERDICTS, *_FREE, *_SHIFTS)
