"""German threats, leaving, resignation, what was said before, despair, wishes, urgency, pain and grief. PURE."""

from app.domain.escalation.signals import Kind

NEEDS_DE: tuple[tuple[Kind, float, str], ...] = (
    # threats
    (
        Kind.VIOLENCE,
        1.0,
        r"(schlage?|haue?|trete?|breche?|prügle?|poliere?) (\w+ ){0,4}(zähne|fresse|nase|kopf|knochen|tot"
        r"|zusammen|ein)\b",
    ),
    (
        Kind.VIOLENCE,
        0.9,
        r"dann knallt'?s?( es)?|bringe? (euch|sie|dich) (\w+ ){0,2}um|mache? (euch|sie|dich) (fertig|kalt|platt)",
    ),
    (
        Kind.VIOLENCE,
        0.8,
        r"(komme?|steh\w*) (\w+ ){0,4}(vorbei|vor der tür) und|zünde? (\w+ ){0,3}an|kurz und klein|weiß wo (sie"
        r"|du|ihr) wohn",
    ),
    (
        Kind.THREAT,
        0.75,
        r"(ich|wir|werde|werden) (\w+ ){0,3}verklag\w*|verklage? (sie|euch|dich|ich)|zeige? (sie|euch|ich|dich"
        r"|das) (\w+ ){0,2}an\b",
    ),
    (
        Kind.THREAT,
        0.7,
        r"(gibt|erstatte|stelle|mache) (\w+ ){0,3}(straf)?anzeige|(zieh|bring|zerr)\w* (\w+ ){0,4}vor gericht"
        r"|vor gericht",
    ),
    (
        Kind.THREAT,
        0.65,
        r"(gehe?|geh|wende|schalte|hetze|nehme|hole|höre\w*|sage|melde|rufe|beschwere) (\w+ ){0,8}(rechts)?anwalt"
        r"|(gehe?|geh) (\w+ )?(zum|zu meinem) anw\w+",
    ),
    (
        Kind.THREAT,
        0.5,
        r"(gehe?|geh|wende|melde|sage|rufe|schreibe?|beschwere?) (\w+ ){0,6}(presse|zeitung|fernsehen|ärztekammer"
        r"|kammer"
        r"|polizei|kasse|krankenkasse|mieterverein|verbraucher\w*|bürgermeister|gesundheitsamt|handwerkskammer"
        r"|aufsicht\w*|medien|bild)\b",
    ),
    (
        Kind.THREAT,
        0.45,
        r"muss ich erst (die|den|das|zum|zur) \w+|schlechte bewertung\w*|(null|einen?) sterne?\b|nachspiel haben"
        r"|überall schreiben",
    ),
    (
        Kind.THREAT,
        0.5,
        r"(ich )?warne (sie|euch|dich)|darauf können sie (gift nehmen|sich verlassen)"
        r"|das werden sie (noch )?bereuen|sie hören von",
    ),
    # leaving, resignation, demands
    (
        Kind.LEAVING,
        0.5,
        r"(gehe?|suche|wechs[el]+e?|geh|kündige|wechseln) (\w+ ){0,5}(anderen?|anderes|konkurrenz|woanders|firma"
        r"|anbieter|arzt)",
    ),
    (
        Kind.LEAVING,
        0.5,
        r"nie (wieder|mehr)$|(das war|sehen) (mich|uns|sie mich) (\w+ )?(nie|nicht) wieder"
        r"|entziehe? (\w+ ){0,4}mandat|kündige\b",
    ),
    (Kind.LEAVING, 0.45, r"kürze? (\w+ )?miete|storniere alles|woanders hin|letzte mal dass ich"),
    (
        Kind.RESIGNATION,
        0.4,
        r"vergessen sie('?s| es)|vergiss es|lassen (wir|sie) (das|es|'?s)\b|hat (\w+ ){0,4}keinen? (sinn"
        r"|zweck) (mehr )?(mit|das|hier)?",
    ),
    (
        Kind.RESIGNATION,
        0.4,
        r"(hilft|helfen|bringt) (\w+ ){0,4}(ja |eh |doch |sowieso )+(nicht|nichts)|wird (doch )?nichts mehr"
        r"|ich geb'?e? (es )?auf|mir (doch )?egal jetzt",
    ),
    (
        Kind.RESIGNATION,
        0.35,
        r"^(ach )?(schon gut|egal|was soll'?s)( dann)?$|interessiert (sie|hier|euch) (ja |doch )?(eh "
        r"|sowieso )?(keinen|nicht)",
    ),
    (
        Kind.DEMAND,
        0.5,
        r"(will|möchte|verlange|fordere) (\w+ ){0,3}(geld|gebühr|anzahlung|anmeldegebühr|kohle)( (\w+ )?(zurück"
        r"|wieder))?",
    ),
    (
        Kind.DEMAND,
        0.5,
        r"zahle? (\w+ ){0,2}(keinen (cent|pfennig|müden)|nichts|gar nichts|nicht)|passt mir (\w+ )?nicht$"
        r"|gar nicht passt",
    ),
    (
        Kind.DEMAND,
        0.4,
        r"einen (scheiß|dreck) (will|werde|tue)|ich (verlange|fordere|erwarte) (\w+ )?(sofort|dass|jetzt)",
    ),
    # said before
    (
        Kind.SAID_BEFORE,
        0.4,
        r"hab(e)? ich (\w+ ){0,3}(schon|gerade|eben|doch|bereits|jetzt) (\w+ ){0,3}(gesagt|erklärt|erzählt)",
    ),
    (
        Kind.SAID_BEFORE,
        0.4,
        r"(ich )?(sagte|sag|sage) (ich )?(doch|bereits|schon)|^(nein )?ich sagte|wie gesagt|wiederhole mich"
        r"|ich hatte (\w+ )?gesagt",
    ),
    (
        Kind.SAID_BEFORE,
        0.4,
        r"hör(en|st) (sie |du )?(mir )?(überhaupt|nicht|mal|eigentlich|denn|auch) (\w+ )?zu|hören sie mir zu",
    ),
    (
        Kind.SAID_BEFORE,
        0.35,
        r"(falsch|nicht) verstanden|versteh(en|st) (sie|du) (mich )?(\w+ ){0,2}(nicht|schon wieder nicht)"
        r"|nicht das was ich",
    ),
    (Kind.SAID_BEFORE, 0.3, r"sagen sie jedes mal|das hieß es|das haben sie (\w+ ){0,2}(schon|auch schon|gestern)"),
    # swearing at nobody
    (
        Kind.SWEARING,
        0.35,
        r"schei(ß|ss)e?\b|schei(ß|ss)(dreck|e[rn]?|kram)\b|verdammt\w*|verflucht\w*|verflixt\w*|kruzifix|mist\b"
        r"|kacke|fuck|bullshit",
    ),
    # despair
    (
        Kind.DESPAIR,
        0.85,
        r"weiß (ich )?(\w+ ){0,3}nicht (mehr |wohin |wie es )(mehr )?(weiter|ein noch aus|zu helfen|wohin|mit mir"
        r"|was ich)",
    ),
    (
        Kind.DESPAIR,
        0.75,
        r"weiß nicht (was|wohin) (ich )?(\w+ ){0,3}(noch )?(machen|tun|soll|mit mir)|weiß nicht wohin"
        r"|weiß mir (\w+ ){0,3}(nicht )?(mehr )?zu helfen",
    ),
    (Kind.DESPAIR, 0.75, r"(bin|so|völlig|ganz|total|einfach|nur noch) verzweifelt|verzweifle"),
    (
        Kind.DESPAIR,
        0.8,
        r"(kann|schaff\w*|pack\w*|ertrag\w*) (\w+ ){0,4}nicht (mehr|länger)(?! (ausmachen|genau|kommen|sagen"
        r"|erinnern|warten))$",
    ),
    (
        Kind.DESPAIR,
        0.75,
        r"ich kann( einfach)? nicht mehr(?! (kommen|warten|laufen|kauen|essen|schlafen|beißen|gehen|sitzen|stehen))",
    ),
    (
        Kind.DESPAIR,
        0.75,
        r"schaff\w* (\w+ ){0,5}(nicht mehr|gar nichts mehr|nichts mehr)"
        r"|am ende (meiner (kraft|kräfte|nerven|geduld)|mit (den|meinen) (nerven|kräften))"
        r"|(meiner|mit den) (kräfte|nerven) (\w+ )?am ende",
    ),
    (
        Kind.DESPAIR,
        0.8,
        r"breche? (\w+ ){0,2}zusammen|nervenzusammenbruch|mir hilft (\w+ )?(niemand|keiner|kein mensch)"
        r"|niemand hilft mir|alles (zu viel|verloren)",
    ),
    (
        Kind.DESPAIR,
        0.55,
        r"flehe (sie |ich )?|(bitte )+helfen sie( mir)?$|(heule|weine) (nur noch|den ganzen|jeden|ständig)"
        r"|wird mir (\w+ ){0,2}zu viel|auf der straße mit|auf der straße ich",
    ),
    (
        Kind.DESPAIR,
        0.45,
        r"sitzen mit (\w+ ){0,3}auf der straße|bin ganz allein|hoffnungslos\b(?! er fall)|keine hoffnung mehr",
    ),
    # wish for a person
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(mit|zu|einen?|einem|einer|ein|echte[nmrs]?|richtige[nmrs]?|wirkliche[nmrs]?) (\w+ ){0,2}(menschen?"
        r"|mitarbeiter(in)?|person|kolleg\w+"
        r"|sachbearbeiter(in)?|angestellten?|ansprechpartner(in)?)\b(?=.*(sprechen|reden|verbinden|haben"
        r"|durchstell\w*|geben|holen|bitte|apparat|telefon|leitung))",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(verbinden|verbinde) sie mich|stell\w* sie mich (\w+ ){0,3}durch|mich (\w+ ){0,8}durch(zu)?stellen"
        r"|mich (\w+ ){0,6}(weiter)?verbinden",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(geben|gib|holen|hol|besorgen) (sie )?(mir|ihn mir|sie mir|uns) (\w+ ){0,6}(jemand\w*|einen|eine"
        r"|mensch\w*|mitarbeiter\w*|chef\w*|kolleg\w*|person"
        r"|wirt\w*|leitung|kanzleileitung|\w*leitung|ans telefon|an den apparat|\w*leiter\w*|inhaber\w*"
        r"|vorgesetzte\w*|verwalter\w*)",
    ),
    (
        Kind.WANTS_HUMAN,
        1.0,
        r"(den|die|ihren?|eure[nr]?|der|ihrer|eurem) (\w+ )?(chef(in)?|vorgesetzte\w*|geschäftsführer(in)?"
        r"|inhaber(in)?|verwalter(in)?|filialleit\w*|praxisleitung|verantwortliche\w*|leitung)"
        r" (\w+ ){0,3}(sprechen|reden|haben|ans telefon)",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"(nicht|ungern|nie|keine lust) (\w+ ){0,3}(mit |auf )?(einer|einem|der|dem|ihrer?|ner|so einem|so einer"
        r"|diesem) (maschine|computer|roboter|ki|automaten?|bot|bandansage|blechstimme)",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"mit (einer|einem|ner|nem) (maschine|computer|roboter|ki|automaten?|bot) (rede|spreche|diskutiere"
        r"|will) (ich )?(\w+ )?nicht",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"(jemand\w*|wen) (\w+ )?(echte[ns]?|richtige[ns]?|menschliches?|persönlich) (\w+ )?(sprechen|reden"
        r"|haben)|mit jemandem (sprechen|reden)|aus fleisch und blut",
    ),
    (
        Kind.WANTS_HUMAN,
        0.95,
        r"^(ja |bitte )?(mensch|mitarbeiter(in)?|(die )?zentrale)( bitte)?$|(sprechen|reden) mit (der"
        r"|dem) (chef\w*|arzt|ärztin|leitung)|persönlich (zu )?(reden|sprechen)",
    ),
    (
        Kind.WANTS_HUMAN,
        0.9,
        r"^(ja )?mit (der|dem) (chef(in)?|leitung|meister|inhaber(in)?)( und zwar)?( sofort)?$|^(ja )?mit der chefin",
    ),
    # urgency, pain, grief
    (
        Kind.URGENCY,
        0.6,
        r"sofort|dringend\w*|notfall\w*|schnellst\w*|so (schnell|bald) (wie|es)|umgehend|auf der stelle"
        r"|gleich heute|heute noch|schnell",
    ),
    (
        Kind.PAIN,
        0.7,
        r"schmerz\w*|\b(tut|tun) (\w+ ){0,4}weh\b|weh ?(tut|tun)|zahnweh|entzünd\w*|pocht|geschwollen|brennt wie"
        r"|bringt mich (noch )?um|rücken|kiefer|backe|zahn",
    ),
    (
        Kind.GRIEF,
        0.8,
        r"gestorben|verstorben|\btot\b|todesfall|trauerfall|beerdigung|trauer|beisetzung|eingeschläfert"
        r"|seit dem tod|sterbeurkunde|erbe\b|einäscherung",
    ),
)
