"""Shapes of consent, refusal and doubt beyond fixed phrases: word classes and patterns of folded text. PURE tables."""

import re

from app.domain.spoken import say_de, say_en
from app.domain.spoken.folding import fold, folded_set

TURNS = folded_set("aber sondern jedoch but though although außer except")
BETTER_SO = re.compile(
    r"^(?:ja |doch |na |oh |jetzt )*(?:das|dies|es|so|passt|gefaellt|klingt|viel|deutlich|schon|gleich|umso)"
    r"(?: (?:ist|waere|passt|gefaellt|klingt|es|das|mir|uns|doch|ja|so|gleich|auch|viel|schon|deutlich|wesentlich|weit"
    r"|umso|sehr))* (?:besser|lieber)(?: so| an| als vorher| als vorhin| fuer mich)*$|"
    r"^(?:ja |doch )*besser (?:koennte|kann|geht|haette)(?: es| das)?(?: mir| uns| ja| gar| wirklich)* nicht"
    r"(?: passen| sein| treffen| gehen)?$|"
    r"^(?:yes |yeah |oh |that |it |is |thats |thatll be |would be |its |now |sounds |works |suits me |a lot |so )*"
    r"(?:much |far |way |even |lots |loads |heaps |a bit |definitely |actually )*better"
    r"(?: now| like that| for me| for us| than before| thanks| thank you| actually)*$|"
    r"^da sage? ich nicht nein$|^(?:na also |na |also )*jetzt (?:haben wir es|stimmt es|stimmt alles|passt es)$|"
    r"^(?:da |damit )?(?:bin|waere) ich (?:sehr |ganz |voll |total |voellig )?zufrieden(?: mit| damit)?$"
)
"""What was read back is better than what came before it: consent, unlike "besser wäre Freitag"."""
FILLERS = folded_set(
    "äh ähm öh hm hmm also ach och oh puh ihnen gern gerne na nun naja tja so dann mal doch eigentlich halt eben "
    "wohl danke bitte dankeschön "
    "schon auch ganz sehr wirklich jetzt gerade total "
    "still absolutely definitely entirely truly about yet noch viel bisschen bit much far hallo mensch vielen dank und "
    "absolut völlig echt durchaus vollkommen mir "
    "uns uh um er erm well ah actually just "
    "then thanks ta cheers "
    "thank you please yeah like really very that quite and "
    "so me totally completely perfectly pretty"
)
ASIDE = re.compile(
    r"\b(?:fuer mich|fuer uns|bei mir|bei uns|to me|to us|von meiner seite(?: aus)?|for me|for us|with me|by me|"
    r"vielen dank|(?:thank you|thanks)(?: (?:so|very) much| a lot| for your help)?)\b"
)
NEGATIONS = {
    "de": folded_set("nicht nichts kein keine keinen keinem keiner keines nie niemals weder nix kaum"),
    "en": folded_set(
        "not dont doesnt didnt cant cannot wont wouldnt isnt wasnt arent couldnt shouldnt havent never no none neither "
        "nor unable"
    ),
}
DENYING = folded_set("nicht leider nie kaum not sorry")
CONSENTING = {
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
POLITE = folded_set("bitte danke dankeschön schön vielen dank please thanks thank you cheers ta")
ASKS_POLITELY = folded_set("bitte please")
RECONSIDERS = folded_set("doch moment quatsch wait actually sorry entschuldigung verzeihung halt")
YES_TOO = folded_set("doch")
ENGAGED = re.compile(r"\b(?:da|dann) (?:muss|bin|habe?|hat|arbeite) (?!ich (?:zeit|frei|da|zu ?hause)\b)")
_NO_DUTY = (
    r"(?:schule|arbeit|uni|dienst|schicht|unterricht|vorlesung|kurs|kita|training|sport|termine?|verpflichtungen)"
)
FREE_THEN = re.compile(
    r"\b(?:da|dann|an dem tag) (?!.*\b(?:keine?n?|nicht|nie) (?:\w+ ){0,2}(?:zeit|frei)\b)(?:\w+ ){1,5}?"
    rf"(?:frei|zeit|(?:\w+ ){{0,2}}nichts (?:anderes |weiter )?vor|keine?n? (?:\w+ )?{_NO_DUTY}"
    r"|nicht (?:mehr )?(?:arbeiten|zur arbeit|in die (?:schule|arbeit|uni)|ins buero))\b"
    r"|\b(?:da|dann) bin ich (?:ja )?(?:eh|sowieso|ohnehin|gerade|grad) (?!weg|arbeiten|nicht|im urlaub|verreist)\w+"
    r"|\b(?:i|we) (?:dont|do not) (?:have )?work\b|\b(?:im|were) not (?:at work|working)\b"
    r"|\b(?:i|we) (?:dont have|havent got|havent|have got|have|ve got|got) (?:nothing|anything|no work)"
    r" (?:else )?(?:on|planned|then|that day)\b"
    r"|\b(?:isnt|wont be|wouldnt be|shouldnt be|is not) (?:an?|any) (?:problem|issue|bother|trouble)\b"
)
"""Why a time suits, denial or not: "da hab ich eh frei", "da muss ich nicht arbeiten"."""
AGREEING = folded_set(
    "passt passen stimmt klappt geht prima perfekt super wunderbar einverstanden genau richtig abgemacht bestens top "
    "klasse ausgezeichnet hervorragend toll kriege krieg schaffe nehme nehm machen gerne gern great perfect works "
    "suits fine lovely wonderful brilliant correct right excellent grand super splendid ideal absolutely definitely"
)
"""More than a "ja" or "gut", with which refusals begin as well."""
OWN_PLANS = re.compile(
    r"^(?:und |nur |auch |halt |also )*(?:da|dann|danach|vorher|davor|ich|wir|muss|muessen|mein\w*|der|die|sonst"
    r"|then|i|we|my|ill|well|afterwards|before that)\b"
)
"""What somebody who has agreed may go on to tell of their day."""
DUTIES = re.compile(
    r"\b(?:muss|muessen|fahre|fahr|hole?|bringe?|nehme? (?:ich )?(?:den|die|ihn|sie|das)|bin|habe?|hat|komme?|steige?"
    r"|gehe?|kann ich|arbeite|schaffe?|have to|need to|pick|drop|take the|catch|finish|start|get off|get out)\b"
    r"|\bill (?:just |only |have to |need to )?(?:get|leave|bring|walk|drive|head|go|put|ask|tell|let|figure|sort"
    r"|make sure|be (?:bringing|driving|walking|coming|cycling)|come straight|move my|do the|grab|jump|hop|nip|pop)\b"
    r"|\bim (?:off|free|not working|working from home|at home|in town|around|done|finished)\b"
    r"|\b(?:i|my \w+) (?:works?|gets?|leaves?|finish(?:es)?|starts?|has|have|dont work)\b"
)
WISHING = re.compile(
    r"\b(?:haette|moechte|braeuchte|brauche?|waere|wuerde|koennten?|ginge|noch (?:ein|eine|einen|nen) termin|termin"
    r"|would|could|id like|need an|appointment)\b|\?"
)
OBJECTING = re.compile(
    r"\b(?:aber|allerdings|jedoch|lieber|besser|leider|falsch\w*|verkehrt|wrong|statt\w*|sondern"
    r"|(?<!nicht )zu (?:frueh|spaet|kurzfristig|lange?)"
    r"|(?:geht|passt|klappt|kann|schaffe|will|moechte) (?:\w+ ){0,3}(?:nicht|schlecht)|nicht (?:da|kommen|koennen)"
    r"|(?:spaeter|frueher|eher) (?:waere|geht|ginge|haette)|(?:was|etwas) (?:spaeter|frueher)\w*"
    r"|but|however|rather|instead|unfortunately|too (?:early|late|soon)|cant|cannot|wont|not there|not be able)\b"
)
RESIGNED = re.compile(
    r"^(?:wenns? (?:es )?(?:eben |halt )?nicht anders geht|anders geht(?:s| es)? (?:ja |halt |eben )?nicht"
    r"|(?:und )?vergessen sie (?:mich|es|das|ihn) (?:\w+ )?nicht|nicht dass ich\b.*|(?:nur )?schade"
    r"|dass es nicht (?:\w+ )?(?:frueher|spaeter|eher) geht|(?:falls|wenn|sofern|solange) (?!\w+ (?:waere|ginge)).*"
    r"|(?:.* )?hoffentlich .*|(?:dann |da )?(?:komme?|gehe?|muss|bin|mache?|lasse?) ich (?:halt|eben) .*)$"
)
"""Said beside a yes, and no refusal for all its words: "wenn's nicht anders geht"."""
DOUBTING = re.compile(
    r"\bm(?:ue|u)ss(?:te)? (?:ich )?(?:\w+ ){0,5}(?:fragen|nachfragen|abklaeren|pruefen|gucken|schaun|"
    r"nachsehen|nachschauen|schauen|ueberlegen|"
    r"uberlegen|klaeren|besprechen|absprechen|gucken|nachgucken)\b|"
    r"\b(?:have|need|ll have|got) to (?:\w+ )?(?:ask(?! (?:my |our |the )?\w+(?: \w+)? to\b)|check|think|look(?! at)"
    r"|discuss)\b|\blet me (?:check|"
    r"think|ask|see|look)\b|\b(?:weiss|weiss ich|wissen)\b.*\bnicht\b|"
    r"\bnicht (?:ganz |so )?sicher\b|\bnot (?:\w+ )?(?:sure|certain)\b|\bdo ?n.?t (?:\w+ )?know\b|"
    r"\bunsicher\b|\bunentschlossen\b|\bbetter (?:ask|check|look)\b|\bmight\b|\bin two minds\b|"
    r"\blet you know\b|\bmade up my mind\b|\bdecided\b|"
    r"\blook at my (?:diary|calendar|schedule|"
    r"planner)\b"
)
TOO = re.compile(
    r"\b(?:a bit|a little|rather|quite|bisschen|etwas|ziemlich|recht|sehr) (?:early|late|frueh|fruh|spaet|"
    r"spat|kurzfristig)\b|"
    r"\b(?:schon|bereits) (?:was|etwas|einen termin|termine|anderweitig)\b|\b(?:already|got|"
    r"have) (?:\w+ )?plans\b|\balready (?:have|got|busy|booked)\b|"
    r"\b(?:zu|too) (?:frueh|fruh|spaet|spat|lange?|teuer|weit|kurzfristig|bald|early|late|long|expensive|"
    r"far|soon|short)\b"
)
BAD = folded_set(
    "schlecht ungünstig unmöglich falsch verkehrt ungern verhindert unpassend urlaub ferien verreist beschäftigt "
    "holiday arbeiten beschäftigt busy away working vacation nein nee nö inconvenient impossible "
    "wrong incorrect nope bad unfortunately leider"
)
GOOD = folded_set(
    "richtige richtigen stimmt stimmen richtig korrekt correct right machen buchen passt passen klappt klappen geht "
    "ginge gehen super "
    "perfekt prima wunderbar recht ideal einverstanden toll "
    "bestens optimal works suits perfect great ideal fine good lovely "
    "wonderful okay gut nehme nehmen take gerne gern"
)
PREFERS = folded_set(
    "späteres früheres später früher later earlier sooner lieber besser stattdessen eher anderen anderer anderes "
    "andere rather instead "
    "prefer better different another other"
)
ASKING_FIRST = folded_set("haben hätten können könnten gibt do does can could is are kann geht ginge passt")
ASKING = folded_set(
    "wann was wie wo welche welcher welches wer warum wieso ob when what how where which who why whether"
)
# What an offer is made of: beside "passt" it names the time that is agreed to.
TIMES = folded_set(
    [*say_de.WEEKDAYS, *say_en.WEEKDAYS, *say_de.MONTHS, *say_en.MONTHS],
    (fold(say_de.cardinal(n)) for n in range(60)),
    (part for n in range(60) for part in say_en.cardinal(n).split("-")),
    (say_de.ordinal(n, ending=ending) for n in range(1, 32) for ending in ("e", "en", "er")),
    (part for n in range(1, 32) for part in say_en.ordinal(n).split("-")),
    map(str, range(60)),
    "uhr halb viertel dreiviertel vor nach morgen heute übermorgen früh vormittag vormittags nachmittag nachmittags "
    "mittag mittags abend abends morgens woche nächste "
    "nächsten kommende kommenden letzte letzten zwo ein eins beide beides alle "
    "oclock half quarter past to tomorrow today morning afternoon evening noon week next last both either pm am p m "
    "clock",
)
# Words beside which "passt" or "good" is about what was asked; among others they praise something else.
AROUND = folded_set(
    "klingt klingen sounds sound looks um am der die das den dem dann da so es ich wir würde würden wäre wär wärs "
    "ist sind wird werden kann können könnte ja auch bei "
    "für mich frei verfügbar termin zeit davon im also diesen dieser diese dieses mein meine meiner unser unsere "
    "nummer "
    "telefonnummer handynummer name namen datum uhrzeit adresse "
    "rückruf angabe angaben daten machen nehmen buchen machs wirs das's "
    "the on at in this that it one ones would will be is are for us i we lets with can could do make of slot a im "
    "ill free "
    "available appointment time number name "
    "date address callback my our its thats",
)
HARMLESS = re.compile(
    r"\b(?:nicht nur|nicht wahr|warum nicht|wieso nicht|kein(?:erlei)? (?:problem|thema|stress)|keine frage|"
    r"kein ding|keine sorge|keine ursache|nicht schlecht|nichts dagegen|"
    r"keine einwaende|nicht vergessen|not only|not bad|why not|no problem|no trouble|no bother|no worries|"
    r"not a problem|"
    r"cant wait|dont mind|no objections?|no issues?|dont worry|dont forget|couldnt be better|no doubt)\b"
)
HARMLESS_YES = re.compile(
    r"\b(?:da |jetzt |dann )?(?:bin|war|habe?|haben wir|sind wir) (?:ich |wir )?"
    r"(?:aber |ja |jetzt |sehr |echt |richtig |ganz )*"
    r"(?:erleichtert|froh|dankbar|gluecklich|beruhigt|zufrieden|gespannt|begeistert|glueck)\b|"
    r"\b(?:im|i am|were|thats|what) (?:a |so |very |really |much )*(?:relieved|relief|glad|pleased"
    r"|happy|delighted)\b|"
    r"\b(?:nicht schlecht|nichts dagegen|keine einwaende|keinen einwand|kein(?:erlei)? (?:problem|thema|"
    r"stress)|warum nicht|wieso nicht|no problem|no trouble|no bother|no issues?|not bad|dont mind|no objections?|"
    r"couldnt be better|cant wait|why not)\b"
)
GREETING = re.compile(r"\bgood (?:morning|afternoon|evening|day|night)\b|\bguten (?:tag|morgen|abend)\b")
CHOOSING = re.compile(r"\b(?:the|that|der|den|die|das) (?:later|earlier|other|different)\b")
PARDON = re.compile(r"^(?:ja |wie |was )*bitte ?\?$|^(?:wie|was|hae|huh|what|pardon|sorry|excuse me) ?\?$")
# Leave to act: "das können Sie so eintragen", "tragen Sie mich bitte ein".
PERMITTING = re.compile(
    r"^(?:(?:das|den|die|es|mich|ihn|der|termin|ja) )*(?:koennen|duerfen|kannst|kannste|koennt|"
    r"sollen)(?: (?:sie|das|es|den|mich|machen|da))*"
    r" (?:machen|eintragen|buchen|notieren|nehmen|aufschreiben|vormerken|reservieren|festhalten|festmachen)$|"
    r"^(?:buchen|nehmen|machen|notieren|reservieren|schreiben|tragen|merken|halten) sie?s?(?: (?:das|den|die|"
    r"es|mich|ihn|mir|diesen|termin|einfach|da))*"
    r"(?: (?:ein|auf|vor|fest))?$|^(?:einfach |einmal )?(?:eintragen|buchen|vormerken|reservieren|notieren)$|"
    r"^(?:das |den |die |es )?(?:kriegen|bekommen|schaffen) wir hin$|"
    r"^you (?:can|may) (?:book|do|take|write|put)(?: (?:that|it|me|me down|that down|it down|me in))?$|"
    r"^(?:book|put|write|take|pencil)(?: (?:it|that|me|me down|me in|that one|in|down))+$"
)
ABLE = re.compile(
    r"^lets (?:do|take|say|make|go with)\b|^make it\b|\b(?:kann|koennte) ich$|^(?:yes )?i (?:can|"
    r"could) (?:do|make)\b|\bim (?:free|"
    r"available)\b|\bbin ich (?:frei|da|verfuegbar)$"
)
MISHEARING = re.compile(
    r"\b(?:versteh|verstehe|hoer|hoere|hoeren|verstehen) (?:ich |sie |dich |das )*(?:\w+ )?(?:schlecht|nicht|kaum)|"
    r"\b(?:hear|understand|understood)\b|\bsind sie noch\b"
)
HEDGE = re.compile(
    r"^(?:ich (?:denke|glaube|meine|finde|schaetze)|i (?:think|believe|guess|suppose)|"
    r"ich wuerde sagen|id say|i would say)(?: mal)?(?: |$)"
)
ALL_OF_IT = re.compile(
    r"\b(?:alles|all|everything is|everythings) (?=richtig|korrekt|gut|in ordnung|okay|"
    r"ok|prima|super|perfekt|klar|bestens|right|correct|good|fine|okay)"
)
