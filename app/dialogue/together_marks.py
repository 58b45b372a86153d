"""Signs of several people who come together, one place each, by language, on plain lower-case words."""

import re

from app.domain.business import Language

_ONE_FIRST: dict[Language, str] = {
    "de": r"^(?!.*\b(erst ?(ein)?mal|erstmal|zuerst|zunächst) (\w+ ){0,2}für (mich|mein\w*|unser\w*)\b).*",
    "en": r"^(?!.*\b(first|first of all|to start with|to begin with) (\w+ ){0,3}for (me|myself|my|our)\b).*",
}
"""Nobody who begins with one of them says that the other wants the same."""

TOGETHER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        rf"{_ONE_FIRST['de']}(?:"
        r"\b(zusammen|gemeinsam) mit mein\w+\b|\bfür (mich|uns) (und )?(für )?(mein|unser)\w+\b"
        r"|\b(mein|unser)e? (\w+ )?\w+ und ich (\w+ )*(beide|jeweils|müssten|müssen|brauchen|bräuchten)\b"
        r"(?!.* (termin|beratung|gespräch))"
        r"|\bfür (zwei|beide) (mein|unser)\w+ \w+ und (mich|ich|mir)\b|\bfür (mein|unser)\w+ \w+ und (mich|ich|mir)\b"
        r"|\bfür uns (beide|zwei|drei|vier)\b|\b(zwei|drei|vier) \w*termine\b.* (kinder|eltern|uns)\b"
        r"|\bund (auch |noch )?ein(en|e|s) (termin )?für mein\w+\b"
        r"|\b(direkt |gleich )?hintereinander\b|\bnacheinander\b|\bfür (zwei|2) personen\b"
        r"|\b(meine|unsere|die) (zwei|beiden|2) (kinder|söhne|töchter|jungs|jungen|mädels|mädchen|kleinen"
        r"|enkel\w*)\b"
        r")"
    ),
    "en": re.compile(
        rf"{_ONE_FIRST['en']}(?:"
        r"\btogether with my\b|\bfor (both )?(me|myself) and (my|our)\b|\bfor (both )?my \w+ and (me|myself|i)\b"
        r"|\b(my|our|the|both) (two |three |my |our |of my |of our )?(boys|girls|sons|daughters|kids|children"
        r"|twins)\b"
        r"(?= .*\b(in|both|together|each|same (day|morning|afternoon|time)|appointments|check[- ]?ups|cleanings)\b)"
        r"|\bone for (me|myself) and one for (my|our)\b|\bone each for\b|\bnext to each other\b"
        r"|\bfor (two|three|four) (people|persons|of us)\b|\bfor (the two|the three|both|all) of us\b"
        r"|\bfor (both|all)( of)? (my|our|the) (\w+ )?(kids|children|boys|girls|sons|daughters|twins|little ones)\b"
        r"|\bfor (my|our|the) (whole |entire )?family\b"
        r"|\b(two )?in a row\b|\bback to back\b"
        r"|\bone after the other\b"
        r"|\b(my \w+ and (i|me|myself)|me and my \w+) (both|would both|could both|each)\b|\b(could|can) my \w+ and i\b"
        r")"
    ),
}
