"""Phrases of consent, refusal and doubt, as tables of folded text. PURE. Longest phrase first decides."""

from app.domain.spoken.folding import folded_set, foldings

_YES = """
ja|passt wie angegossen|perfekt so|in jedem fall|jederzeit|jederzeit gerne|nur zu|bitte sehr|herzlich gern
liebend gern|liebend gerne|mit vergnügen|wunderbar so|das freut mich|dem ist so|so soll es sein|so ist richtig
sehr einverstanden|vollkommen richtig|aber natürlich|aber selbstverständlich|kann man machen|das kann man machen
lässt sich machen|ich komme|wir kommen|ich bin da|bin dabei|da bin ich dabei|gerne so|na dann ja|dann ja|ja dann
einwandfrei|tadellos|selbstredend|ich bitte sie darum|gute idee|das ist eine gute idee|haut hin|das haut hin
ich sagte ja|läuft|deal|top
klasse|cool|alles bestens|bestens|supi|ich bin dabei|wenn es sein muss|wenns sein muss
notfalls|wird gemacht|ist gebongt|ist gekauft|ist geritzt|ist gebucht|das lob ich mir|das lobe ich mir
passt wie die faust aufs auge|passt mir in den kram|das passt mir in den kram|soll sein|wie besprochen|so wie besprochen
zur not|passt scho|basst|kannste machen|sie haben das richtig verstanden|trifft sich gut|das trifft sich gut
das kommt hin|kommt hin|funktioniert|das funktioniert|klappt|das klappt
alles richtig|alles korrekt|stimmt alles|passt alles|alles gut|ist alles richtig|jaja|denau|jenau|oki|stimmts genau
ja ja|jo|joa|jau|jep|jepp|yep|jup|jap|jawoll|jawohl|sicher|aber sicher|ja sicher|sicherlich|klar|na klar
ja klar|alles klar|natürlich|selbstverständlich|freilich
genau|ganz genau|genau so|so ist es|exakt|richtig|ist richtig|das ist richtig|das stimmt|stimmt|stimmt so|stimmt genau
korrekt|das ist korrekt|ist korrekt|absolut|definitiv|auf jeden fall|auf alle fälle
unbedingt|passt|das passt|passt so|passt mir|passt gut|passt mir gut|das passt mir|das passt gut|das passt mir gut
das würde passen|würde passen|würde gehen|das würde gehen|das geht|geht|geht klar|das geht gut|das geht bei mir
geht bei mir|ginge|das ginge
gern|gerne|sehr gern|sehr gerne|ja gern|ja gerne|ja bitte|bitte|bitte ja|ja bitte gern|in ordnung|ist in ordnung
das ist in ordnung|geht in ordnung|okay|ok|oke|okey|okee|okidoki|gut|sehr gut|ist gut|das ist gut
gut so|das wäre gut|wäre gut|das wäre super|wäre super|das wäre toll|wäre toll|das wäre prima|das wäre schön
das wäre nett|das wäre perfekt|wäre perfekt|wäre schön|wäre nett|das wäre lieb|das wäre wunderbar|super|prima|perfekt
toll|wunderbar
ausgezeichnet|hervorragend|bestens|großartig|fein|schön|einverstanden|bin einverstanden|ich bin einverstanden
damit bin ich einverstanden|von mir aus|meinetwegen|mhm|mh|hm ja|hmhm|mhmh|abgemacht|gebongt|gekauft
machen wir|machen wir so|so machen wir das|machen wir das
das machen wir|so machen wir es|nehme ich|den nehme ich|das nehme ich|nehm ich|den nehm ich|nehmen wir|den nehmen wir
das nehmen wir|buchen sie|buchen sie das|buchen sie den|bitte buchen|tragen sie das ein|tragen sie mich ein
tragen sie ein|eintragen|machen sie das|machen sie mal|machen sie bitte|tun sie das
das können sie machen|können sie machen|kann man machen|können wir machen|das klingt gut|klingt gut|klingt super
hört sich gut an|das hört sich gut an|das ist gut so|so ist gut|so ist es gut|passt wunderbar|passt perfekt
passt super|passt prima|das passt super|das passt prima|das passt perfekt|das passt wunderbar|das ist perfekt
das ist super|das ist prima|ist perfekt|ist super
ist okay|das ist okay|ist ok|das ist ok|wäre okay|das wäre okay|das wäre in ordnung|wäre in ordnung|das ist mir recht
ist mir recht|mir recht|soll mir recht sein|das wäre mir recht|wäre mir recht|habe ich|hab ich|das habe ich|doch
doch doch|aber ja|aber klar|aber gern|aber gerne|oh ja|ach ja|na gut|na schön|also gut|nun gut|warum nicht|wieso nicht
gar kein problem|kein problem|spricht nichts dagegen|da spricht nichts dagegen|das haben sie richtig verstanden
das können wir machen|machen wir es|das können wir so machen|dann machen wir es|dann machen wir das|nichts dagegen
da habe ich nichts dagegen|habe nichts dagegen|ich habe nichts dagegen|hab nichts dagegen|hab ich nichts dagegen
kein ding|keine frage|ohne frage|logisch|logo|bin ich|das bin ich|der bin ich|die bin ich|ja bin ich|ja das bin ich
sehr wohl|gewiss|allerdings|will ich|möchte ich|würde ich|das möchte ich|das will ich|ich bitte darum|bestätigt
ich bestätige|bestätige ich|haben sie richtig verstanden|richtig verstanden|sie haben recht|haben sie|freut mich
das freut mich|zusagen|ich sage zu|hundertprozentig|ich glaube schon|ich denke schon|glaube schon|denke schon
ich glaub schon|passt schon|das passt schon|wird gehen|das wird gehen|das wird schon gehen
das lässt sich machen|lässt sich einrichten|das lässt sich einrichten|da kann ich|da könnte ich|da hätte ich zeit
da habe ich zeit|da passt es|das kriege ich hin|krieg ich hin|schaffe ich|das schaffe ich|das bekomme ich hin
"""
_NO = """
nein|ich habe alles|ich hab alles|wir haben alles|wird nichts|das wird nichts|ein andermal|lieber ein andermal
kein interesse|verzichte|ich verzichte
muss nicht sein|das muss nicht sein|weniger|eher weniger|geht beim besten willen nicht|beim besten willen nicht
vergessen wir das|daraus wird nichts|nicht unbedingt|bestimmt nicht|sicher nicht|wohl kaum|kaum|keinesfalls so
passt nie|im gegenteil|mitnichten|danke der nachfrage nein|bin ich nicht|sind wir nicht|ungern|eher ungern
lieber nicht so gern|fast richtig|fast|beinahe|ich bin raus|kein bedarf|keine fragen mehr
keine fragen|das wärs|lass mal
lassen sie mal|nee lass mal|nein|nee|ne|nö|nöö|nein nein|nein danke|nee danke|nö danke|nicht|nichts|nichts mehr
sonst nichts|keinesfalls
keineswegs|auf keinen fall|auf gar keinen fall|unter keinen umständen|niemals|nie|nicht wirklich|eher nicht
lieber nicht|besser nicht|leider nicht|leider nein|leider
noch nicht|gar nicht|überhaupt nicht|absolut nicht|natürlich nicht|bestimmt nicht|sicher nicht|bitte nicht|bloß nicht
nicht so gut|nicht gut|nicht so gern|falsch|ist falsch|das ist falsch|verkehrt|das ist verkehrt|stimmt nicht
das stimmt nicht|stimmt so nicht|das stimmt so nicht|stimmt leider nicht|nicht richtig|das ist nicht richtig
ist nicht richtig|nicht korrekt|das ist nicht korrekt|nicht ganz|nicht ganz richtig
passt nicht|passt mir nicht|das passt nicht|das passt mir nicht|passt leider nicht|passt mir leider nicht
das passt mir leider nicht|das passt leider nicht|passt mir gar nicht|passt gar nicht|passt nicht so gut
passt mir nicht so gut|das passt mir gar nicht|passt schlecht|das passt schlecht|passt mir schlecht
das passt mir schlecht|geht nicht|das geht nicht|geht leider nicht|das geht leider nicht|geht bei mir nicht
das geht bei mir nicht|geht gar nicht|geht mir nicht|ist schlecht|das ist schlecht|schlecht|ganz schlecht
eher schlecht|ungünstig|ungern|unpassend|unmöglich|das ist ungünstig|das ist mir zu früh|zu früh|zu spät
das ist zu früh|das ist zu spät
das ist mir zu spät|ist mir zu früh|ist mir zu spät|kann ich nicht|da kann ich nicht|das kann ich nicht|ich kann nicht
ich kann da nicht|kann ich leider nicht|da kann ich leider nicht|ich kann da leider nicht|will ich nicht
das will ich nicht|ich will nicht|möchte ich nicht|das möchte ich nicht|ich möchte nicht|brauche ich nicht|nicht nötig
nicht notwendig|das ist nicht nötig|das war alles|das wars|das war's|das ist alles|das wäre alles|keine|kein|keiner
keins|keines|keinen|keiner davon|keine davon|keines davon|keins davon|keiner von beiden|weder noch|nichts davon
da habe ich keine zeit|da bin ich nicht da|da bin ich weg|da arbeite ich|da muss ich arbeiten|nicht einverstanden
bin ich nicht|das bin ich nicht|habe ich nicht|hab ich nicht|das habe ich nicht
nicht nehmen|nicht buchen|abgelehnt|lehne ich ab|ich glaube nicht|glaube nicht|glaub nicht|ich denke nicht|denke nicht
glaube kaum|stopp|stop|halt|abbrechen|vergessen sie es|vergiss es|lassen sie es|lassen sie das|lassen wir
lassen wir das|kommt nicht in frage|kommt nicht infrage|nichts für mich|ist nichts für mich|mag ich nicht
gefällt mir nicht|klappt nicht|das klappt nicht|klappt leider nicht|das klappt leider nicht|das klappt bei mir nicht
funktioniert nicht|das schaffe ich nicht|schaffe ich nicht|krieg ich nicht hin|das haben sie falsch verstanden
falsch verstanden|missverständnis|sie haben mich falsch verstanden|das meinte ich nicht|das habe ich nicht gesagt
quatsch|unsinn|blödsinn|nix|nix mehr|wüsste nicht|nicht dass ich wüsste|anders|habe schon einen|hat sich erledigt
hat sich schon erledigt|danke nein|lieber was anderes
"""
_MAYBE = """
weiß nicht|das könnte klappen|könnte klappen|das könnte gehen|könnte gehen|das könnte passen|könnte passen
das könnte hinhauen|weiß der himmel|weiß der geier|wer weiß|ich bin überfragt|überfragt|kann gut sein|durchaus möglich
unter vorbehalt|mit vorbehalt|noch offen|steht noch nicht fest|das steht noch nicht fest|muss ich sehen
wird sich zeigen|halb halb|schaun wir mal|schauen wir|ich überlege noch|bin am überlegen|unentschlossen
ich bin unentschlossen|ich bin noch unentschlossen|schwierig zu sagen|keinen schimmer
keinen plan|na ja|naja|tja|weiß ich nicht|das weiß ich nicht
ich weiß nicht|ich weiß es nicht|weiß ich noch nicht
ich weiß noch nicht
weiß ich gerade nicht|weiß nicht genau|ich weiß nicht genau|weiß ich nicht genau|das weiß ich nicht genau
weiß ich gar nicht|ich weiß gar nicht|keine ahnung|ich habe keine ahnung|hab keine ahnung|da habe ich keine ahnung
vielleicht|eventuell|möglicherweise|kann sein|mag sein|könnte sein|unter umständen|unsicher|ich bin unsicher
ich bin mir unsicher|ich bin nicht sicher|ich bin mir nicht sicher|bin nicht sicher|bin mir nicht sicher|nicht sicher
mal sehen|mal schauen|schauen wir mal|muss ich schauen
muss ich nachsehen|muss ich nachschauen|da muss ich schauen|da muss ich nachsehen|da muss ich mal schauen
muss ich mal schauen|da müsste ich nachsehen|ich muss nachsehen|ich muss schauen|ich müsste nachschauen
muss ich überlegen|da muss ich überlegen|ich überlege|ich überlege noch|ich muss überlegen|ich muss noch überlegen
lassen sie mich überlegen|kommt drauf an|kommt darauf an|das kommt drauf an|das kommt darauf an|jein
weiß ich nicht mehr|ich weiß nicht mehr|das habe ich vergessen|habe ich vergessen|schwer zu sagen
schwierig
kann ich nicht sagen|kann ich noch nicht sagen|das kann ich nicht sagen|das kann ich noch nicht sagen
noch nicht sicher|noch unklar|je nachdem|wahrscheinlich|vermutlich|teils teils|bin überfragt|da bin ich überfragt
muss ich fragen|da muss ich fragen|muss erst fragen|gute frage|ich hoffe
"""
_YES_EN = """
yes|count me in|im in|im game|it does|they do|it is fine|consider it done|lets|absolutely yes|of course it is
most definitely|youre right|thats the one|thats the ticket|just right|couldnt be better|suits me down to the ground
im on board|do that please|thats it|thats me|no trouble|thats no trouble|not an issue|why yes|aye|yessir|yes sir
yes maam|okie dokie|okey doke|thats spot on|id appreciate that|i appreciate that|that would be appreciated|good idea
thats a good idea
sounds about right|that sounds about right|sounds right|righto|right you are
fair enough|fantastic|amazing|if i must|i already said yes|i said yes|thats a yes|its a yes
very well|id be glad to|glad to|id be happy to|happy to|put me down|all correct|everything is correct
everythings correct|all right yes|thats all correct|thats all right
yes yes|yeah|yeah yeah|yea|yep|yup|ya|yah|uh huh|uhhuh|mhm|mm hm|mm hmm|mmhmm|mmhm|mm|sure|sure thing|for sure
oh sure|of course|certainly|absolutely|definitely|indeed|exactly|precisely|correct|that's correct|that is correct
in order|all in order|that is in order|that is all in order|that's all in order|it is all in order
right|that's right|that is right|all right|alright|you're right|true|that's true|okay|ok|okey dokey|k|fine|that's fine
that is fine|that'd be fine|that would be fine|fine by me|fine with me|that's fine with me|that's fine by me|good
that's good|that'd be good|that would be good|very good|all good|great
that's great|that'd be great|that would be great|sounds great|sounds good|that sounds good|that sounds great
sounds perfect|that sounds fine|sounds fine|sounds lovely|sounds like a plan|perfect|that's perfect|that'd be perfect
that would be perfect|that would be lovely|that would be wonderful|that'd be lovely|that would be nice|that'd be nice
lovely|wonderful|excellent|brilliant|awesome|super|cool|that's cool|splendid|works|works for me|that works
that works for me|that'll work|that will work|that would work|that'd work|that works great|that works well
that works fine|that suits me|suits me|suits|that suits|works|suits me fine|that'll do|that will do|that'll be fine
that will be fine
i'd like that|i would like that|i'd love that|i would love that|i'd love to|please|please do|yes please|yeah please
yes of course|yes sure
go ahead|please go ahead|do it|do that|book it|book that|please book it|book me in|let's do it|let's do that
let's go with that|let's book it|let's take that|go for it|go with that|i'll take it|i'll take that|i'll take that one
i'll have that|i'll go with that|i do|i am|i have|i would|i will|i can|i think so|that's me|speaking|this is he
this is she|it is|agreed|i agree|you bet|you got it|got it|i guess so|i suppose so|no problem|not a problem|no worries
why not|by all means|affirmative|confirmed|i confirm|that is me|with pleasure|gladly|happy to|i'm happy with that
happy with that|i can do that|i can make that|i can make it|that's okay|that's ok|that is okay|it's fine|it's okay
it's good|that's it exactly|spot on|i'm good with that|i'm okay with that|i'm fine with that|that's good for me
that'll do nicely|that will do nicely|i'll do nicely|it'll do nicely|will do nicely|do nicely|that'll do fine
that will do fine|that'll do perfectly
put me down for that|now it's right|now it's correct|now that's right|couldn't be better|bang on
let's go with that|grand|aye grand|that hits the spot|you can write me in|write me in|it's all correct|it is all correct
lock it in|pencil me in|sign me up|go on then|go on|go on so|ah go on|oh go on then|why not then
that'll be grand|that'd be grand|that would be grand|that's grand|brill|ace
grand job|happy days|champion|smashing|marvellous
tickety boo|magic|sorted|finally|at last|deffo|defo|sweet|do the needful|confirm|confirm it
that's the one|fab|fabulous|terrific
beautiful|nice one|nice|sound|works a treat|just the ticket|perfect that's it|that's a great help|that's a big help
good for me|that one's good|that one is good|that is good|that is great
"""
_NO_EN = """
no|ive got everything|i have everything|im all set|id rather skip it|ill pass|pass|count me out|no can do|no chance
no go|nothing for me|thats it for now|that is it
wrong one|not for now|not for me|by no means|not likely|unlikely|hardly|far from it|no good for me|doesnt suit
not interested|im not interested|nix|heck no|im good|im fine|im all set|were good|almost|nearly|almost right
no more questions|no questions|leave it|no|no no
no no no|nope|nah|nay|no thanks
no thank you|no way|not really|not|not at all|never|certainly not
of course not|absolutely not|definitely not|i'd rather not|i would rather not|rather not|preferably not
i don't think so|don't think so|i'm afraid not|afraid not|unfortunately not|unfortunately|wrong|that's wrong
that is wrong|incorrect|that's incorrect|not correct|that's not correct|not right|that's not right|that is not right
that isn't right|that isn't correct|that is not correct|not quite|not quite right|not exactly|untrue|not true
that's not true|that's not it|that's not what i said|i didn't say that|you got that wrong|you misunderstood
doesn't work|that doesn't work|it doesn't work|that doesn't work for me|doesn't work for me|that won't work|won't work
that wouldn't work|wouldn't work|that does not work|that will not work|doesn't suit me|that doesn't suit me
that doesn't suit|not good|that's not good|that's no good|no good|that's bad|bad|not good for me|not convenient
that's not convenient|inconvenient|too early|too late|that's too early|that's too late|that is too early
that is too late|i can't|i cannot|i can't do that|i can't make it|i can't make that|can't|can't do that|can't make it
can't make that|i'm not available|not available|i don't want that|i don't want to|i don't want it|i don't|i do not
i'm not|i am not|i haven't|i won't|i wouldn't|don't|please don't|do not|negative|none|none of them|none of those
none of these|neither|neither one|neither of them|neither of those|nothing|nothing else|nothing more|that's all
that is all|that'll be all|that will be all|that's everything|no that's all|stop|cancel that|forget it|never mind
nevermind|not that one|not now|not today|not yet|not this time|not necessary|no need
leave it|not for me|that isn't good|that isn't possible|impossible|not possible|i'm busy|i'm busy then|i have work
i disagree|it isn't|it's not|isn't right|hardly|not happy with that|not okay|not ok|not fine
that's not the ticket|that's not quite it|not quite it|better not
"""
_MAYBE_EN = """
maybe|perhaps|possibly|i don't know|don't know|dunno|i dunno|i do not know|not sure|i'm not sure|i am not sure
i'm not certain|not certain|unsure|no idea|i have no idea|i've no idea|i'm unsure|could be|might be|it might|i might
we'll see|let me think|let me think about it|i'll think about it|i need to think|i have to think|i have to check
i'd have to check|i need to check|let me check|let me see|let me look|it depends|that depends|depends|hard to say
can't say|i can't say|i couldn't say|i couldn't tell you|i guess|i suppose|probably|probably not|i hope so
i'm not so sure|not so sure|yes and no|sort of|kind of|more or less|i'm in two minds|good question|who knows
its possible|thats possible|we shall see|remains to be seen|ill have to see|ill see|i havent decided yet
not decided yet|undecided yet|fifty fifty|more or less|give or take|tentatively|provisionally|no clue
not a clue|havent a clue|i havent a clue
i cant remember|i dont remember|cant remember|i forgot|ive forgotten
hard to tell|difficult to say
i'd have to ask|i have to ask|i need to ask|haven't decided|i haven't decided|undecided
"""


def _table(*lists: tuple[str, str]) -> dict[str, str]:
    """Folded phrase -> "yes", "no" or "maybe"."""
    table: dict[str, str] = {}
    for verdict, phrases in lists:
        for phrase in phrases.replace("\n", "|").split("|"):
            for folded in foldings(phrase.replace("'", "").strip()):
                if folded:
                    table[folded] = verdict
    return table


PHRASES = {
    "de": _table(("yes", _YES), ("no", _NO), ("maybe", _MAYBE)),
    "en": _table(("yes", _YES_EN), ("no", _NO_EN), ("maybe", _MAYBE_EN)),
}


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(listed.split("|"))


# Answers that may be followed at once by something else ("ja am Dienstag"); all others fill their clause.
OPENERS = {
    "de": folded_set(
        "ja jaja jo joa jau jep jepp yep jup jawoll jawohl klar natürlich selbstverständlich genau richtig stimmt "
        "korrekt okay ok gern gerne gut prima super perfekt "
        "einverstanden mhm nein nee ne nö nöö doch sicher freilich vielleicht eventuell wunderbar"
    )
    | _phrases(
        "na klar|sehr gerne|sehr gern|ja gerne|ja gern|ja bitte|in ordnung|alles klar|auf jeden fall|nein danke|"
        "von mir aus|weiss nicht|das passt|ist gut|sehr gut|na gut|also gut|das stimmt|ganz genau|das ist richtig|"
        "leider nein"
    ),
    "en": folded_set(
        "yes yeah yea yep yup sure absolutely definitely certainly exactly correct okay ok perfect great no nope nah "
        "maybe perhaps alright mhm lovely brilliant wonderful"
    )
    | _phrases(
        "of course|uh huh|all right|yes please|no thanks|no thank you|not sure|thats right|thats fine|"
        "thats correct|sounds good|im not sure|i dont know|that works|go ahead|sounds great|thats wrong"
    ),
}  # fmt: skip
