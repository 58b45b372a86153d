"""What upset, despairing and urgent English callers say, in the form of `words_de`. PURE."""

from app.domain.escalation.signals import Kind

_ADJECTIVES = (
    r"(stupid|dumb|useless|worthless|bloody|damn|fucking|fuckin|incompetent|brainless|miserable|pathetic|lying|filthy"
    r"|rotten|sodding|dense|lousy|wretched|silly|idiotic|hopeless)"
)
_NOUNS = (
    r"(idiots?|morons?|arseholes?|assholes?|bastards?|imbeciles?|clowns?|cowboys?|amateurs?|butchers?|crooks?"
    r"|thie(f|ves)"
    r"|liars?|criminals?|cheats?|swindlers?|scammers?|fools?|pigs?|cows?|jerks?|dickheads?|pricks?|wankers?|twats?"
    r"|cretins?|tin cans?|pile of (junk|crap|shit)|piece of (crap|shit|junk|rubbish)|bunch|lot|scum|parasites?"
    r"|murderers?"
    r"|con artists?|losers?|muppets?|bitch(es)?|quacks?|tosser\w*)"
)
_OUTFIT = r"(outfit|practice|company|firm|place|shop|service|lot|bunch|clinic|office|garage|business|people)"
_MACHINE = r"(machine|computer|robot|thing|bot|software|box|recording|program|contraption)"

_BY_SOMEBODY = r"(?<!\bit )(?<!\bthis )(?<!\bthat )(?<!\bthings )"  # "it can't go on like this" is a complaint

WORDS_EN: tuple[tuple[Kind, float, str], ...] = (
    (Kind.INSULT, 0.8, rf"(you|you're|you are|your|you're all|you all|you lot) (\w+ ){{0,4}}{_NOUNS}"),
    (Kind.INSULT, 0.8, rf"(what|such|bunch of|a load of|pack of) (a |an )?(\w+ ){{0,2}}{_NOUNS}"),
    (Kind.INSULT, 0.6, rf"you (\w+ )?{_ADJECTIVES} (\w+ )?{_MACHINE}"),
    (Kind.INSULT, 0.8, rf"you (\w+ )?{_ADJECTIVES} (\w+ )?(pile|piece|excuse|waste|moron|idiot)"),
    (Kind.INSULT, 0.55, rf"^{_ADJECTIVES} {_MACHINE}"),
    (
        Kind.INSULT,
        0.7,
        r"you('re| are) (\w+ ){0,3}(incompetent|useless|a disgrace|pathetic|hopeless|brainless|thick|clueless)",
    ),
    (Kind.INSULT, 0.6, rf"(rotten|lousy|pathetic|incompetent|appalling|dreadful|shoddy|crooked) {_OUTFIT}"),
    (Kind.INSULT, 0.85, r"shut (up|your (trap|mouth|face|gob))|zip it"),
    (Kind.INSULT, 0.95, r"(fuck|screw|sod|piss) (you|off)|go to hell|up yours|kiss my arse|kiss my ass|get stuffed"),
    (
        Kind.INSULT,
        0.85,
        r"(stick|shove) (it|your|that) (\w+ ){0,4}(where|up)|you can (stick|shove|stuff) (it|your|that)",
    ),
    (
        Kind.INSULT,
        0.65,
        r"take me for (a fool|an idiot|a ride)|taken for (a ride|a fool)|having a laugh|taking the (piss|mick)"
        r"|making a fool of me",
    ),
    (Kind.INSULT, 0.65, r"lying through your teeth|you('re| are) (lying|a liar|liars)|you lied"),
    (
        Kind.INSULT,
        0.5,
        r"you (lot )?(\w+ )?(never|don't|can't) (\w+ ){0,2}(know|get|do) (anything|a thing)|can't do anything right",
    ),
    (Kind.INSULT, 0.5, r"(somebody|someone) (with a brain|who knows (what|how)|who can think|competent)"),
    (
        Kind.JUDGEMENT,
        0.6,
        r"outrage\w*|unacceptable|disgrace\w*|disgusting|shame on you|ashamed of yourselves?|appalling|shocking",
    ),
    (
        Kind.JUDGEMENT,
        0.55,
        r"scandal\w*|shambles|absolute limit|beyond (belief|a joke)|the last straw|atrocious|a farce|how dare you",
    ),
    (
        Kind.JUDGEMENT,
        0.4,
        r"ridiculous|a joke|pathetic|a mess|hopeless (service|lot)|laughable|not good enough|diabolical"
        r"|supposed to be a joke|rubbish\b",
    ),
    (
        Kind.JUDGEMENT,
        0.55,
        r"who do you think you are|no way to treat|never been treated|treated (like|this badly)"
        r"|never (\w+ )?(seen|experienced) (anything|such)",
    ),
    (
        Kind.JUDGEMENT,
        0.5,
        r"(not|won't) (\w+ )?(putting|put) up with|(won't|not going to) (be|stand|tolerate|accept|have) (this|it"
        r"|that)|ruin\w* my|because of you|you (stole|burnt|botched|broke|wrecked|killed|ruined)",
    ),
    (Kind.JUDGEMENT, 0.5, r"rip off|ripped off|a con\b|fraud\b|daylight robbery|assault\b|malpractice|negligen\w+"),
    (
        Kind.JUDGEMENT,
        0.4,
        r"you do nothing|nothing happens|nothing (ever )?gets done|nobody (\w+ ){0,3}(cares|bothers)|leaving (an"
        r"|a|me|us) (\w+ ){0,3}(in|out|waiting|without)",
    ),
    (
        Kind.RAGE,
        0.65,
        r"furious|livid|seething|fuming|enraged|boiling (with )?(rage|mad)|hopping mad|blow my top|lose my temper"
        r"|losing my temper|pissed off|absolutely mad",
    ),
    (Kind.RAGE, 0.5, r"(i'm|i am|so|very|really) (\w+ )?angry|angry\b"),
    (
        Kind.RAGE,
        0.65,
        r"(had|have) (just |had |quite |really )?enough|had it( up to here)?( with)?\b|sick (and tired )?of (this"
        r"|it|you|your|hearing)|sick to death|end of my tether|last nerve|at my limit",
    ),
    (
        Kind.RAGE,
        0.5,
        r"for crying out loud|how many (more )?times|maddening|makes my blood boil|infuriat\w+"
        r"|can't take any more of (this|you)",
    ),
    (
        Kind.ANNOYANCE,
        0.4,
        r"annoy(ed|ing)\b|irritat\w+|fed up|complain(t|ing)?\b|unhappy|disappointed|let down|frustrat\w+"
        r"|not happy|gets? on my nerves|had better things",
    ),
    (
        Kind.ANNOYANCE,
        0.4,
        r"(running out of|losing( my)?|lose my) patience|patience is|(can't|cannot) be (serious|right|true)"
        r"|you must be (joking|kidding)|kidding me|are you (serious|kidding)",
    ),
    (
        Kind.ANNOYANCE,
        0.35,
        r"(second|third|fourth|fifth|sixth|tenth|hundredth|umpteenth) (time|wrong)|(three|four|five"
        r"|six) times already|message after message|(yet )?again and again|yet again|every (single )?time"
        r"|same every time|another (lesson|recording|delay|week|excuse)",
    ),
    (
        Kind.ANNOYANCE,
        0.35,
        r"(waiting|waited|reporting|calling|trying) (\w+ ){0,4}(for|since) (\w+ )?(hours|days|weeks|months|ages"
        r"|ever)|(for|in) (weeks|ages|months)( now)?$|(people )?wait months|nobody ever|never (showed|turned"
        r"|called|rang|pick\w*)",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"where on earth|what on earth|for (god's|heaven's|pete's|christ's|goodness) sake|my god|jesus|good grief"
        r"|oh great|oh brilliant|of course not|what do you mean|too much to ask|is it that hard|hard work"
        r"|for nothing",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"right this minute|at long last|beating around the bush|is anybody ever|impossible\b|could (cry|scream)"
        r"|hours? late|that's what i was told",
    ),
    (
        Kind.VIOLENCE,
        1.0,
        r"(?!break in\b)(knock|kick|smash|break|punch|beat|bash) (\w+ ){0,4}(teeth|face|head|legs|nose|lights|place|out"
        r"|in|up)\b",
    ),
    (
        Kind.VIOLENCE,
        0.9,
        r"(i'll|i will|going to|gonna) (kill|hurt|burn|destroy|get|finish) (you|the place|your)"
        r"|know where you (live|work)|you'll be sorry|get my hands on",
    ),
    (
        Kind.THREAT,
        0.75,
        r"\bsue\b|suing you|(see you|take you|taking you|drag you) (\w+ ){0,2}(in|to) court|press(ing)? charges"
        r"|legal action",
    ),
    (
        Kind.THREAT,
        0.65,
        r"(my|a|our) (lawyer|solicitor|attorney|barrister)(s)?\b(?=.*(touch|hear|going|call|write|involve|deal"
        r"|speak))|(going|talk|speak|straight) to (\w+ )?(my )?(lawyer|solicitor|attorney)",
    ),
    (
        Kind.THREAT,
        0.5,
        r"(going|go|complain\w*|report\w*|write|writing|call|calling|tell) (\w+ ){0,5}(press|papers?|newspapers?"
        r"|police|board|ombudsman|mayor|authorit\w+|trading standards|media|council|regulator|insurance"
        r"|head office|tv)\b",
    ),
    (
        Kind.THREAT,
        0.5,
        r"(i'll|i will) (\w+ )?(report|expose) (you|this)|post (it|this) (\w+ )?(all over|online|everywhere)"
        r"|bad review|one star|i'm warning you|warning you|you('ll| will) (regret|hear from)"
        r"|haven't heard the last",
    ),
    (
        Kind.LEAVING,
        0.5,
        r"(go|going|switch\w*|find|change|changing|move|take my \w+|taking my \w+|look for) (\w+ ){0,5}(another"
        r"|elsewhere|different|competitor|somewhere else|someone else)|never (again|coming back|set foot)"
        r"|cancel (my account|everything)|leaving you|hold back the rent",
    ),
    (
        Kind.RESIGNATION,
        0.4,
        r"forget (it|about it)|never mind|(no|what's the) point|pointless|going nowhere|waste of (time|breath)"
        r"|i give up|can't help me|why do i (even )?bother|nothing works|what's the use|don't care any ?more"
        r"|you don't care",
    ),
    (
        Kind.DEMAND,
        0.5,
        r"(want|give me|demand) (\w+ )?(my )?(money|fee|deposit)( \w+)? ?(back|returned|refunded)?|not paying"
        r"|won't pay|refuse to pay|a penny|the hell i do|it does not|demand (to|that|an)|i expect",
    ),
    (
        Kind.SAID_BEFORE,
        0.4,
        r"i('ve)? (just|already) (said|told|explained)|i've just said|i('ve)? told you|i said\b|as i said"
        r"|(are you|you're not|even) listening|listen to me|repeating myself|don't you understand|don't get what"
        r"|simply don't get|you never understand",
    ),
    (
        Kind.SAID_BEFORE,
        0.35,
        r"(got|get|getting) (it|that|me) wrong|wrong again|that's not what i|misunderst\w+ me"
        r"|you('ve)? got it wrong|say that every time|been told",
    ),
    (Kind.SWEARING, 0.35, r"\bshit\w*|\bdamn\w*|\bbloody|\bfuck\w*|\bcrap\b|bollocks|bullshit|goddamn|\bhell\b"),
    (
        Kind.DESPAIR,
        0.85,
        r"don't know (how to go on|how to cope|what else to do|where to (go|turn)|what to do (any ?more|anymore"
        r"|any longer)|how i can)|no idea how to go on",
    ),
    (
        Kind.DESPAIR,
        0.75,
        r"\bdesperate\b(?! for)|in despair|(at my )?wits'? end|at the end of my (strength|rope)|nervous breakdown"
        r"|breaking down|falling apart|nerves are shot",
    ),
    (
        Kind.DESPAIR,
        0.8,
        rf"{_BY_SOMEBODY}(can't|cannot) (go on|cope|manage|do this|take it|bear it|stand it)( any ?more"
        rf"| any longer| anything| like this)?$|just can't any ?more|{_BY_SOMEBODY}can't (cope|go on)"
        r"|at the end of my strength",
    ),
    (
        Kind.DESPAIR,
        0.55,
        r"begging you|i beg you|(please )+help me|cry (all day|every day|all the time)|all too much"
        r"|too much for me|nobody (is helping|helps|will help) me|lost everything|nobody left|on the street with"
        r"|no hope",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(speak|talk|talking|speaking|spoken) (to|with) (a|an|some|another|your|the|somebody|someone|my|anybody"
        r"|anyone)? ?(\w+ ){0,3}(human|person|somebody|someone|agent|representative|member of staff|staff|manager"
        r"|supervisor|director|owner|boss|receptionist|operator|colleague|being|real|actual|in person)\b",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"put me (straight |right )?through|transfer me|connect me|(get|give|fetch|find) me (\w+ ){0,3}(somebody"
        r"|someone|human|person|manager|owner|boss|supervisor|partner|director|operator|agent|people|anyone)",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(get|have|want|like|need) (\w+ ){0,4}(human|somebody|someone|person|member of staff|operator"
        r"|human being) (\w+ ){0,5}(on the (phone|line)|please|now)|flesh and blood|an actual (person|human)"
        r"|a (real|live) (person|human)",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"(don't|not|won't|nah i don't|refuse to) (\w+ ){0,3}(talk|speak|talking|speaking|arguing|argue|do|deal"
        r"|dealing)? ?(to|with)? ?(a|an|you|this|these)? ?(machines?|computers?|robots?|ai|bots?|recordings?)$",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"^(yes )?(human|agent|operator|representative|person|receptionist)( please)?$|^(yes )?(to |with )?(the"
        r"|your) (owner|manager|boss|supervisor)( please)?( and)?( right this minute| now| at once)?$"
        r"|^yes to the owner",
    ),
    (
        Kind.URGENCY,
        0.6,
        r"at once|right away|immediately|urgent\w*|emergency|as soon as|asap|straight away|today|hurry|quick\w*",
    ),
    (
        Kind.PAIN,
        0.7,
        r"pains?|hurts?|ache|aching|sore|throb\w*|swollen|burns like|tooth\w*|killing me|jaw|back is|agony|infected",
    ),
    (
        Kind.GRIEF,
        0.8,
        r"died|passed away|dead|funeral|bereave\w*|mourning|put to sleep|cremation|late (husband|wife)|a death"
        r"|death of",
    ),
)
