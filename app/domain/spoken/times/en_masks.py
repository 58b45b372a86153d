"""English words that look like a time and are none: names, greetings, ages, lengths, telephone numbers, birthdays."""

from app.domain.spoken.times.building import Mark, rule, value
from app.domain.spoken.times.grammar import Rule

_TITLE = "mr|mrs|ms|miss|doctor|dr|professor|prof|mister|missus|nurse|herr|frau"


def _mask(*patterns: str) -> Rule:
    return rule("mask", *patterns, to=lambda *_: Mark.MASK)


_NAMES: tuple[Rule, ...] = (
    value("title", True, _TITLE, "dr|doctor mr|mrs|ms"),
    _mask("the|a|any|my|your|another doctor|professor|nurse", "{title} {named} [{sirname}]",
          "my name is|was {named} [{surname}]", "my name's {named} [{surname}]",
          "the name is|was {named} [{surname}]", "name's {named} [{sirname}]", "i'm|i am called {named}",
          "called {named} [{sirname}]", "this is {sirname} !at|on|afternoon|morning|evening|week [{sirname}]",
          "it's {sirname} {sirname}", "i'm {sirname} [{sirname}]", "i am {sirname} [{sirname}]",
          "{sirname} speaking|calling|here", "{titled} {titled} speaking|calling|here",
          "{sirname} {sirname} speaking|calling|here", "first|last|family|sur name [is] {named}",
          "surname [is] {named}", "under the name [of] {named} [{sirname}]", "in the name of {named} [{sirname}]",
          "{letter} as|for in|like {named}", "{letter} for {named}", "as in {named}",
          "like the month [of] [{amonth}]", "{named} [{comma}] like the month", "{firstname} {titled}",
          "for {sirname} {sirname}", "with {sirname} {sirname}", "{monthname} {sirname}",
          "daughter|wife|sister|mother|girl|friend|girlfriend|aunt|niece {monthname}", "spelled|spelt {letter}"),
    rule("monthname", "{verbmonth}", "{month}", to=lambda _: True),
    value("this_part", True, "this morning|afternoon|evening"),
)  # fmt: skip

_SAYINGS: tuple[Rule, ...] = (
    _mask("good morning|afternoon|evening|night|day",
          "how are you|things|we|ye|y'all|everyone|everybody [all] [doing|keeping|feeling|getting] [on] today",
          "how are you|things|we|ye|y'all|everyone|everybody [all] [doing|keeping|feeling|getting] [on] this "
          "morning|afternoon|evening|fine|lovely [morning|afternoon|evening]",
          "how's it|things|everything|everyone|everybody [going|doing|keeping] today",
          "how's it|things|everything|everyone|everybody [going|doing|keeping] this morning|afternoon|evening",
          "you're|you [are|all] well|good|okay today|{this_part}",
          "after|before [my|his|her|their|the] training|practice|football|swimming|choir|gym|church|breakfast|yoga|"
          "rehearsal|rehearsals|pilates|prayers|ballet|tennis",
          "have a good|nice|lovely|great|wonderful day|weekend|evening|afternoon|week|morning|one|christmas|easter",
          "happy|merry easter|christmas|new",
          "just|one|wait|hang|hold|give|for a|one|on|me second|moment|minute|sec|a|one [second|moment|minute|sec]",
          "one|a|just second|moment|minute|sec", "just a second|moment|minute|sec",
          "the first|second|third|next|last time", "for the first time", "first time", "first of all",
          "second opinion|question|option|thought|appointment|one|visit|floor",
          "first|third|fourth option|one|question|visit|floor|name|patient|choice",
          "[the|a|my|your|her|his] first|next|second|third step|stage|session|treatment|consultation|impression|lesson|"
          "go|try", "next time", "last time",
          "at the moment", "the other day", "what|which day|days|week|time|times [is|are|do|of]",
          "may i|we|be|have|not", "if i|we|you may", "i|you|we|it|that|there may", "sooner or later", "once in a while",
          "one more|thing|question|last [thing|question]", "one of", "any|no one", "that|this|which one",
          "another one", "got|have one !o'clock|thirty|fifteen|forty|pm", "[a|the|any|another] new one", "for one",
          "{whose} one !o'clock|thirty|fifteen|forty",
          "normal|usual|regular|proper|standard|ordinary|short|shorter|long|quick|small|big|full|cheap|cheaper|same|"
          "wrong|right|old|nice one !o'clock|thirty|fifteen|forty",
          "one after the|each other|another", "one each|apiece", "one by one", "one or the other", "one of each",
          "[up|awake] all night [long]", "the whole night", "after all !{atom}|{hour}|the",
          "[the] first|second half !of|past|an|{amonth}|{week}",
          "day to day", "to date", "see you then|soon|later|there", "these days", "one day",
          "why not", "no problem|worries|idea|rush|hurry|pain|thanks|thank",
          "not sure|bad|really|urgent|a|yet|to worry|at all problem|rush", "not sure", "not bad", "not urgent",
          "not yet", "not a problem|rush|emergency", "i don't|do know [not]", "don't know|worry|have", "if not why",
          "can't wait|remember|hear|chew|sleep|eat", "couldn't hear|catch|understand", "can you|we|i not",
          "can|could|may|might i|we [please|just|possibly] have|get",
          "could you|we|i not", "couldn't|can't|don't you|i|we", "isn't|wasn't it|that", "of course not",
          "it's not urgent", "nothing urgent", "not only", "with no appointment", "no appointment", "whether or not",
          "half [a] head", "the|that {superlative} one !o'clock|thirty|fifteen|forty",
          "not have|had|been", "on time", "in time", "long time", "how long", "at one point", "half the time|day",
          "other half", "on one", "at the end of the day i|we|it", "some time ago", "a long time", "take your time",
          "spare time", "full time", "part time", "business day|hours|days", "opening hours|times", "office hours",
          "the whole time", "by the way", "for now", "up to date",
          "[i'm|i|we're|he's|she's|they're] [am] not|no [really|exactly|much] [of] [a|an] early|morning|night "
          "bird|riser|person|people|owl",
          "[i'm|i|we're|he's|she's] [am] not free|available|off|back|home|out|done|finished|up "
          "[any|much] earlier|sooner",
          "[i'm|i|we're|he's|she's] [am] not free|available|off|back|home|out|done|finished|up until|till|before "
          "then|that",
          "early bird|riser", "morning|night person|people",
          "i|we|he|she|usually|always get|gets|finish|finishes|work|works|start|starts [off|out|home|back|up] [work] "
          "[quite|pretty|really|very|so] late|early",
          "i'm|he's|she's|we're|they're [always|usually|already] up|awake [at|by|from|since|before] {hour}",
          "be|get|come there|here|round|over in {count} minute|minutes", "be|get with|to you in {count} minutes",
          "train|bus|flight|plane|coach gets|comes|arrives|is [in] too|very|so|rather late|early",
          "is|turns|turning {num} next|this week|month|year",
          "you're|you|are [only] open|close until|till|at|to {hour} [on] [{wds}]",
          "your|you're late|long night|evening|day|opening",
          "you're|are|stay open late|later|longer"),
    _mask("school|work|nursery|kindergarten|daycare|office|kids|there|shift first"),
    _mask("march to|into|in|on", "spring water|break|clean|cleaning", "fall out|off|over"),
)  # fmt: skip

_AMOUNTS: tuple[Rule, ...] = (
    _mask("{num} euros|euro|dollars|pounds|years|year|percent|degrees|kids|children|people|persons|teeth|tooth|"
          "appointments|questions|times|months|fillings|crowns|miles|siblings|cents|of|things|patients [old]",
          "{num} years old", "{num} year old",
          "son|daughter|child|kid|he|she|boy|girl is|turns|turned|just {num} [next|this] [week|month|year]",
          "he's|she's {num} [years]", "i'm {num} [years]", "aged|age {num}",
          "tooth|number|room|floor|flat|apartment|unit|line|extension {num} [{num}]",
          "for {num} people|persons|kids|patients",
          "for|last|lasts|take|takes|took|only|lasting|needs|need|been|waited|waiting [about|around|roughly|only|at|"
          "up] [to|least] {count} [and] [a] [half] hour|hours|minutes|minute|day|days|week|weeks|month|months|year|"
          "years [long|now|old] !today|tomorrow|from|on|{wd}",
          "for half an hour", "took|takes|take|lasts|lasted {count} hour|hours and a half",
          "it's|i'm {monthname} {comma}", "{count} hour and a half", "takes half an hour",
          "half an hour !later|earlier|sooner|from", "half hour appointment|slot|visit",
          "{count} hour|minute appointment|slot|session|visit|drive", "{count} minutes away|drive|walk",
          "{num} minutes !to|past|later|earlier|sooner|after|till|of|before", "every {count} weeks|months|years|days",
          "every six months", "twice|once a|per year|month|week|day", "six monthly",
          "[at] {num} {word} street|road|avenue|lane|drive|way", "{word} street|road|avenue {num}",
          "{num} street|road|avenue", "past {count} days|weeks|months|years",
          "[for|over|in] this|the past week|month|fortnight|year",
          "only got|have|had|get|gives|left {count} day|days|week|weeks|month|months|fortnight [left|time]",
          "i've|we've|there's|i|we|there [only|just] [got|have|is|are] [only|just] {count} day|days|week|weeks|month|"
          "months left|notice",
          "[for|over|in] this|the past|last few days|weeks|months",
          "last {count} days|weeks|months"),
    _mask("born [on|in|the] {atom}", "born {num}", "[date] of birth [is] [the] {atom}",
          "birthday [is|was|on] [on] [the] {atom}", "dob [is] {atom}", "{atom} birthday",
          "zip|postal|post code|postcode [is] {num}", "postcode [is] {num}",
          "since [last|the|about|early|late] {atom} [morning|night|evening|afternoon|{time}]",
          "since [last|this] night|morning|week|month|year|evening", "last night", "since {time}", "ever since {atom}"),
)  # fmt: skip

MASK_RULES: tuple[Rule, ...] = (*_NAMES, *_SAYINGS, *_AMOUNTS)
