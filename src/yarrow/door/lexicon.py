"""Words that everybody knows: how streets, places, numbers and days are called in English and Welsh. Pure."""

from functools import cache
from pathlib import Path

from .letters import shorter, tokens_of
from .sounding import sound_of


def _words(said: str) -> list[str]:
    return said.split()


TYPES = frozenset(
    _words(
        """street st str stryd road rd heol hewl ffordd lane ln lon avenue ave av rhodfa close clos cl
    terrace terr ter tce teras rhes place pl square sq sgwar crescent cres cilgant court ct cwrt
    llys drive dr gardens gdns garden gerddi hill rhiw allt way grove gr llwyn park pk parc row walk
    rise mews green maes view parade esplanade quay cei villas cottages bythynnod buildings estate
    stad"""
    )
)
"""What a street is called by, long or short, in both languages; any may stand for another."""

LONG_TYPES = {"st": "street", "str": "street", "rd": "road", "ln": "lane", "ave": "avenue", "av": "avenue"}
LONG_TYPES |= {"cl": "close", "terr": "terrace", "ter": "terrace", "tce": "terrace", "pl": "place"}
LONG_TYPES |= {"sq": "square", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens"}

BEFORE_NUMBERS = frozenset(_words("flat fflat apartment apt unit no number rhif nr house ty room"))
DROPPED = frozenset(_words("the y yr r of in on at off yn ar o ger near to by"))
"""Words that say nothing about which street it is, and come and go."""

GENERIC = frozenset(
    _words(
        """school ysgol primary gynradd secondary uwchradd comprehensive gyfun infants junior nursery
    meithrin college coleg academy university prifysgol hospital ysbyty surgery meddygfa clinic
    clinig centre canolfan hub refuge lloches hostel house ty office swyddfa church eglwys chapel
    capel club clwb gym campfa leisure hamdden library llyfrgell shop siop store supermarket cafe
    caffi garage works factory ffatri hotel gwesty pub tafarn inn farm fferm station gorsaf
    community cymunedol medical health iechyd practice care home nursing ltd limited cyf plc company
    group services service court flats fflatiau women aid salon bakery pharmacy fferyllfa playgroup
    cylch wales cymru welsh"""
    )
)
"""What sort of place it is: says little by itself, and much beside a name."""

TRANSLATED = {
    **dict.fromkeys(("station", "gorsaf", "orsaf"), "station"),
    **dict.fromkeys(("church", "eglwys", "llan"), "church"),
    **dict.fromkeys(("chapel", "capel", "gapel"), "chapel"),
    **dict.fromkeys(("school", "ysgol"), "school"),
    **dict.fromkeys(("bridge", "bont", "pont"), "bridge"),
    **dict.fromkeys(("castle", "castell", "gastell"), "castle"),
    **dict.fromkeys(("market", "marchnad", "farchnad"), "market"),
    **dict.fromkeys(("high", "fawr", "mawr"), "high"),
    **dict.fromkeys(("new", "newydd"), "new"),
    **dict.fromkeys(("queen", "queens", "frenhines", "brenhines"), "queen"),
    **dict.fromkeys(("king", "kings", "brenin"), "king"),
    **dict.fromkeys(("mill", "melin", "felin"), "mill"),
    **dict.fromkeys(("hospital", "ysbyty"), "hospital"),
    **dict.fromkeys(("river", "afon"), "river"),
    **dict.fromkeys(("sea", "mor"), "sea"),
    **dict.fromkeys(("wood", "coed", "goed"), "wood"),
    **dict.fromkeys(("well", "ffynnon"), "well"),
    **dict.fromkeys(("oak", "derwen", "dderwen", "deri"), "oak"),
    **dict.fromkeys(("white", "gwyn", "wen"), "white"),
    **dict.fromkeys(("black", "du", "ddu"), "black"),
    **dict.fromkeys(("red", "coch", "goch"), "red"),
    **dict.fromkeys(("cross", "groes", "croes"), "cross"),
    **dict.fromkeys(("valley", "cwm", "dyffryn"), "valley"),
    **dict.fromkeys(("north", "gogledd"), "north"),
    **dict.fromkeys(("south", "de"), "south"),
    **dict.fromkeys(("east", "dwyrain"), "east"),
    **dict.fromkeys(("west", "gorllewin"), "west"),
    **dict.fromkeys(("lower", "isaf"), "lower"),
    **dict.fromkeys(("upper", "uchaf"), "upper"),
    **dict.fromkeys(("harbour", "harbwr"), "harbour"),
    **dict.fromkeys(("beach", "traeth"), "beach"),
    **dict.fromkeys(("primary", "gynradd"), "primary"),
    **dict.fromkeys(("secondary", "uwchradd"), "secondary"),
    **dict.fromkeys(("refuge", "lloches"), "refuge"),
    **dict.fromkeys(("house", "ty"), "house"),
    **dict.fromkeys(("centre", "center", "canolfan"), "centre"),
    **dict.fromkeys(("saint", "sant", "santes"), "saint"),
}
"""Words of streets and places that are put into the other language."""

ORDINARY_STREETS = frozenset(
    _words(
        """high church station road street park main green victoria queen king new bridge castle market
    mill school chapel north south east west london hill albert george william mary john oak wood
    lower upper river church manor grange stanley windsor alexandra york clarence commercial bank
    hospital"""
    )
)
"""Streets that every other town has: to stop, they need their number or their town beside them."""

WORD_NAMES = frozenset(
    _words(
        """will mark grace hope may rose joy faith dawn eve summer autumn april june august bill rob sue
    pat grant frank jack art ray guy miles dean drew ivy holly iris olive amber ruby pearl jasmine
    poppy daisy violet heather hazel robin jay lee max nick pip rich sandy skip terry tony victor
    wade ward chance chase christian clay cliff dale don gene glen harry herb jimmy josh lance les
    mike misty norm penny peg sky star sunny angel carol chip crystal dick gay ginger harmony honey
    major melody mercy patience peace reed rusty sally stormy von wren tad ty glyn"""
    )
)
"""Names that are words as well: alone they count only with a capital inside a sentence."""

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan ionawr",
            "february feb chwefror",
            "march mar mawrth",
            "april apr ebrill",
            "may mai",
            "june jun mehefin",
            "\n        july jul gorffennaf",
            "august aug awst",
            "september sept sep medi",
            "october oct hydref",
            "november nov tachwedd",
            "\n        december dec rhagfyr",
        ],
        1,
    )
    for name in names.split()
}
DAYS = {
    name: number
    for number, names in enumerate(
        [
            "monday mon llun",
            "tuesday tue tues mawrth",
            "wednesday wed mercher",
            "thursday thu thur iau",
            "friday fri gwener",
            "\n        saturday sat sadwrn",
            "sunday sun sul",
        ]
    )
    for name in names.split()
}

ONES = {
    word: number
    for number, words in enumerate(
        [
            "zero nought dim",
            "one un",
            "two dau dwy",
            "three tri tair",
            "four pedwar pedair",
            "five pump",
            "six chwech chwe",
            "seven saith",
            "\n        eight wyth",
            "nine naw",
            "ten deg ddeg",
            "eleven",
            "twelve deuddeg",
            "thirteen",
            "fourteen",
            "fifteen pymtheg",
            "sixteen",
            "seventeen",
            "\n        eighteen deunaw",
            "nineteen",
            "twenty ugain",
        ]
    )
    for word in words.split()
}
TENS = dict(
    zip(_words("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True)
)

COMMONEST = frozenset(
    _words(
        """a about after again all also always am an and any are as ask at away back be because been before
    being best better between both but by call came can cannot cant come could day days did didnt do
    does doesnt doing done dont down each else end even ever every everything few find first for
    from get give go goes going good got had has hasnt have havent having he hear help her here hers
    him his home hope how i id if ill im in into is isnt it its ive just keep kind know last later
    leave let letter like little long look made make many may me mean meet meeting might mine more
    morning most mr mrs ms much must my need never new next no not nothing now of off often okay on
    once one only open or other others our out over own part people person phone place plan please
    put ready really right ring round said same say says see send she should show so some somebody
    someone something soon speak still stop such support sure take talk tell than thank that thats
    the their them then there these they thing things think this those though time to today together
    told tomorrow too two under until up us use very want wants was wasnt way we week weeks well
    went were what when where whether which while who why will wish with without wont word words
    work worker would write year years yes yet you youd youre your yours ac am ar at bod byddwn chi
    chwi cyn dda ddim diolch eich ei eisiau er eto fel fi fy fydd fyddai gael gall gan gyda hefyd
    heb hi hon hwn i iawn ichi mae mewn mi mynd neu ni nid nhw o oes oedd os pan rydw rydym roedd
    sydd sy trwy un unrhyw wedi y ydw ydym yma yn yna yr chi"""
    )
)
"""Words that any letter has. Alone, or only together with each other, they tell nothing."""

TITLES = frozenset(
    _words("mr mrs ms miss dr pc ds dc sgt prof rev mum mam mummy dad daddy nan nain taid gran")
)


_LONG = 4
"""Letters. A slip in a shorter word, and the first sound of a shorter name, makes another word."""


@cache
def ordinary() -> frozenset[str]:
    """Words that are read often: one of them alone never stops a paper. Lists of zxcvbn, loaded once."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # a twentieth of a second, for who first asks

    lists = [words[:8000] for name, words in FREQUENCY_LISTS.items() if name != "passwords"]
    return frozenset(word for words in lists for word in words) | COMMONEST | GENERIC | TYPES


@cache
def given_names() -> frozenset[str]:
    """First names that are not words as well."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    known = {*FREQUENCY_LISTS["male_names"], *FREQUENCY_LISTS["female_names"][:2000]}
    welsh = _words(
        """dafydd anwen gareth gethin huw ieuan ifan iwan llyr llew rhys rhodri sion steffan tomos aled
    alun arwel dewi dilwyn dylan elfed elis emlyn emrys emyr eurig geraint gerallt gruff gruffydd
    gwilym gwion gwyn hefin hywel idris ioan iorwerth macsen mael meilir meirion osian owain
    taliesin teifi tudur angharad beca bethan branwen bronwen carys catrin ceri cerys delyth eirlys
    eleri elin elen elliw eluned enid ffion gwawr gwen gwenllian gwenno heledd lleucu llinos lowri
    luned mair mali manon mared marged megan menna mererid morfydd myfanwy nerys nest nia non olwen
    rhian rhiannon rhonwen seren sian sioned siwan teleri tegwen"""
    )
    return frozenset((known | set(welsh)) - WORD_NAMES - COMMONEST - MONTHS.keys())


@cache
def surnames() -> frozenset[str]:
    """Family names that many have."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["surnames"][:1500])


@cache
def slips_of_types() -> frozenset[str]:
    """Words for streets with one slip in them."""
    return frozenset(
        slip for word in TYPES if len(word) >= _LONG for slip in shorter(word) if len(slip) >= _LONG - 1
    )


@cache
def sounds_of_types() -> frozenset[str]:
    """How words for streets sound that are often written by ear."""
    return frozenset(sound_of(word) for word in ("ffordd", "stryd", "rhodfa"))


@cache
def towns() -> dict[str, str]:
    """Every way to write a known place, its tokens run together, to one name for it."""
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names = ["".join(token.word for token in tokens_of(name)) for name in line.split("=")]
        for name in names:
            found |= {form: f"={names[0]}" for form in (name, *_mutated(name)) if form not in found}
    return found


@cache
def beginnings_of_towns() -> frozenset[str]:
    """How the first word of a known place may begin: what else begins otherwise need not be looked at."""
    return frozenset(name[:length] for name in towns() for length in (1, 2, 3))


_MUTATIONS = {"c": ("g", "ngh", "ch"), "p": ("b", "mh", "ph"), "t": ("d", "nh", "th"), "b": ("f", "m")}
_MUTATIONS |= {"d": ("dd", "n"), "m": ("f",), "g": ("ng",), "ll": ("l",), "rh": ("r",)}


def _mutated(name: str) -> list[str]:
    """How Welsh begins it after another word: yng Nghaerdydd, i Gaerdydd."""
    first = name[:2] if name[:2] in _MUTATIONS else name[:1]
    return [put + name[len(first) :] for put in _MUTATIONS.get(first, ()) if len(name) > _LONG]
