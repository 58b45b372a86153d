"""How callers introduce themselves, as patterns of folded words with blanks around every stop. PURE."""

import re

# Introductions after which the next words are a name, in any case of letters.
STRONG = re.compile(
    r"\b(?:(?:mein|meiner|der|unser|ihr) (?:voller |ganzer )?(?:nach|vor|familien)?name(?: ,)?(?: der)? "
    r"(?:ist|waere?|war|lautet|heisst)|"
    r"ich hei(?:ss|s)e? (?:mit nachnamen|mit vornamen)|ich hei(?:ss|s)e?|ich hoas|wir hei(?:ss|s)en|hei(?:ss|s)t|"
    r"(?:hier |es )?spricht|auf (?:den |meinen |ihren )?namen?|unter (?:dem |meinem )?namen?|den namen|"
    r"my (?:full )?name (?:would be|is|was)|my (?:full )?name's|name's|my name|the name (?:is|would be)|the name's|"
    r"name is|name ist|^ ?name|under the name(?: of)?|call me|they call me"
    r"|(?:he|she)(?:'s| is) called(?! (?:in|away|off|out|up|back|me|you|us|the|a|to|for|about|again|earlier|before"
    r"|yesterday|at|on|by)\b)|they call (?:him|her))(?: [:,])? "
)
# Introductions that begin many other sentences too: what follows must look like a name.
WEAK = re.compile(
    r"\b(?:(?P<small>hier (?:ist|waere?)(?: nochmal| wieder| noch mal| noch einmal)?(?: der| die)?|"
    r"this is|am apparat ist)|"
    r"(?P<sure>hier ,|it's|here is|here's|you're (?:speaking|talking) (?:to|with))|"
    r"(?P<greeted>(?:^|(?<=tag )|(?<=morgen )|(?<=hallo )|(?<=, ))hier(?: noch ?mal| wieder| nochmals)?)|"
    r"ich bin(?:'s| es)?(?: wieder| noch ?mal)?(?: ,)?(?: der| die)?|^ ?bin (?:der|die)|wir sind|(?:das|"
    r"es) (?:ist|waere?)(?: dann| der| die)*|"
    r"i'm|i am|it is|that's|that would be|"
    r"(?P<asked>(?:for (?:him|her|them)|fuer (?:ihn|sie))(?: ,)?(?: so| also)?|"
    r"(?P<whose>(?:he|she) is|he's|she's|(?:er|sie) ist|(?:my|our|meine?|unsere?) \w+ (?:is|ist))|"
    r"(?:fuer|for|under|unter|auf)(?: (?:meine[nr]?|my)(?: \w+)?)?(?= [\w,])|"
    r"(?:nicht|not) [\w-]+(?: ,)?(?: sondern| but)?|(?:schreiben|notieren|nehmen) sie|write|put down))(?: [:,])? "
)
MARK_AFTER = re.compile(
    r"\b(?:hier|am apparat|am telefon|(?:ist )?mein (?:nach|familien)?name|ist der (?:nach|familien)?name|"
    r"speaking|calling|here|"
    r"(?:is|'s) (?:my|his|her) (?:last )?name|is the (?:last )?name|heisse? ich|heisst (?:er|sie|es)|bin ich)\b"
)
RELATIVE = re.compile(
    r"(?P<introduced>\b(?:(?:hier|es) (?:spricht|ist)|ich bin(?:'s)?|this is|i'm|i am) (?:die |der |the )?)?"
    r"\b(?:mutter|vater|mama|papa|oma|opa|tante|onkel|bruder|schwester|(?:ehe)?frau|(?:ehe)?mann|sohn|tochter|"
    r"betreuer(?:in)?|pfleger(?:in)?|mother|father|mum|mom|dad|wife|husband|son|daughter|sister|brother|aunt|uncle|"
    r"grandmother|grandfather|carer) (?:von|vom|of) "
)
"""Who calls for somebody: their name follows ("die Mutter von Jonas Keller")."""
LABEL = re.compile(
    r"\b(?P<label>vorname|nachname|familienname|zuname|first name|given name|last name|surname|"
    r"family name)(?:'s)?\b(?: (?:is|ist|lautet|waere?|wie|:|,))* "
)
# Then "für Frau Weber" names whom it is for, not who is calling.
FOR_SOMEBODY = re.compile(r"\b(?:nachricht|ausrichten|hinterlassen|message|note|tell|let|write|sprechen|speak|talk)\b")
HINT = re.compile(r"\b(?:mit|with|ohne|without)\b")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+(?:'[^\W\d_]+)*)*|[,;:.!?]|\d+")
ADJECTIVE = re.compile(r"(?:^(?:ge|be|ver|zer|er)\w+t|kaputt|lich|ig|isch|bar|sam|los|iert|ful|able|ous|ing|ly)$")
NOUN = re.compile(
    r"(?:heit|keit|schaft|tion|taet|ismus|patient|patientin|kunde|kundin|versichert|versicherte|termin|"
    r"untersuchung|behandlung|reinigung)$"
)
