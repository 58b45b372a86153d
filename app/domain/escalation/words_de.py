"""What upset, despairing and urgent German callers say. PURE: kind, strength, and the words as a pattern.

Patterns run over one sentence in lower case without marks. A strength near 1 decides alone; 0.55 needs a second sign.
"""

from app.domain.escalation.signals import Kind

_WE = r"(sie|du|ihr|euch|ihnen|eure\w*|ihre\w*|dich|dir)"
_ADJECTIVES = (
    r"(blöd\w*|dumm\w*|verdammt\w*|verflucht\w*|elend\w*|unfähig\w*|unverschämt\w*|dreckig\w*|nutzlos\w*|hirnlos\w*"
    r"|bescheuert\w*|scheiß\w*|mies\w*|verlogen\w*|verfickt\w*|dämlich\w*|bekloppt\w*|saublöd\w*|inkompetent\w*)"
)
_NOUNS = (
    r"(idiot\w*|arschl\w*|trottel\w*|vollidiot\w*|depp\w*|blechtrottel|blechkopf|blödmann|dummkopf|versager\w*|stümper\w*"
    r"|dilettant\w*|pfuscher\w*|betrüger\w*|verbrecher\w*|gauner\w*|abzocker\w*|halsabschneider\w*|lügner\w*|wichser\w*"
    r"|penner\w*|schwein\w*|drecks(ding|kerl|sau|maschine|automat)\w*|mistkerl\w*|dieb\w*|gesindel|pack|bande|kuh|sau"
    r"|schwachkopf|nieten?|pfeife\w*|flaschen?|giftmischer\w*|gangster\w*|scheiß(automat|kiste|ding|maschine|computer|laden)"
    r"|mörder\w*|kurpfuscher\w*|amateure?|spinner|hurensohn|missgeburt|miststück|lackaffen?|schlampe\w*|metzger)"
)
_SHOP = r"(\w*laden|haufen|verein|firma|behörde|praxis|truppe|bude|klitsche|unternehmen|klinik|laden|hotel|haus)"
_MACHINE = r"(maschine|computer|automat|kiste|ding|roboter|software|blechbüchse|blechdose|bot|stimme|programm|apparat)"

WORDS_DE: tuple[tuple[Kind, float, str], ...] = (
    # insults, to us
    (Kind.INSULT, 0.8, rf"{_WE} (\w+ ){{0,4}}{_NOUNS}"),
    (Kind.INSULT, 0.8, rf"(so ein|so eine|lauter|alles|alle|was für|ist das ein|sind das) (\w+ ){{0,2}}{_NOUNS}"),
    (Kind.INSULT, 0.65, rf"^(\w+ )?{_NOUNS}$"),
    (Kind.INSULT, 0.6, rf"{_WE} (\w+ )?{_ADJECTIVES} (\w+ )?{_MACHINE}"),
    (Kind.INSULT, 0.55, rf"^(so eine? )?{_ADJECTIVES} {_MACHINE}"),
    (Kind.INSULT, 0.75, rf"{_WE} (\w+ ){{0,3}}(unfähig\w*|inkompetent\w*|hirnlos\w*|zu (blöd|dumm|doof))"),
    (Kind.INSULT, 0.7, r"(saftladen|drecksladen|sauladen|scheißladen|sauhaufen|drecksverein|schweineladen|mistladen)"),
    (Kind.INSULT, 0.6, rf"(unfähig\w*|inkompetent\w*|verlogen\w*|mies\w*) {_SHOP}"),
    (Kind.INSULT, 0.85, r"halt\w* (\w+ ){0,3}(die klappe|die fresse|den mund|das maul|die schnauze|den rand)"),
    (Kind.INSULT, 0.95, r"(leck|leckt|lecken) (mich|sie mich)|fick dich|verpiss\w*|fahr(en)? (sie )?zur hölle|arsch lecken"),
    (Kind.INSULT, 0.8, r"sonst ?wohin stecken|in den arsch|am arsch\b|scher\w* (dich|euch|sie sich) zum teufel"),
    (Kind.INSULT, 0.7, r"(verarsch\w*|verkohl\w*|für (dumm|blöd) verkauf\w*|auf den arm nehmen|zum narren halten)"),
    (Kind.INSULT, 0.6, r"lüg(en|st|t) (\w+ ){0,2}wie gedruckt|(sie|du|ihr) (lügen|lügst|lügt)|belogen und betrogen"),
    (Kind.INSULT, 0.5, r"(sie|ihr|du) (\w+ ){0,3}(überhaupt nichts|gar nichts|rein gar nichts|nichts|nie was|nie etwas)$"),
    (Kind.INSULT, 0.55, r"(kapieren|kapierst|kapiert|begreifen|checkst) (sie|du|ihr) (\w+ ){0,2}(nichts|nicht|was)\b"),
    (Kind.INSULT, 0.5, r"jemand\w* (\w+ ){0,3}der (denken kann|was kann|ahnung hat|sein handwerk versteht)"),
    # judgements about what we do
    (Kind.JUDGEMENT, 0.6, r"frechheit\w*|unverschämt\w*|dreist(er|igkeit|es)?\b|eine schande|schämen (sie sich|solltet)"),
    (Kind.JUDGEMENT, 0.55, r"zumutung|skandal\w*|sauerei|schweinerei|unerhört\w*|ungeheuerlich\w*|unter aller (sau|kanone)"),
    (Kind.JUDGEMENT, 0.55, r"(das|ist|wohl|ja) (aller)?letzte|bodenlos\w*|geht gar nicht|hört sich doch alles auf"),
    (Kind.JUDGEMENT, 0.4, r"katastrophal|eine katastrophe|chaos bei ihnen|armutszeugnis|peinlich für|lachhaft|lächerlich"),
    (Kind.JUDGEMENT, 0.5, r"schlechter (witz|scherz)|soll das ein (witz|scherz) sein|wollen sie mich (\w+ )?veräppeln"),
    (Kind.JUDGEMENT, 0.55, r"was (glauben|denken|bilden) sie (\w+ ){0,2}(eigentlich|wer|ein)|wer sind sie eigentlich"),
    (Kind.JUDGEMENT, 0.5, r"so geht (man|ihr|das) (\w+ ){0,2}nicht|so (einen?|was|etwas) (\w+ ){0,3}(noch )?nie erlebt"),
    (Kind.JUDGEMENT, 0.5, r"lass\w* (ich )?(mir|uns) (\w+ ){0,3}nicht (länger |mehr )?(bieten|gefallen)"),
    (Kind.JUDGEMENT, 0.5, r"(ruinieren|ruiniert|zerstört|kaputt gemacht|auf dem gewissen|schuld daran|ihretwegen|euretwegen)"),
    (Kind.JUDGEMENT, 0.5, r"betrug\b|beschiss\w*|abzocke|nepp|wucher|gestohlen|körperverletzung|verätzt|verpfuscht\w*"),
    (Kind.JUDGEMENT, 0.4, r"(lassen|lasst) (\w+ ){0,4}(im (kalten|regen|stich)|hängen|sitzen|warten)"),
    (Kind.JUDGEMENT, 0.4, r"(tun|macht|machen|unternehmen) (sie )?(\w+ )?(nichts|gar nichts)|(und )?nichts passiert"),
    # their own anger
    (Kind.RAGE, 0.65, r"stinksauer|stocksauer|stinkwütend|fuchsteufelswild|auf 180|auf hundertachtzig|koche vor wut"),
    (Kind.RAGE, 0.6, r"(so |sehr |echt |richtig |total )(sauer|wütend|zornig)|\bwütend\b|außer mir vor wut|rasend vor"),
    (Kind.RAGE, 0.45, r"\bbin (\w+ ){0,2}(sauer|verärgert|empört|zornig)"),
    (Kind.RAGE, 0.65, r"(schnauze|nase|faxen|kanal) (\w+ )?(gestrichen )?(voll|dicke)|jetzt (reicht|langt|ist schluss|ist genug)"),
    (Kind.RAGE, 0.65, r"(reicht|langt)('?s| es)? (mir |uns )?(jetzt|endgültig|ein für alle mal|mir aber)|mir (langt|reicht)( )?'?s"),
    (Kind.RAGE, 0.6, r"platzt (mir )?(\w+ ){0,3}(der kragen|die hutschnur)|kragen platzt|geht mir (die )?hutschnur hoch"),
    (Kind.RAGE, 0.6, r"raste (\w+ )?aus|drehe? (\w+ ){0,2}durch|dreh gleich|platze gleich|explodier\w*|zum (verrücktwerden|kotzen)"),
    # annoyance
    (Kind.ANNOYANCE, 0.4, r"genervt|nerv(en|t|st)\b|auf die nerven|auf den (keks|geist|zeiger|wecker|sack)|ärger(t|lich)\b"),
    (Kind.ANNOYANCE, 0.4, r"ärgere (mich|ich mich)|beschwer(e|en|de)\b|unzufrieden|enttäuscht|nicht in ordnung|unmöglich\b"),
    (Kind.ANNOYANCE, 0.4, r"(langsam|allmählich) (\w+ ){0,3}(reicht|genug|geduld|satt|sauer)|geduld verlier\w*|verlier\w* (\w+ ){0,2}geduld"),
    (Kind.ANNOYANCE, 0.45, r"genug von|habe? (\w+ ){0,4}satt\b|stinkt mir|bin (\w+ )?bedient|kann doch nicht (wahr|ihr ernst)"),
    (Kind.ANNOYANCE, 0.4, r"nicht (ihr|dein|euer) ernst|das (gibt'?s|gibt es|darf) doch (wohl )?nicht|darf (doch )?(wohl )?nicht wahr sein"),
    (Kind.ANNOYANCE, 0.35, r"(zum|das) (zweiten|dritten|vierten|fünften|sechsten|siebten|zehnten|x ten|hundertsten) mal"),
    (Kind.ANNOYANCE, 0.35, r"schon (wieder|zum|dreimal|drei mal|zigmal)|jedes mal (dasselbe|das gleiche)|immer (wieder )?(dasselbe|das gleiche)"),
    (Kind.ANNOYANCE, 0.35, r"seit (\w+ )?(stunden|tagen|wochen|monaten|ewigkeiten|einer woche) (\w+ ){0,3}(warte|melde|versuche|rufe|hinterlasse|nichts)"),
    (Kind.ANNOYANCE, 0.3, r"wo bleib(en|t) (die|der|sie|ihr)|nie (jemand|einer|wer)|kein (mensch|schwein|aas) (\w+ )?(meldet|geht|ruft|kümmert)"),
    (Kind.ANNOYANCE, 0.3, r"na (toll|super|klasse|prima|bravo)|mein gott|herrgott|um (himmels|gottes) willen|zum donnerwetter|himmel herrgott"),
    (Kind.ANNOYANCE, 0.3, r"natürlich nicht|wie oft (denn )?(noch|soll)|zu viel verlangt|ist das so schwer|versetzt\b|umsonst (gekommen|urlaub)"),
    (Kind.ANNOYANCE, 0.3, r"gefälligst|ein bisschen plötzlich|(jetzt|nun) (\w+ )?(endlich|mal endlich)|heißen brei|mühsam"),
    (Kind.ANNOYANCE, 0.3, r"was (seid|sind) (ihr|sie) (\w+ ){0,2}für|wo leben wir|wo kommen wir|könnte? (\w+ )?(heulen|kotzen|schreien)"),
    # threats
    (Kind.VIOLENCE, 1.0, r"(schlage?|haue?|trete?|breche?|prügle?|poliere?) (\w+ ){0,4}(zähne|fresse|nase|kopf|knochen|tot|zusammen|ein)\b"),
    (Kind.VIOLENCE, 0.9, r"dann knallt'?s?( es)?|bringe? (euch|sie|dich) (\w+ ){0,2}um|mache? (euch|sie|dich) (fertig|kalt|platt)"),
    (Kind.VIOLENCE, 0.8, r"(komme?|steh\w*) (\w+ ){0,4}(vorbei|vor der tür) und|zünde? (\w+ ){0,3}an|kurz und klein|weiß wo (sie|du|ihr) wohn"),
    (Kind.THREAT, 0.75, r"(ich|wir|werde|werden) (\w+ ){0,3}verklag\w*|verklage? (sie|euch|dich|ich)|zeige? (sie|euch|ich|dich|das) (\w+ ){0,2}an\b"),
    (Kind.THREAT, 0.7, r"(gibt|erstatte|stelle|mache) (\w+ ){0,3}(straf)?anzeige|(zieh|bring|zerr)\w* (\w+ ){0,4}vor gericht|vor gericht"),
    (Kind.THREAT, 0.65, r"(gehe?|geh|wende|schalte|hetze|nehme|hole|höre\w*|sage|melde|rufe|beschwere) (\w+ ){0,8}(rechts)?anwalt"),
    (Kind.THREAT, 0.5, r"(gehe?|geh|wende|melde|sage|rufe|schreibe?|beschwere?) (\w+ ){0,6}(presse|zeitung|fernsehen|ärztekammer|kammer"
     r"|polizei|kasse|krankenkasse|mieterverein|verbraucher\w*|bürgermeister|gesundheitsamt|handwerkskammer|aufsicht\w*|medien|bild)\b"),
    (Kind.THREAT, 0.45, r"muss ich erst (die|den|das|zum|zur) \w+|schlechte bewertung\w*|(null|einen?) sterne?\b|nachspiel haben|überall schreiben"),
    (Kind.THREAT, 0.5, r"(ich )?warne (sie|euch|dich)|darauf können sie (gift nehmen|sich verlassen)|das werden sie (noch )?bereuen|sie hören von"),
    # leaving, resignation, demands
    (Kind.LEAVING, 0.5, r"(gehe?|suche|wechs[el]+e?|geh|kündige|wechseln) (\w+ ){0,5}(anderen?|anderes|konkurrenz|woanders|firma|anbieter|arzt)"),
    (Kind.LEAVING, 0.5, r"nie (wieder|mehr)$|(das war|sehen) (mich|uns|sie mich) (\w+ )?(nie|nicht) wieder|entziehe? (\w+ ){0,4}mandat|kündige\b"),
    (Kind.LEAVING, 0.45, r"kürze? (\w+ )?miete|storniere alles|woanders hin|letzte mal dass ich"),
    (Kind.RESIGNATION, 0.4, r"vergessen sie('?s| es)|vergiss es|lassen (wir|sie) (das|es|'?s)\b|hat (\w+ ){0,4}keinen? (sinn|zweck) (mehr )?(mit|das|hier)?"),
    (Kind.RESIGNATION, 0.4, r"(hilft|helfen|bringt) (\w+ ){0,4}(ja |eh |doch |sowieso )+(nicht|nichts)|wird (doch )?nichts mehr|ich geb'?e? (es )?auf|mir (doch )?egal jetzt"),
    (Kind.RESIGNATION, 0.35, r"^(ach )?(schon gut|egal|was soll'?s)( dann)?$|interessiert (sie|hier|euch) (ja |doch )?(eh |sowieso )?(keinen|nicht)"),
    (Kind.DEMAND, 0.5, r"(will|möchte|verlange|fordere) (\w+ ){0,3}(geld|gebühr|anzahlung|anmeldegebühr|kohle)( (\w+ )?(zurück|wieder))?"),
    (Kind.DEMAND, 0.5, r"zahle? (\w+ ){0,2}(keinen (cent|pfennig|müden)|nichts|gar nichts|nicht)|passt mir (\w+ )?nicht$|gar nicht passt"),
    (Kind.DEMAND, 0.4, r"einen (scheiß|dreck) (will|werde|tue)|ich (verlange|fordere|erwarte) (\w+ )?(sofort|dass|jetzt)"),
    # said before
    (Kind.SAID_BEFORE, 0.4, r"hab(e)? ich (\w+ ){0,3}(schon|gerade|eben|doch|bereits|jetzt) (\w+ ){0,3}(gesagt|erklärt|erzählt)"),
    (Kind.SAID_BEFORE, 0.4, r"(ich )?(sagte|sag|sage) (ich )?(doch|bereits|schon)|^(nein )?ich sagte|wie gesagt|wiederhole mich|ich hatte (\w+ )?gesagt"),
    (Kind.SAID_BEFORE, 0.4, r"hör(en|st) (sie |du )?(mir )?(überhaupt|nicht|mal|eigentlich|denn|auch) (\w+ )?zu|hören sie mir zu"),
    (Kind.SAID_BEFORE, 0.35, r"(falsch|nicht) verstanden|versteh(en|st) (sie|du) (mich )?(\w+ ){0,2}(nicht|schon wieder nicht)|nicht das was ich"),
    (Kind.SAID_BEFORE, 0.3, r"sagen sie jedes mal|das hieß es|das haben sie (\w+ ){0,2}(schon|auch schon|gestern)"),
    # swearing at nobody
    (Kind.SWEARING, 0.35, r"schei(ß|ss)e?\b|schei(ß|ss)(dreck|e[rn]?|kram)\b|verdammt\w*|verflucht\w*|verflixt\w*|kruzifix|mist\b|kacke|fuck|bullshit"),
    # despair
    (Kind.DESPAIR, 0.85, r"weiß (ich )?(\w+ ){0,3}nicht (mehr |wohin |wie es )(mehr )?(weiter|ein noch aus|zu helfen|wohin|mit mir|was ich)"),
    (Kind.DESPAIR, 0.75, r"weiß nicht (was|wohin) (ich )?(\w+ ){0,3}(noch )?(machen|tun|soll|mit mir)|weiß nicht wohin|weiß mir (\w+ ){0,3}(nicht )?(mehr )?zu helfen"),
    (Kind.DESPAIR, 0.75, r"(bin|so|völlig|ganz|total|einfach|nur noch) verzweifelt|verzweifle"),
    (Kind.DESPAIR, 0.8, r"(kann|schaff\w*|pack\w*|ertrag\w*) (\w+ ){0,4}nicht (mehr|länger)(?! (ausmachen|genau|kommen|sagen|erinnern|warten))$"),
    (Kind.DESPAIR, 0.75, r"ich kann( einfach)? nicht mehr(?! (kommen|warten|laufen|kauen|essen|schlafen|beißen|gehen|sitzen|stehen))"),
    (Kind.DESPAIR, 0.75, r"schaff\w* (\w+ ){0,5}(nicht mehr|gar nichts mehr|nichts mehr)|am ende (meiner|mit (den|meinen))|(meiner|mit den) (kräfte|nerven) (\w+ )?am ende"),
    (Kind.DESPAIR, 0.8, r"breche? (\w+ ){0,2}zusammen|nervenzusammenbruch|mir hilft (\w+ )?(niemand|keiner|kein mensch)|niemand hilft mir|alles (zu viel|verloren)"),
    (Kind.DESPAIR, 0.55, r"flehe (sie |ich )?|(bitte )+helfen sie( mir)?$|(heule|weine) (nur noch|den ganzen|jeden|ständig)|wird mir (\w+ ){0,2}zu viel|auf der straße mit|auf der straße ich"),
    (Kind.DESPAIR, 0.45, r"sitzen mit (\w+ ){0,3}auf der straße|bin ganz allein|hoffnungslos\b(?! er fall)|keine hoffnung mehr"),
    # wish for a person
    (Kind.WANTS_HUMAN, 1.0, r"(mit|zu|einen?|einem|einer|ein|echte[nmrs]?|richtige[nmrs]?|wirkliche[nmrs]?) (\w+ ){0,2}(menschen?|mitarbeiter(in)?|person|kolleg\w+"
     r"|sachbearbeiter(in)?|angestellten?|ansprechpartner(in)?)\b(?=.*(sprechen|reden|verbinden|haben|durchstell\w*|geben|holen|bitte|apparat|telefon|leitung))"),
    (Kind.WANTS_HUMAN, 1.0, r"(verbinden|verbinde) sie mich|stell\w* sie mich (\w+ ){0,3}durch|mich (\w+ ){0,8}durch(zu)?stellen|mich (\w+ ){0,6}(weiter)?verbinden"),
    (Kind.WANTS_HUMAN, 1.0, r"(geben|gib|holen|hol|besorgen) (sie )?(mir|ihn mir|sie mir|uns) (\w+ ){0,6}(jemand\w*|einen|eine|mensch\w*|mitarbeiter\w*|chef\w*|kolleg\w*|person"
     r"|wirt\w*|leitung|kanzleileitung|\w*leitung|ans telefon|an den apparat|\w*leiter\w*|inhaber\w*|vorgesetzte\w*|verwalter\w*)"),
    (Kind.WANTS_HUMAN, 1.0, r"(den|die|ihren?|eure[nr]?|der|ihrer|eurem) (\w+ )?(chef(in)?|vorgesetzte\w*|geschäftsführer(in)?|inhaber(in)?|verwalter(in)?|filialleit\w*|praxisleitung|verantwortliche\w*|leitung)"
     r" (\w+ ){0,3}(sprechen|reden|haben|ans telefon)"),
    (Kind.WANTS_HUMAN, 0.95, r"(nicht|ungern|nie|keine lust) (\w+ ){0,3}(mit |auf )?(einer|einem|der|dem|ihrer?|ner|so einem|so einer|diesem) (maschine|computer|roboter|ki|automaten?|bot|bandansage|blechstimme)"),
    (Kind.WANTS_HUMAN, 0.95, r"mit (einer|einem|ner|nem) (maschine|computer|roboter|ki|automaten?|bot) (rede|spreche|diskutiere|will) (ich )?(\w+ )?nicht"),
    (Kind.WANTS_HUMAN, 0.95, r"(jemand\w*|wen) (\w+ )?(echte[ns]?|richtige[ns]?|menschliches?|persönlich) (\w+ )?(sprechen|reden|haben)|mit jemandem (sprechen|reden)|aus fleisch und blut"),
    (Kind.WANTS_HUMAN, 0.95, r"^(ja |bitte )?(mensch|mitarbeiter(in)?|(die )?zentrale)( bitte)?$|(sprechen|reden) mit (der|dem) (chef\w*|arzt|ärztin|leitung)|persönlich (zu )?(reden|sprechen)"),
    (Kind.WANTS_HUMAN, 0.9, r"^(ja )?mit (der|dem) (chef(in)?|leitung|meister|inhaber(in)?)( und zwar)?( sofort)?$|^(ja )?mit der chefin"),
    # urgency, pain, grief
    (Kind.URGENCY, 0.6, r"sofort|dringend\w*|notfall\w*|schnellst\w*|so (schnell|bald) (wie|es)|umgehend|auf der stelle|gleich heute|heute noch|schnell"),
    (Kind.PAIN, 0.7, r"schmerz\w*|\b(tut|tun) (\w+ ){0,4}weh\b|weh ?(tut|tun)|zahnweh|entzünd\w*|pocht|geschwollen|brennt wie|bringt mich (noch )?um|rücken|kiefer|backe|zahn"),
    (Kind.GRIEF, 0.8, r"gestorben|verstorben|\btot\b|todesfall|trauerfall|beerdigung|trauer|beisetzung|eingeschläfert|seit dem tod|sterbeurkunde|erbe\b|einäscherung"),
)
