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
    r"(idiot\w*|arschl\w*|trottel\w*|vollidiot\w*|depp\w*|blechtrottel|blechkopf|blödmann|dummkopf|versager\w*"
    r"|stümper\w*"
    r"|dilettant\w*|pfuscher\w*|betrüger\w*|verbrecher\w*|gauner\w*|abzocker\w*|halsabschneider\w*|lügner\w*|wichser\w*"
    r"|penner\w*|schwein\w*|drecks(ding|kerl|sau|maschine|automat)\w*|mistkerl\w*|dieb\w*|gesindel|pack|bande|kuh|sau"
    r"|schwachkopf|nieten?|pfeife\w*|flaschen?|giftmischer\w*|gangster\w*|scheiß(automat|kiste|ding|maschine"
    r"|computer|laden)"
    r"|mörder(?!isch)\w*|kurpfuscher\w*|amateure?|spinner|hurensohn|missgeburt|miststück|lackaffen?|schlampe\w*|metzger)"
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
    (
        Kind.INSULT,
        0.95,
        r"(leck|leckt|lecken) (mich|sie mich)|fick dich|verpiss\w*|fahr(en)? (sie )?zur hölle|arsch lecken",
    ),
    (Kind.INSULT, 0.8, r"sonst ?wohin stecken|in den arsch|am arsch\b|scher\w* (dich|euch|sie sich) zum teufel"),
    (Kind.INSULT, 0.7, r"(verarsch\w*|verkohl\w*|für (dumm|blöd) verkauf\w*|auf den arm nehmen|zum narren halten)"),
    (Kind.INSULT, 0.6, r"lüg(en|st|t) (\w+ ){0,2}wie gedruckt|(sie|du|ihr) (lügen|lügst|lügt)|belogen und betrogen"),
    (
        Kind.INSULT,
        0.5,
        r"(sie|ihr|du) (\w+ ){0,3}(überhaupt nichts|gar nichts|rein gar nichts|nichts|nie was|nie etwas)$",
    ),
    (Kind.INSULT, 0.55, r"(kapieren|kapierst|kapiert|begreifen|checkst) (sie|du|ihr) (\w+ ){0,2}(nichts|nicht|was)\b"),
    (Kind.INSULT, 0.5, r"jemand\w* (\w+ ){0,3}der (denken kann|was kann|ahnung hat|sein handwerk versteht)"),
    # judgements about what we do
    (
        Kind.JUDGEMENT,
        0.6,
        r"frechheit\w*|unverschämt\w*|dreist(er|igkeit|es)?\b|eine schande|schämen (sie sich|solltet)",
    ),
    (
        Kind.JUDGEMENT,
        0.55,
        r"zumutung|skandal\w*|sauerei|schweinerei|unerhört\w*|ungeheuerlich\w*|unter aller (sau|kanone)",
    ),
    (
        Kind.JUDGEMENT,
        0.55,
        r"(ist|wohl|ja|doch) (echt )?(das )?(aller)?letzte|bodenlos\w*|geht gar nicht|hört sich doch alles auf",
    ),
    (
        Kind.JUDGEMENT,
        0.4,
        r"katastrophal|eine katastrophe|chaos bei ihnen|armutszeugnis|peinlich für|lachhaft|lächerlich",
    ),
    (Kind.JUDGEMENT, 0.5, r"schlechter (witz|scherz)|soll das ein (witz|scherz) sein|wollen sie mich (\w+ )?veräppeln"),
    (Kind.JUDGEMENT, 0.55, r"was (glauben|denken|bilden) sie (\w+ ){0,2}(eigentlich|wer|ein)|wer sind sie eigentlich"),
    (
        Kind.JUDGEMENT,
        0.5,
        r"so geht (man|ihr|das) (\w+ ){0,2}nicht|so (einen?|was|etwas) (\w+ ){0,3}(noch )?nie erlebt",
    ),
    (Kind.JUDGEMENT, 0.5, r"lass\w* (ich )?(mir|uns) (\w+ ){0,3}nicht (länger |mehr )?(bieten|gefallen)"),
    (
        Kind.JUDGEMENT,
        0.5,
        r"(ruinieren|ruiniert|zerstört|kaputt gemacht|auf dem gewissen|schuld daran|ihretwegen|euretwegen)",
    ),
    (Kind.JUDGEMENT, 0.5, r"betrug\b|beschiss\w*|abzocke|nepp|wucher|gestohlen|körperverletzung|verätzt|verpfuscht\w*"),
    (Kind.JUDGEMENT, 0.4, r"(lassen|lasst) (\w+ ){0,4}(im (kalten|regen|stich)|hängen|sitzen|warten)"),
    (Kind.JUDGEMENT, 0.4, r"(tun|macht|machen|unternehmen) (sie )?(\w+ )?(nichts|gar nichts)|(und )?nichts passiert"),
    # their own anger
    (Kind.RAGE, 0.65, r"(stink|stock) ?sauer|stink ?wütend|fuchsteufelswild|auf 180|auf hundertachtzig|koche vor wut"),
    (Kind.RAGE, 0.6, r"(so |sehr |echt |richtig |total )(sauer|wütend|zornig)|\bwütend\b|außer mir vor wut|rasend vor"),
    (Kind.RAGE, 0.45, r"\bbin (\w+ ){0,2}(sauer|verärgert|empört|zornig)"),
    (
        Kind.RAGE,
        0.65,
        r"(schnauze|nase|faxen|kanal) (\w+ )?(gestrichen )?(voll|dicke)|jetzt (reicht|langt|ist schluss|ist genug)",
    ),
    (
        Kind.RAGE,
        0.65,
        r"(reicht|langt)('?s| es)? (mir |uns )?(jetzt|endgültig|ein für alle mal|mir aber)|mir (langt|reicht)( )?'?s",
    ),
    (
        Kind.RAGE,
        0.6,
        r"platzt (mir )?(\w+ ){0,3}(der kragen|die hutschnur)|kragen platzt|geht mir (die )?hutschnur hoch",
    ),
    (
        Kind.RAGE,
        0.6,
        r"raste (\w+ )?aus|drehe? (\w+ ){0,2}durch|dreh gleich|platze gleich|explodier\w*|zum (verrücktwerden|kotzen)",
    ),
    # annoyance
    (
        Kind.ANNOYANCE,
        0.4,
        r"genervt|nerv(en|t|st)\b|auf die nerven|auf den (keks|geist|zeiger|wecker|sack)|ärger(t|lich)\b",
    ),
    (
        Kind.ANNOYANCE,
        0.4,
        r"ärgere (mich|ich mich)|beschwer(e|en|de)\b|unzufrieden|enttäuscht|nicht in ordnung|unmöglich\b",
    ),
    (
        Kind.ANNOYANCE,
        0.4,
        r"(langsam|allmählich) (\w+ ){0,3}(reicht|genug|geduld|satt|sauer)|geduld verlier\w*"
        r"|verlier\w* (\w+ ){0,2}geduld",
    ),
    (
        Kind.ANNOYANCE,
        0.45,
        r"genug von|habe? (\w+ ){0,4}satt\b|stinkt mir|bin (\w+ )?bedient|kann doch nicht (wahr|ihr ernst)",
    ),
    (
        Kind.ANNOYANCE,
        0.4,
        r"nicht (ihr|dein|euer) ernst|das (gibt'?s|gibt es|darf) doch (wohl )?nicht"
        r"|darf (doch )?(wohl )?nicht wahr sein",
    ),
    (
        Kind.ANNOYANCE,
        0.35,
        r"(zum|das) (zweiten|dritten|vierten|fünften|sechsten|siebten|zehnten|x ten|hundertsten) mal",
    ),
    (
        Kind.ANNOYANCE,
        0.35,
        r"schon (wieder|zum|dreimal|drei mal|zigmal)|jedes mal (dasselbe|das gleiche)|immer (wieder )?(dasselbe"
        r"|das gleiche)",
    ),
    (
        Kind.ANNOYANCE,
        0.35,
        r"seit (\w+ )?(stunden|tagen|wochen|monaten|ewigkeiten|einer woche) (\w+ ){0,3}(warte|melde|versuche|rufe"
        r"|hinterlasse|nichts)",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"wo bleib(en|t) (die|der|sie|ihr)|nie (jemand|einer|wer)|kein (mensch|schwein|aas) (\w+ )?(meldet|geht"
        r"|ruft|kümmert)",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"na (toll|super|klasse|prima|bravo)|mein gott|herrgott|um (himmels|gottes) willen|zum donnerwetter"
        r"|himmel herrgott",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"natürlich nicht|wie oft (denn )?(noch|soll)|zu viel verlangt|ist das so schwer|versetzt\b"
        r"|umsonst (gekommen|urlaub)",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"gefälligst|ein bisschen plötzlich|(jetzt|nun) (\w+ )?(endlich|mal endlich)|heißen brei|mühsam",
    ),
    (
        Kind.ANNOYANCE,
        0.3,
        r"was (seid|sind) (ihr|sie) (\w+ ){0,2}für|wo leben wir|wo kommen wir|könnte? (\w+ )?(heulen|kotzen|schreien)",
    ),
)
