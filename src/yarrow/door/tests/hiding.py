"""Ways in which a word gets past a reader: made by hand, and knowing nothing of how the door reads.

Nothing of ``yarrow.door`` is imported here: a corpus made with the door's own tables would find what
the door finds. Two sorts: *dressed* (the same thing, put otherwise; every one must be found) and
*slipped* (mistyped, misheard or half changed; nearly all must be found).
"""

import re
from collections.abc import Callable, Mapping
from random import Random  # noqa: TID251  # a corpus must be the same each time; nothing here is a secret

Way = Callable[[str, Random], str]

SHORT = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Close": "Cl", "Terrace": "Terr", "Crescent": "Cres"}
SHORT |= {"Lane": "Ln", "Gardens": "Gdns", "Drive": "Dr", "Square": "Sq.", "Place": "Pl"}
IN_WELSH = {
    "High Street": "Stryd Fawr",
    "Station Road": "Heol yr Orsaf",
    "Church Road": "Ffordd yr Eglwys",
    "School Lane": "Lôn yr Ysgol",
    "Mill Lane": "Lôn y Felin",
    "Castle Street": "Stryd y Castell",
    "Market Street": "Stryd y Farchnad",
    "Bridge Street": "Stryd y Bont",
    "Queen Street": "Stryd y Frenhines",
    "Chapel Street": "Stryd y Capel",
    "New Road": "Ffordd Newydd",
}
TOWNS = {
    "Swansea": "Abertawe",
    "Cardiff": "Caerdydd",
    "Newport": "Casnewydd",
    "Carmarthen": "Caerfyrddin",
    "Bridgend": "Pen-y-bont ar Ogwr",
    "Neath": "Castell-nedd",
    "Wrexham": "Wrecsam",
    "Holyhead": "Caergybi",
    "Brecon": "Aberhonddu",
    "Cardigan": "Aberteifi",
    "Mold": "Yr Wyddgrug",
    "Abergavenny": "Y Fenni",
    "Haverfordwest": "Hwlffordd",
    "Welshpool": "Y Trallwng",
    "Merthyr Tydfil": "Merthyr Tudful",
    "Llandovery": "Llanymddyfri",
    "Colwyn Bay": "Bae Colwyn",
    "Denbigh": "Dinbych",
    "Tenby": "Dinbych-y-pysgod",
    "Monmouth": "Trefynwy",
}
MUTATED = {"Caerdydd": "yng Nghaerdydd", "Abertawe": "yn Abertawe", "Casnewydd": "o Gasnewydd"}
MUTATED |= {"Caerfyrddin": "i Gaerfyrddin", "Dinbych": "o Ddinbych", "Trefynwy": "i Drefynwy"}
ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ENGLISH += ["seventeen", "eighteen", "nineteen", "twenty"]
WELSH = ["dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg"]
_RUSSIAN = "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0410\u0412"
_RUSSIAN += "\u0415\u041d\u041a\u041c\u041e\u0420\u0421\u0422\u0425"
_GREEK_AND_RUSSIAN = dict(zip("aeopcxyABEHKMOPCTX", _RUSSIAN, strict=True))
_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}


def in_words(number: int) -> str:
    """A number below a hundred as it is said."""
    if number <= 20:
        return ENGLISH[number]
    return _TENS[number // 10] + ("" if number % 10 == 0 else "-" + ENGLISH[number % 10])


def in_welsh_words(number: int) -> str:
    """The same in Welsh."""
    if number <= 10:
        return WELSH[number]
    tens, ones = divmod(number, 10)
    return " ".join([WELSH[tens], "deg", *([WELSH[ones]] if ones else [])])


def _between(words: str, put: Callable[[], str]) -> str:
    return "".join(put() if sign == " " else sign for sign in words)


def spaced(words: str, chance: Random) -> str:
    return _between(words, lambda: chance.choice(["  ", "\t", "\u00a0", " \u2009 ", "\u2003"]))


def over_lines(words: str, chance: Random) -> str:
    return _between(words, lambda: chance.choice(["\n", "\r\n", " \n   ", "\n\n"]))


def punctuated(words: str, chance: Random) -> str:
    return _between(words, lambda: chance.choice([", ", " - ", " / ", "; ", " · ", "_", ". ", " | "]))


def shouted(words: str, _chance: Random) -> str:
    return words.upper()


def whispered(words: str, _chance: Random) -> str:
    return words.lower()


def zigzag(words: str, _chance: Random) -> str:
    return "".join(
        sign.upper() if at % 2 else sign.lower() for at, sign in enumerate(words.replace("  ", " "))
    )


def invisible(words: str, chance: Random) -> str:
    return "".join(
        sign + chance.choice(["", "", "\u200b", "\u00ad", "\u200d", "\ufeff", "\u2060"]) for sign in words
    )


def wide(words: str, _chance: Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in words)


def foreign(words: str, chance: Random) -> str:
    return "".join(_GREEK_AND_RUSSIAN.get(sign, sign) if chance.random() < 0.6 else sign for sign in words)


def accented(words: str, chance: Random) -> str:
    marks = ["", "", "\u0301", "\u0302", "\u0308"]
    return "".join(sign + chance.choice(marks) if sign.lower() in "aeiouwy" else sign for sign in words)


def bare(words: str, _chance: Random) -> str:
    return words.translate(str.maketrans("âêîôûŵŷÂÊÎÔÛŴŶéëï", "aeiouwyAEIOUWYeei"))


def broken(words: str, chance: Random) -> str:
    """A hyphen and a new line in the middle of its longest word."""
    longest = max(re.findall(r"[^\W\d_]+", words), key=len, default="")
    if len(longest) < 5:
        return words
    at = chance.randint(2, len(longest) - 2)
    return words.replace(longest, longest[:at] + "-\n" + longest[at:], 1)


def spelled_out(words: str, _chance: Random) -> str:
    return " ".join(sign for sign in words if sign.isalnum())


def file_name(words: str, chance: Random) -> str:
    joined = re.sub(r"[^\w]+", chance.choice(["_", "-", "%20", "+"]), words).strip("_-+")
    return f"Letter_{joined}_v2.pdf"


def camel(words: str, _chance: Random) -> str:
    return "Letter" + "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", words)) + ".docx"


def quoted(words: str, _chance: Random) -> str:
    return f"«{words}»"


# --- one kind of thing at a time ---


def flat_last(words: str, _chance: Random) -> str:
    found = re.match(r"(Flat \d+), (\d+ [^,]+)(.*)", words, re.DOTALL)
    return f"{found[2]}, {found[1]}{found[3]}" if found else words


def number_last(words: str, _chance: Random) -> str:
    return re.sub(r"(\d+) ([A-ZÂ-Ŷ][^,\n]+)", r"\2, number \1", words, count=1)


def shortened(words: str, _chance: Random) -> str:
    return re.sub(r"\b(" + "|".join(SHORT) + r")\b", lambda found: SHORT[found[1]], words)


def said_in_english(words: str, _chance: Random) -> str:
    return re.sub(r"\b\d{1,2}\b", lambda found: in_words(int(found[0])), words, count=1)


def said_in_welsh(words: str, _chance: Random) -> str:
    return re.sub(r"\b\d{1,2}\b", lambda found: in_welsh_words(int(found[0])), words, count=1)


def street_in_welsh(words: str, _chance: Random) -> str:
    for english, welsh in IN_WELSH.items():
        words = words.replace(english, welsh)
    return words


def town_in_welsh(words: str, _chance: Random) -> str:
    for english, welsh in TOWNS.items():
        words = words.replace(english, welsh)
    return words


def town_in_english(words: str, _chance: Random) -> str:
    for english, welsh in TOWNS.items():
        words = words.replace(welsh, english)
    return words


def postcode_loose(words: str, chance: Random) -> str:
    found = re.match(r"([A-Z]+)(\d+[A-Z]?) (\d)([A-Z]{2})", words)
    if not found:
        return words
    parts = [
        found[1],
        found[2].replace("0", chance.choice("0O")),
        found[3].replace("1", chance.choice("1Il")),
        found[4],
    ]
    return chance.choice(["", " ", ".", "-"]).join(["".join(parts[:2]), "".join(parts[2:])])


def phone_other(words: str, chance: Random) -> str:
    digits = re.sub(r"\D", "", words)
    own = digits[1:]
    group = chance.choice([2, 3, 4, 5])
    parts = [own[at : at + group] for at in range(0, len(own), group)]
    start = chance.choice(["0", "+44 ", "0044 ", "+44 (0)", "+44(0) ", "(0)"])
    return start + chance.choice([" ", "-", ".", "", " . "]).join(parts)


def phone_said(words: str, _chance: Random) -> str:
    digits = re.sub(r"\D", "", words)
    return " ".join("oh" if digit == "0" else ENGLISH[int(digit)] for digit in digits)


def mail_said(words: str, _chance: Random) -> str:
    return words.replace("@", " at ").replace(".", " dot ")


def reversed_name(words: str, _chance: Random) -> str:
    return ", ".join(words.split()[::-1]) if len(words.split()) == 2 else words


def day_in_figures(words: str, chance: Random) -> str:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    found = re.match(r"(\d+) (\w+) at (\d+):(\d+)", words)
    if not found:
        return words
    month = months.index(found[2]) + 1
    hour = chance.choice([f"{found[3]}.{found[4]}", f"{found[3]}:{found[4]}"])
    day = chance.choice(
        [f"{found[1]}/{month}", f"{found[1]}.{month:02}.2026", f"2026-{month:02}-{int(found[1]):02}"]
    )
    return f"{day}, {hour}"


# --- slips ---


def _on_longest(words: str, chance: Random, change: Callable[[str, int], str]) -> str:
    found = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) >= 5 and word not in SHORT]
    if not found:
        return words
    word = chance.choice(found)
    return words.replace(word, change(word, chance.randint(1, len(word) - 2)), 1)


def left_out(words: str, chance: Random) -> str:
    return _on_longest(words, chance, lambda word, at: word[:at] + word[at + 1 :])


def doubled(words: str, chance: Random) -> str:
    return _on_longest(words, chance, lambda word, at: word[:at] + word[at] + word[at:])


def turned(words: str, chance: Random) -> str:
    return _on_longest(words, chance, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def mistyped(words: str, chance: Random) -> str:
    return _on_longest(words, chance, lambda word, at: word[:at] + chance.choice("aeionrst") + word[at + 1 :])


def misheard(words: str, chance: Random) -> str:
    swaps = [
        ("dd", "th"),
        ("ff", "f"),
        ("ll", "l"),
        ("y", "i"),
        ("c", "k"),
        ("ph", "f"),
        ("w", "oo"),
        ("ei", "ie"),
    ]
    fitting = [(old, new) for old, new in swaps if old in words]
    if not fitting:
        return doubled(words, chance)
    old, new = chance.choice(fitting)
    return words.replace(old, new)


def slipped_and_short(words: str, chance: Random) -> str:
    return shortened(turned(words, chance), chance)


def slipped_and_shouted(words: str, chance: Random) -> str:
    return left_out(words, chance).upper()


def one_word_changed(words: str, chance: Random) -> str:
    parts = words.split()
    at = chance.randint(3, len(parts) - 3)
    return " ".join([*parts[:at], chance.choice(["really", "very", "not", "even"]), *parts[at + 1 :]])


ANYWHERE: tuple[Way, ...] = (
    spaced,
    over_lines,
    shouted,
    whispered,
    zigzag,
    invisible,
    wide,
    foreign,
    accented,
    bare,
)
PLAIN: tuple[Way, ...] = (*ANYWHERE, punctuated, file_name, quoted)
DRESSED: Mapping[str, tuple[Way, ...]] = {
    "address": (
        *PLAIN,
        broken,
        flat_last,
        number_last,
        shortened,
        said_in_english,
        said_in_welsh,
        street_in_welsh,
        town_in_welsh,
        town_in_english,
        camel,
        spelled_out,
    ),
    "street": (*PLAIN, broken, camel),
    "postcode": (*ANYWHERE, punctuated, file_name, postcode_loose, spelled_out),
    "phone": (*(way for way in ANYWHERE if way is not over_lines), phone_other, phone_said),
    "mail": (shouted, whispered, invisible, wide, foreign, mail_said),
    "car": (*ANYWHERE, file_name, spelled_out),
    "school": (*PLAIN, broken, camel),
    "work": (*PLAIN, broken, camel),
    "name": (*PLAIN, reversed_name, broken, camel),
    "appointment": (spaced, over_lines, shouted, whispered, invisible, wide, day_in_figures),
    "child": (*ANYWHERE, punctuated, quoted),
    "place": (*PLAIN, broken),
}
SLIPPED: Mapping[str, tuple[Way, ...]] = {
    "address": (left_out, doubled, turned, mistyped, misheard, slipped_and_short, slipped_and_shouted),
    "street": (left_out, doubled, turned, mistyped, misheard, slipped_and_shouted),
    "school": (left_out, doubled, turned, mistyped, misheard),
    "name": (left_out, doubled, turned, mistyped, misheard),
    "place": (left_out, doubled, turned, mistyped),
    "child": (one_word_changed,),
}
