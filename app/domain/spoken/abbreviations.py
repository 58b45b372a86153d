"""Abbreviations and signs, and the words that a voice should say for them. PURE tables.

Keys are written without blanks; a blank or none may stand after each full stop in a text ("z.B.", "z. B.").
"""

import re
from typing import Literal

Language = Literal["de", "en"]

_DE = {
    "z.B.": "zum Beispiel", "d.h.": "das heißt", "u.a.": "unter anderem", "u.U.": "unter Umständen",
    "i.d.R.": "in der Regel",
    "o.Ä.": "oder Ähnliches", "o.ä.": "oder ähnlich", "u.Ä.": "und Ähnliches", "s.o.": "siehe oben",
    "s.u.": "siehe unten",
    "v.a.": "vor allem", "z.T.": "zum Teil", "z.Zt.": "zurzeit", "z.Z.": "zurzeit", "i.A.": "im Auftrag",
    "n.V.": "nach Vereinbarung",
    "n.Vereinb.": "nach Vereinbarung", "m.E.": "meines Erachtens", "u.v.m.": "und vieles mehr", "usw.": "und so weiter",
    "usf.": "und so fort", "e.V.": "eingetragener Verein", "a.D.": "außer Dienst", "i.V.": "in Vertretung",
    "u.s.w.": "und so weiter",
    "v.Chr.": "vor Christus", "n.Chr.": "nach Christus", "o.g.": "oben genannte", "p.a.": "pro Jahr", "a.M.": "am Main",
    "etc.": "und so weiter", "bzw.": "beziehungsweise", "ca.": "circa", "ggf.": "gegebenenfalls",
    "ggfs.": "gegebenenfalls",
    "inkl.": "inklusive", "incl.": "inklusive", "exkl.": "exklusive", "zzgl.": "zuzüglich", "zzt.": "zurzeit",
    "z.Hd.": "zu Händen", "Abb.": "Abbildung", "ff.": "folgende", "Anm.": "Anmerkung", "Kl.": "Klasse",
    "Tab.": "Tabelle",
    "derz.": "derzeit", "evtl.": "eventuell",
    "bspw.": "beispielsweise",
    "sog.": "sogenannte", "vgl.": "vergleiche", "max.": "maximal", "min.": "mindestens", "mind.": "mindestens",
    "allg.": "allgemein",
    "gem.": "gemäß", "lt.": "laut", "od.": "oder", "u.": "und", "zw.": "zwischen", "jährl.": "jährlich",
    "tägl.": "täglich",
    "Vereinb.": "Vereinbarung", "Dr.": "Doktor", "Dres.": "Doktoren", "Prof.": "Professor", "Hr.": "Herr",
    "Hrn.": "Herrn", "Fr.": "Frau",
    "Fam.": "Familie", "med.": "med", "dent.": "dent", "Dipl.-Ing.": "Diplom-Ingenieur", "Ing.": "Ingenieur",
    "Dipl.": "Diplom", "Mag.": "Magister",
    "Str.": "Straße", "Pl.": "Platz", "Tel.": "Telefon", "Tel.-Nr.": "Telefonnummer", "Mob.": "Mobil",
    "Nr.": "Nummer", "Nrn.": "Nummern",
    "Hausnr.": "Hausnummer", "Std.": "Stunden", "Stdn.": "Stunden", "Min.": "Minuten", "Sek.": "Sekunden",
    "Mio.": "Millionen",
    "Mrd.": "Milliarden", "Tsd.": "Tausend", "St.": "Sankt", "geb.": "geboren", "verh.": "verheiratet",
    "Abs.": "Absatz", "Art.": "Artikel",
    "Abt.": "Abteilung", "Bd.": "Band", "Kap.": "Kapitel", "Pos.": "Position", "Stk.": "Stück", "Kto.": "Konto",
    "Tgl.": "Täglich",
    "Hbf.": "Hauptbahnhof", "Bhf.": "Bahnhof", "Whg.": "Wohnung", "MwSt.": "Mehrwertsteuer",
    "Mwst.": "Mehrwertsteuer", "USt.": "Umsatzsteuer",
    "Obj.": "Objekt", "Zi.": "Zimmer", "EG.": "Erdgeschoss", "OG.": "Obergeschoss", "Jh.": "Jahrhundert",
    "J.": "Jahre", "p.P.": "pro Person",
    "Co.": "Co", "Jan.": "Januar", "Feb.": "Februar", "Apr.": "April", "Aug.": "August", "Sep.": "September",
    "Sept.": "September",
    "Okt.": "Oktober", "Nov.": "November", "Dez.": "Dezember",
}  # fmt: skip
_DE_BARE = {
    "Tel": "Telefon", "Nr": "Nummer", "MwSt": "Mehrwertsteuer", "Mwst": "Mehrwertsteuer", "USt": "Umsatzsteuer",
    "PLZ": "Postleitzahl", "Hbf": "Hauptbahnhof",
    "Bhf": "Bahnhof", "bzw": "beziehungsweise", "usw": "und so weiter", "ca": "circa", "Dr": "Doktor",
    "Mio": "Millionen", "Mrd": "Milliarden",
    "EG": "Erdgeschoss", "OG": "Obergeschoss", "UG": "Untergeschoss", "DG": "Dachgeschoss", "Std": "Stunden",
    "ggf": "gegebenenfalls", "inkl": "inklusive",
    "zzgl": "zuzüglich", "evtl": "eventuell", "Mo-Fr": "Montag bis Freitag", "EUR": "Euro", "AGB": "A G B",
    "EU": "E U", "USA": "U S A", "AOK": "A O K",
    "TK": "T K", "HNO": "H N O", "EKG": "E K G", "OP": "O P", "ADAC": "A D A C", "EDV": "E D V", "KI": "K I",
    "ÖPNV": "Ö P N V", "IGEL": "Igel",
    "IGeL": "Igel", "TÜV": "Tüff", "AU": "A U", "HU": "H U", "UV": "U V", "IT": "I T", "EC": "E C", "ICE": "I C E",
    "RE": "R E", "GKV": "G K V", "PKV": "P K V",
    "RA": "Rechtsanwalt", "RAin": "Rechtsanwältin", "KW": "Kalenderwoche", "PZR": "P Z R", "IBAN": "Iban",
}  # fmt: skip
_EN = {
    "e.g.": "for example", "i.e.": "that is", "a.m.": "a m", "p.m.": "p m", "n.b.": "note",
    "approx.": "approximately", "appt.": "appointment",
    "appts.": "appointments", "etc.": "and so on", "vs.": "versus", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz",
    "Dr.": "Doctor",
    "Drs.": "Doctors", "Prof.": "Professor", "Jr.": "Junior", "Sr.": "Senior", "Rev.": "Reverend", "Gen.": "General",
    "Col.": "Colonel", "Hon.": "Honorable",
    "St.": "Saint", "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road", "Apt.": "Apartment", "Ste.": "Suite",
    "Fl.": "Floor", "Tel.": "telephone",
    "tel.": "telephone", "Ext.": "extension", "ext.": "extension",
    "dept.": "department", "Dept.": "Department",
    "min.": "minutes", "mins.": "minutes", "hr.": "hour", "hrs.": "hours", "sec.": "seconds", "max.": "maximum",
    "incl.": "including",
    "excl.": "excluding", "est.": "established", "Inc.": "Incorporated", "Ltd.": "Limited", "Corp.": "Corporation",
    "Co.": "Company",
    "tbd.": "to be decided", "asap.": "as soon as possible", "w/o": "without", "c/o": "care of", "U.S.": "U S",
    "U.K.": "U K", "fig.": "figure", "vol.": "volume",
    "Jan.": "January", "Feb.": "February", "Mar.": "March", "Apr.": "April", "Jun.": "June", "Jul.": "July",
    "Aug.": "August", "Sep.": "September",
    "Sept.": "September", "Oct.": "October", "Nov.": "November", "Dec.": "December", "Str.": "Strasse",
    "z.B.": "for example", "bzw.": "or",
}  # fmt: skip
_EN_BARE = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "approx": "approximately", "vs": "versus",
    "ASAP": "as soon as possible",
    "asap": "as soon as possible", "hrs": "hours", "mins": "minutes", "appt": "appointment", "FAQ": "F A Q",
    "EUR": "euros", "USA": "U S A", "UK": "U K",
    "EU": "E U", "ID": "I D", "VAT": "V A T", "HR": "H R", "IT": "I T", "AM": "A M", "PM": "P M", "OK": "okay",
    "ER": "E R", "GP": "G P", "ext": "extension",
}  # fmt: skip

SIGNS = {
    "de": {
        "&": " und ", "§§": " Paragrafen ", "§": " Paragraf ", "%": " Prozent ", "‰": " Promille ", "€": " Euro ",
        "$": " Dollar ", "£": " Pfund ",
        "°C": " Grad ", "°": " Grad ", "@": " ät ", "+": " plus ", "=": " gleich ", "#": " Nummer ",
        "~": " ungefähr ", "≈": " ungefähr ", "×": " mal ",
        "<": " weniger als ", ">": " mehr als ", "±": " plus minus ", "½": " einhalb ", "¼": " einviertel ",
        "¾": " dreiviertel ", "©": " ", "®": " ", "™": " ",
        "_": " ", "≤": " höchstens ", "≥": " mindestens ", "÷": " geteilt durch ", "¥": " Yen ",
    },
    "en": {
        "&": " and ", "§§": " sections ", "§": " section ", "%": " percent ", "‰": " per mille ", "€": " euros ",
        "$": " dollars ", "£": " pounds ",
        "°C": " degrees ", "°": " degrees ", "@": " at ", "+": " plus ", "=": " equals ", "#": " number ",
        "~": " about ", "≈": " about ", "×": " times ",
        "<": " less than ", ">": " more than ", "±": " plus or minus ", "½": " one half ", "¼": " one quarter ",
        "¾": " three quarters ", "©": " ", "®": " ", "™": " ",
        "_": " ", "≤": " at most ", "≥": " at least ", "÷": " divided by ", "¥": " yen ",
    },
}  # fmt: skip


for _key in [key for key in _DE if key[0].islower() and len(key) > 2]:
    _DE.setdefault(_key[0].upper() + _key[1:], _DE[_key][0].upper() + _DE[_key][1:])


def _dotted(table: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(table, key=len, reverse=True)
    keys = [re.escape(key).replace(r"\.", r"\.\s?").removesuffix(r"\s?") for key in longest_first]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(keys)})(?![^\W\d_])")


def _bare(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(table, key=len, reverse=True)))})(?!\w)")


_DOTTED: dict[Language, tuple[re.Pattern[str], dict[str, str]]] = {"de": (_dotted(_DE), _DE), "en": (_dotted(_EN), _EN)}
_BARE: dict[Language, tuple[re.Pattern[str], dict[str, str]]] = {
    "de": (_bare(_DE_BARE), _DE_BARE),
    "en": (_bare(_EN_BARE), _EN_BARE),
}


_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÄÖÜ]\.){2,}")


def _sentence_end(match: re.Match[str]) -> str:
    """The full stop that an abbreviation shared with the end of its sentence."""
    after = match.string[match.end() :]
    return "." if match.group().endswith(".") and (not after.strip() or re.match(r"\s*\n", after)) else ""


def spell_out(text: str, language: Language) -> str:
    """Every known abbreviation in full; a full stop that also ended the sentence stays."""
    pattern, table = _DOTTED[language]

    def full(match: re.Match[str]) -> str:
        joint = " " if match.string[match.end() : match.end() + 1].isdigit() else ""
        return table["".join(match.group().split())] + (joint or _sentence_end(match))

    text_now = pattern.sub(full, text)
    text_now = _INITIALS.sub(lambda match: " ".join(re.findall(r"\w", match.group())) + _sentence_end(match), text_now)
    bare, bare_table = _BARE[language]
    return bare.sub(lambda match: bare_table[match.group()], text_now)
