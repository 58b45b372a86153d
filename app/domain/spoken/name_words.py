"""Words that tell names from the rest of a sentence, as tables. PURE."""

from app.domain.spoken.folding import folded_set

PARTICLES = folded_set(
    "von vom van vander de del della der den dem zu zum zur da di do dos du la le el al bin ibn ben ter ten te mac "
    "mc o' und st st. san"
)
TITLES = folded_set(
    "herr herrn frau fräulein doktor dr professor prof diplom ingenieur magister mag dipl ing med familie mr mrs ms "
    "miss mister missus sir madam "
    "mme doctor dame lord lady ma'am firma doktorin professorin reverend rev captain corporal sergeant colonel "
    "lieutenant"
)

# Words that are no part of a person's name, whatever stands around them (both languages).
NO_NAME = folded_set(
    # yes, no, politeness, fillers
    "ja jo jawohl nein nee nö doch genau richtig stimmt klar okay ok gut gerne gern bitte danke dankeschön hallo "
    "guten tag morgen abend mahlzeit moin "
    "servus grüß gruß gott tschüss wiederhören wiedersehen ähm äh öh hm hmm mhm aha ach oh naja nun also so tja "
    "super prima toll passt moment sekunde "
    "augenblick warten wartet warte sofort gleich mal eben kurz ne halt schon einfach",
    # pronouns, articles, prepositions, conjunctions, adverbs
    "ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen mein meine meinen meinem meiner meines dein "
    "deine sein seine ihre ihren ihrem unser "
    "unsere der die das den dem des ein eine einen einem einer eines kein keine keinen dies diese dieser dieses "
    "diesen jener welche welcher wer was wann wo "
    "wie warum wieso weshalb wohin woher wen wem denn da hier dort dann jetzt heute gestern übermorgen nicht nichts "
    "nie immer noch nur auch aber oder und "
    "sondern weil wenn dass ob als bis seit vor nach bei mit ohne für gegen um an am im in ins auf aus zu zum zur "
    "über unter durch wegen sehr viel wenig mehr "
    "wieder selber selbst alle alles etwas irgendwas jemand niemand man sonst leider vielleicht eventuell ungefähr "
    "zweite erste letzte nächste nächsten",
    # verbs and words of a booking call
    "bin bist ist sind seid war waren wäre wären habe hab hast hat haben hatte hatten hätte hätten werde wird werden "
    "würde würden wurde kann kannst können "
    "könnte könnten konnte muss müssen müsste soll sollen sollte will wollen wollte möchte möchten mag darf dürfen "
    "lasse lassen gehe geht gehen ging komme "
    "kommt kommen kam mache macht machen sage sagt sagen gesagt sagte heiße heißt heißen hieß nenne nennen brauche "
    "braucht brauchen gebe gibt geben gegeben "
    "rufe ruft rufen anrufen angerufen anrufe spreche spricht sprechen spreche verstehe verstehen verstanden "
    "verstehst buchstabiere buchstabieren schreibe "
    "schreibt schreiben geschrieben weiß wissen glaube denke meine frage fragen wiederholen wiederhole sehen sieht "
    "hören höre gehört stornieren absagen "
    "verschieben verlegen vereinbaren buchen ändern geändert buche bestätigen melde melden suche sucht bekomme "
    "bekommen kriege kriegen tut tun weh nehmen nehme "
    "name namen nachname nachnamen vorname vornamen familienname geburtsname mädchenname termin termine uhr uhrzeit "
    "zeit datum tag woche monat jahr nummer "
    "telefonnummer handynummer rückruf nachricht praxis kanzlei werkstatt büro arzt ärztin zahnarzt zahnärztin "
    "patient patientin kunde kundin kunden patienten "
    "kontrolle kontrolluntersuchung zahnreinigung reinigung füllung wurzelbehandlung implantat implantatberatung "
    "schmerzen schmerz zahnschmerzen notfall "
    "untersuchung beratung behandlung rechnung rezept überweisung krankschreibung versicherung krankenkasse kasse "
    "karte adresse straße öffnungszeiten sprechstunde "
    "reifenwechsel inspektion auto wagen mensch mitarbeiter mitarbeiterin jemanden person computer roboter maschine "
    "ki problem hilfe ahnung "
    "krank gesund neu neue neuer alt spät früh pünktlich verspätet fertig unterwegs zuhause daheim dran telefon "
    "apparat leitung leider falsch verbunden verkehrt verbinden verbinde durchstellen weiterleiten kennen kenne "
    "kennt zahlt zahlen bezahlen kostet kosten halten bleiben lassen passt passen "
    "dringend wichtig schlimm egal möglich unmöglich zufrieden sicher froh dankbar interessiert verhindert schwanger "
    "müde ungeduldig tochter sohn mann "
    "mutter vater kind kinder eltern bruder schwester oma opa ehemann ehefrau schwiegermutter freund freundin "
    "kollege kollegin chef chefin nachbar nachbarin",
    # numbers and times
    "null eins zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig dreißig "
    "vierzig fünfzig halb viertel dreiviertel vormittag vormittags nachmittag nachmittags mittag mittags abends "
    "morgens nachts wochenende",
    # English
    "yes yeah yep yup no nope nah sure right correct exactly please thanks thank hello hi hey good morning afternoon "
    "evening bye goodbye uh um er erm well "
    "so oh okay alright fine great perfect wait minute second moment hold just actually sorry pardon excuse i you he "
    "she it we they me him her us them my your "
    "his its our their the a an this that these those who what when where why how which here there now then today "
    "tomorrow yesterday not never always "
    "only also but or and because if as until since before after at by with without for from in on to of off out up "
    "down over under about into is am are was "
    "were be been being have has had do does did done will would can could should shall may might must need needs "
    "want wants like get got go going gone "
    "come coming came make made making say said saying tell told call called calling calls speak speaking spoke talk "
    "talking ask asking asked know think guess "
    "mean understand understood repeat spell spelled spelling write written hear heard see seen book booking booked "
    "cancel cancelling change move moving "
    "reschedule name names surname forename appointment appointments time date day week month year number phone "
    "telephone callback message office practice "
    "doctor dentist patient customer client check checkup check-up cleaning filling root canal implant consultation "
    "emergency pain toothache tooth teeth "
    "someone somebody anyone nobody human person robot machine computer ai help problem question questions idea late "
    "early sick ill new old available urgent "
    "important possible wrong interested busy free ready back again still already soon later really very much more "
    "less some any all none other else "
    "i'm i'd i've i'll it's that's what's you're don't can't won't didn't isn't wasn't doesn't haven't couldn't "
    "name's let's there's he's she's we're "
    "daughter son husband wife mother father mom mum dad kid kids child children brother sister friend boss colleague "
    "zero oh double triple eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen forty fifty sixty "
    "seventy eighty ninety hundred "
    "one two three four five six seven eight nine ten eleven twelve thirty half quarter past noon midnight tonight "
    "weekend",
)  # fmt: skip

NO_NAME |= folded_set(
    "schwierig kompliziert selten ungewöhnlich komisch unaussprechlich difficult complicated unusual tricky "
    "sag sags geb gebs hab habs mach machs komm ruf brauch würd könnt möcht hätt heiß versteh hör nehm wär wärs "
    "gehts gibts hats schönen schöner schönes hallöchen häh hä bleib bleiben let dank vielen tausend englisch "
    "deutsch türkisch "
    "langsam langsamer lauter leiser schnell schneller deutlich "
    "deutlicher ciao tschau tach tachchen hauptsache bald "
    "laut leise allergisch allergischer schock lebensgefahr blutung unfall feuer polizei krankenwagen hund katze "
    "bellt offen geöffnet geschlossen auskunft info "
    "information informationen konto überweisen rechnungen buchhaltung abrechnung massage haarschnitt besprechung "
    "erstberatung vorsorge sehtest ölwechsel service "
    "reparatur wütend verärgert enttäuscht unzufrieden sauer total völlig wirklich ziemlich ersticke hilfe zuschauen "
    "fürs band staff davon frühere spätere erste "
    "ganz gar unglaublich unmöglich schrecklich furchtbar frechheit unverschämtheit katastrophe quatsch unsinn "
    "blödsinn scheiße mist verdammt genug schluss ende "
    "wetter straßenbahn bahn zug bus parkplatz parkplätze anfahrt adresse preis preise kosten euro prozent dauer "
    "länge größe farbe foto mail email internet webseite "
    "homepage wiederholung vermittlung zentrale anmeldung empfang rezeption sprechstundenhilfe assistentin helferin "
    "sekretariat sekretärin anwalt anwältin kanzlei "
    "meister werkstattmeister inhaber besitzer geschäftsführer leiter leiterin verantwortlichen zuständigen "
    "patientenaufnahme montags dienstags mittwochs "
    "donnerstags freitags samstags sonntags feiertag feiertage urlaub ferien ostern beides beide einzige",
    "many representative agent operator receptionist manager owner english german turkish slow slowly slower loud "
    "louder quiet faster quickly neither either both "
    "allergic shock bleeding danger fire police ambulance dog cat information invoice bill billing account eye test "
    "massage haircut oil tyre tire inspection repair "
    "angry upset annoyed disappointed ridiculous nonsense enough terrible horrible awful unbelievable disaster "
    "rubbish damn weather train bus parking address price "
    "prices cost costs euros percent length size color photo mail email website internet lawyer attorney nurse "
    "assistant hygienist reception desk service customer "
    "care support department holiday holidays vacation easter sing something nice ignore previous instructions "
    "subscribe bear hang note life threatening "
    "grüezi grüessech salü hoi griaß griaßdi griasdi hallöle hallöli nabend gude seavas seas merhaba "
    "selam salam bonjour "
    "buongiorno dobry dzien privet "
    "switching running looking feeling having getting trying waiting moving living working first second third last "
    "next due supposed pm oclock o'clock midday real hiya heya howya howdy hullo cheers ta evenin mornin "
    "alrighty",
)

# Names as well as times: a name only after an introduction, a title, or beside another name.
TIME_NAMES = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli "
    "august september oktober november dezember "
    "ostern weihnachten pfingsten silvester monday tuesday wednesday thursday friday saturday sunday january "
    "february march may june july october december "
    "frühling sommer herbst winter easter christmas spring summer autumn"
)
# Ordinary words that are family names too: kept when an introduction or a title says so ("Frau Gut", "Mr. Young").
NAMES_TOO = folded_set(
    "neu alt gut klar früh schön kurz mann vater kind abend tag morgen arzt halb jahr gott gruß freund bruder kunde "
    "denke sage will krank "
    "early good call church time day wagen herbst sommer winter king love free lange weiß sauer meister heiß "
    "price bell ruf"
)
# Of these, and of names that are times, those that answer "what name?" all alone.
NAMES_ALONE = folded_set("lange lang weiß sauer kurz meister sommer winter herbst")
# Given names, for telling "Sabine" from a family name when only one word was said.
GIVEN = folded_set(
    "anna maria sabine petra monika susanne andrea claudia stefanie stephanie christine christina karin renate "
    "ursula helga ingrid gisela brigitte elke heike "
    "birgit martina angelika gabriele nicole katrin kathrin katharina julia laura lena lisa sarah sara hannah hanna "
    "emma mia sophie sofia marie leonie lea lara "
    "johanna clara klara charlotte emily amelie luisa louisa nina jana jasmin vanessa melanie sandra silke tanja "
    "anja antje bettina barbara eva elisabeth "
    "margarete ilse inge erika hildegard gerda edith irmgard fatma ayse leyla elif zeynep emine hatice aylin olga "
    "natalia irina svetlana tatjana ewa agnieszka "
    "katarzyna magdalena malgorzata joanna aleksandra peter michael thomas andreas stefan stephan christian martin "
    "markus matthias alexander daniel sebastian "
    "tobias florian jan tim tom lukas luca leon finn felix paul max maximilian jonas noah ben elias david simon "
    "philipp niklas fabian moritz julian karl hans "
    "heinz werner günter günther helmut horst manfred jürgen klaus dieter wolfgang bernd uwe rainer gerhard walter "
    "kurt ernst friedrich wilhelm otto hermann "
    "erwin rolf frank ralf jens torsten thorsten sven dirk lars olaf holger volker detlef mehmet mustafa ahmet ali "
    "hasan murat emre yusuf ibrahim mohammed omar "
    "piotr krzysztof tomasz marek pawel andrzej jakub vladimir dimitri sergej igor boris ivan john james robert "
    "william richard charles joseph george edward "
    "henry jack harry oliver thomas steven kevin brian jason mark paul andrew adam ryan mary patricia jennifer linda "
    "elizabeth susan jessica karen nancy betty "
    "margaret lisa sandra ashley kimberly donna michelle carol amanda emily rebecca kate grace alice lucy chloe "
    "olivia ava isabella"
)

# Said before a name without being part of it.
FILLERS = folded_set(
    "schönen ja jo jawohl äh ähm öh hm also gut gerne gern okay ok hallo guten tag morgen abend moin servus "
    "natürlich klar "
    "selbstverständlich bitte danke nein ne nee doch der die "
    "dann nun so moment richtig genau grüß gott na einfach nochmal yes yeah sure uh um erm er well oh hello hi hey "
    "good afternoon evening okay of course please so it's thanks "
    "und mein name and my hiya hey heya hullo howdy cheers ta"
)
