"""Why a time suits, and how people put up with one, in German words that sound like a refusal. PURE patterns of folded
text."""

import re

_THEN = r"\b(?:da|dann|so|damit)"
_WHO = r"(?:ich|wir|er|sie|man|(?:mein|unser)\w* \w+|die (?:kinder|kleinen?))"
_RELIEF = (
    r"(?:ruhe?|luft|zeit|frei|puffer|spielraum|reserve|hinter (?:mir|uns|sich)|weg|erledigt|vom tisch|geschafft|"
    r"was davon|was vom tag|den rest vom tag|feierabend|wochenende|pause|meine ruhe?)"
)
SUITS_SO = re.compile(
    rf"{_THEN} (?:muss|muessen|brauche?|brauchen|brauchts?) (?:{_WHO} )?(?:\w+ ){{0,5}}?(?:nicht|nichts|keine?n?)\b"
    r"(?!.*\b(?:kommen|herkommen|antreten|erscheinen)\b)"
    rf"|{_THEN} (?:habe?|hat|haben|krieg\w*|bleibt|bleiben) (?:{_WHO} |mir |uns )?"
    rf"(?!(?:\w+ )*(?:keine?n?|nicht|nie|kaum|wenig) )(?:\w+ ){{0,5}}?{_RELIEF}\b"
    r"|\b(?:da|dann) (?:hat|habe|haetten?) (?:die|der|das) (?:\w+ ){1,3}(?:ruhe?|frieden)\b"
    r"|\b(?:da|dann) bin ich (?!(?:\w+ )*(?:nicht|nie|kaum|weg|verreist|unterwegs|unabkoemmlich)\b)(?:\w+ ){0,4}?"
    r"(?:(?:wieder|schon|laengst) (?:da|zurueck|auf|fertig|durch|im lande)|auf den beinen|rechtzeitig|gesund|wach|fit"
    r"|munter|ausgeschlafen|daheim|zu ?hause|in der (?:stadt|gegend|naehe)|bereit|puenktlich|entspannt)\b"
    r"|\b(?:nichts|nix|nicht|kaum) (?:\w+ )?(?:zu )?"
    r"(?:meckern|gegen sagen|dagegen sagen|auszusetzen|einzuwenden|beanstanden)\b"
    r"|^(?:viel |also |na )*(?:besser|schoener) (?:wird|geht|ging|kann|koennte) ?(?:es|s|das)? ?"
    r"(?:ja |gar |doch )*nicht"
    r"(?: gehen| sein| werden)?$"
    r"|\bwarum (?:denn |auch |eigentlich )*nicht\b"
    r"|\bhaette? (?:ich |wir )?(?:\w+ ){0,3}nicht gedacht\b"
    r"|\b(?:da|dann|so) (?:verpasse?|versaeume?|vergesse?|stoere?|verliere?) (?:ich|wir)(?: es|s)? "
    r"(?:\w+ ){0,2}(?:nichts|nix|nicht|niemand\w*|keine?n?)\b"
    r"|\b(?:kommt|steht|liegt|spricht) (?:ja |mir |uns |ganz |sicher )*(?:nichts|nix) "
    r"(?:dazwischen|im weg\w*|dagegen|an)\b|\bnicht was dagegen\b|^ich wuesste nicht$"
    r"|\b(?:kann|darf) ich (?:ja |dann |auch )*nicht mehr (?:kneifen|zurueck|auskommen|davonlaufen)\b"
    r"|\b(?:komme?|kommen|bin|sind) (?:ich|wir) (?:\w+ ){0,2}(?:auch )?nicht (?:mehr )?zu spaet\b"
    r"|^je (?:eher|frueher|schneller|spaeter|zeitiger)\b|^(?:desto|umso) (?:besser|lieber)\b"
    r"|^(?:lieber|besser) (?:so|(?:gleich|jetzt|frueher?|spaeter?|bald) (?:als|wie) "
    r"(?:zu )?(?:nie|gar nicht|spaet|frueh|vergessen))$"
)
""" "Da muss ich nicht so hetzen", "dann hab ich noch ein bisschen Ruhe", "da gibt's nix zu meckern"."""

PUT_UP_WITH = re.compile(
    r"^(?:da |dann |na |tja |es |das |aber |ja )*(?:"
    r"hilft (?:ja |halt |eben |alles |wohl )*(?:nichts|nix)|nuetzt (?:ja |alles |halt )*(?:nichts|nix)|"
    r"laesst sich (?:wohl |ja |halt |eben )*(?:nichts|nix|nicht) (?:machen|aendern)|"
    r"(?:ist|is) (?:halt |eben |ja )*(?:nicht|nix|nichts) zu (?:machen|aendern)|"
    r"kann man (?:wohl |halt |ja |eben )*(?:nichts|nix) (?:machen|aendern)|"
    r"bleibt (?:mir |uns )?(?:ja |wohl |halt )*nichts (?:anderes )?uebrig"
    r")$|^(?:sonst|ansonsten) (?:\w+ ){1,6}?(?:nie|nichts|nix|nimmer|nicht mehr|wieder|ewig|vergessen|vergess)\b"
    r"(?! (?:frei|zeit))"
)
"""Beside a yes: "da lässt sich nichts machen", "sonst wird das nie was"."""

PUTS_UP_ALONE = re.compile(
    r"^(?:na |tja |nun |ja |dann |da )*(?:(?:das )?hilft (?:ja |halt |alles )*(?:nichts|nix)"
    r"|muss (?:ja|halt|wohl)(?: sein)?|was muss das muss|wat mutt dat mutt)$"
)
CONCEDES = "zwar"
""" "Ist zwar nicht ideal, aber das nehm ich": what stands behind the "aber" counts."""
