"""Invented families, papers with something of theirs hidden in them, and papers with nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random  # noqa: TID251  # a corpus must be the same each time; nothing here is a secret

from yarrow.door.text import Text, Where
from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.choice import WhoHelps
from yarrow.gate.facts.kept import KeptFromOthers, KeptWhat
from yarrow.gate.facts.risk import SafetyPlan
from yarrow.gate.facts.who import AgeBand, Identity, Reach
from yarrow.gate.words import LongText

from . import hiding

STREETS = [
    "High Street",
    "Station Road",
    "Church Road",
    "Glanmor Road",
    "Heol y Bryn",
    "Stryd Wesla",
    "Pen-y-Lan Avenue",
    "Mill Lane",
    "\nFfordd Deiniol",
    "Castle Street",
    "Tan-y-Graig Terrace",
    "Clos Cae Mawr",
    "Wellfield Crescent",
    "Lôn Isaf",
    "Trehafod Road",
    "Queen Street",
    "\nMaes y Deri",
    "Cwrt Llwyfen",
    "Rhodfa Sant Iago",
    "Bryntirion Drive",
    "Market Street",
    "Heol Pant-y-Celyn",
    "Albany Road",
    "Victoria Gardens",
    "\nSchool Lane",
    "Ffordd Penlan",
    "Ystrad Close",
    "Tŷ Isaf Road",
    "Gelligaer Place",
    "Bridge Street",
    "New Road",
    "Uplands Square",
    "\nTon-y-Felin Road",
    "Coedcae Lane",
    "Heol Gwenallt",
    "Bishopston Avenue",
    "Stryd Bethel",
    "Chapel Street",
    "Pantygwydr Road",
    "Lôn Cefn",
]
POSTCODES = "SA1 3AB|CF10 1AA|LL57 2QP|NP20 4FG|SY23 1DE|"
POSTCODES += "CF64 0HX|SA10 7LD|LL11 1RY|CF5 1JQ|LD3 7HZ|SA31 1QL|NP7 5DL"
FIRST = [
    "Anwen",
    "Carys",
    "Eleri",
    "Ffion",
    "Gwenllian",
    "Lowri",
    "Mared",
    "Nerys",
    "Rhiannon",
    "Sioned",
    "Tegwen",
    "Dafydd",
    "Ieuan",
    "Gethin",
    "Iorwerth",
]
FIRST += [
    "Llinos",
    "Meilir",
    "Osian",
    "Priyanka",
    "Agnieszka",
    "Mohammed",
    "Tomasz",
    "Siobhan",
    "Oluwaseun",
    "Catherine",
]
LAST = [
    "Rees",
    "Llewellyn",
    "Prosser",
    "Kowalczyk",
    "Gwilym",
    "Pritchard",
    "Okonkwo",
    "Ruddock",
    "Probert",
    "Vaughan",
    "Bevan",
    "Hopkin",
    "Cadwaladr",
]
SCHOOLS = [
    "Ysgol Gynradd Glan Clwyd",
    "Ysgol Bro Teifi",
    "St Illtyd's Primary School",
    "Pentrehafod Comprehensive",
    "\nCwmtawe Community School",
    "Ysgol Gyfun Penweddig",
    "Brynmill Primary School",
    "Ysgol Tan-y-Castell",
]
WORK = [
    "Tesco Extra",
    "Llanelwy Care Home",
    "Dyfatty Bakery",
    "Ysbyty Treforys",
    "Cwmni Da Cyf",
    "Parc Tawe Salon",
    "Aldi Llansamlet",
]
PLACES = (
    "Clwb Ifor Bach|Mumbles Pier Cafe|Capel Salem Libanus|Plas Tan-y-Bwlch|Canolfan Soar|Gwersyll Llangrannog"
)
CHILD = [
    "I hide behind the big wardrobe when the shouting starts at night",
    "\nmy rabbit Biscuit is scared too and she thumps her feet",
    "I want Daddy to say sorry for the broken telescope",
    "\nnobody asked me whether I wanted to move to the caravan",
    "when he slams the kitchen door my tummy goes all cold",
    "\nI keep my drawings under the carpet so they are safe",
    "the dog cried and I cried and then it was morning",
]
OWN_STREETS = "12 Elm Grove|5 Church Road|88 High Street|31 Oakfield Drive|2 Heol Newydd"


@dataclass(frozen=True, slots=True)
class Hidden:
    """One paper with something in it: what sort, how it was hidden, whether all such must be found."""

    sort: str
    way: str
    must: bool
    texts: tuple[Text, ...]
    secret: str


@dataclass(frozen=True, slots=True)
class Room:
    """What one room protects, and the words of each sort that are hidden in papers."""

    facts: tuple[Fact, ...]
    secrets: dict[str, str]


def room(chance: Random) -> Room:
    """One invented room."""
    street, town = chance.choice(STREETS).strip(), chance.choice(list(hiding.TOWNS))
    flat = chance.choice(["", f"Flat {chance.randint(1, 9)}, "])
    secrets = {
        "address": f"{flat}{chance.randint(1, 99)} {street}, {town}",
        "postcode": chance.choice(POSTCODES.split("|")),
        "phone": f"07{chance.randint(700, 999)} {chance.randint(100000, 999999)}",
        "mail": f"{chance.choice(FIRST)}.{chance.choice(LAST)}{chance.randint(10, 99)}@example.org".lower(),
        "car": chance.choice("ABCDEFGHJ")
        + f"{chance.choice('VWXY')}{chance.randint(51, 75)} "
        + "".join(chance.choice("ABCDEFGHJKLMNPRTUVWXY") for _ in range(3)),
        "school": chance.choice(SCHOOLS).strip(),
        "work": chance.choice(WORK),
        "name": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "appointment": f"{chance.randint(1, 28)} {chance.choice(['April', 'June', 'October'])} at "
        f"{chance.randint(9, 11)}:{chance.choice(['15', '30', '45'])}",
        "child": chance.choice(CHILD).strip(),
        "place": chance.choice(PLACES.split("|")),
    }
    uncommon = street not in hiding.IN_WELSH and "Road" in street + "Road"
    if uncommon and street not in {"Albany Road", "Victoria Gardens"}:
        secrets["street"] = street
    return Room(tuple(_facts(secrets)), secrets)


def _facts(said: dict[str, str]) -> Iterator[Fact]:
    yield Identity(known_as="Mair", full_name="Mair Eluned Price", age_band=AgeBand.ADULT)
    yield Reach(
        phone=said["phone"],
        address=LongText(said["address"].replace(", ", "\n") + "\n" + said["postcode"]),
        when_safe=LongText("Mornings"),
        who_may_answer=LongText("Nobody else"),
        other_route=LongText(f"Mail to {said['mail']}"),
        confirmed_on=date(2026, 3, 1),
    )
    yield KeptFromOthers(what=KeptWhat.SCHOOL, words=LongText(said["school"]))
    yield KeptFromOthers(what=KeptWhat.WORK, words=LongText(said["work"]))
    yield KeptFromOthers(what=KeptWhat.CAR, words=LongText("A blue one, " + said["car"]))
    yield KeptFromOthers(what=KeptWhat.APPOINTMENT, words=LongText(said["appointment"] + " with the nurse"))
    yield WhoHelps(name=said["name"], words=LongText("She rings every day."))
    yield ChildView(words=LongText(f"She said: {said['child']}. Then we drew."))
    yield SafetyPlan(words=LongText(f"If it rises she walks to {said['place']} and waits there."))


OPENING = [
    "Dear Gareth,\n\nThank you for coming on Tuesday. ",
    "Annwyl Gareth,\n\nDiolch am ddod. ",
    "Our ref: 4411\n",
]
CLOSING = ["\n\nWe will ring you on Thursday.\nYours sincerely", "\n\nCofion gorau", ""]
LEADS = {
    "address": ["We heard of ", "the house at ", "Post goes to "],
    "street": ["They were seen in ", "the flat in ", "parked on "],
    "postcode": ["the post code is ", "send it to ", "Map: "],
    "phone": ["please ring ", "her number: ", "text "],
    "mail": ["write to ", "mail: "],
    "car": ["the car ", "reg. "],
    "school": ["the children are at ", "picked up from "],
    "work": ["the job at ", "works at "],
    "name": ["and also ", "together with ", "lives with "],
    "appointment": ["she sees the nurse on ", "not free on "],
    "child": ["One of them said that ", "In a child's words: "],
    "place": ["usually waits at ", "was seen near "],
}


def hidden(rooms: Sequence[Room], count: int, chance: Random) -> Iterator[tuple[Room, Hidden]]:
    """So many papers, each with one thing of one room hidden in one way, every way in turn."""
    ways = [(sort, way, True) for sort, each in hiding.DRESSED.items() for way in each]
    slips = [(sort, way, False) for sort, each in hiding.SLIPPED.items() for way in each]
    turn = [*ways, *slips, *slips]
    for number in range(count):
        sort, way, must = turn[number % len(turn)]
        whose = chance.choice([each for each in rooms if sort in each.secrets])
        words = way(whose.secrets[sort], chance)
        yield (
            whose,
            Hidden(sort, way.__name__, must, _paper(sort, way.__name__, words, chance), whose.secrets[sort]),
        )


def _paper(sort: str, way: str, words: str, chance: Random) -> tuple[Text, ...]:
    letter = chance.choice(OPENING) + "We hope that you are well." + chance.choice(CLOSING)
    if way in {"file_name", "camel"}:
        return Text(Where.BODY, letter), Text(Where.FILE_NAME, words)
    where = chance.choice([Where.BODY, Where.BODY, Where.BODY, Where.ALT, Where.METADATA, Where.LAYER])
    said = chance.choice(LEADS[sort]) + words
    if where is Where.BODY:
        return (
            Text(
                where, chance.choice(OPENING) + said + chance.choice([".", ",", ""]) + chance.choice(CLOSING)
            ),
        )
    return Text(Where.BODY, letter), Text(where, said)


SENTENCES = [
    "Thank you for coming to see us on {day}.",
    "We would like to meet you on {date} at {hour} at {own}.",
    "\nPlease bring somebody you trust if you want to.",
    "You can ring us on {phone} between nine and five.",
    "\nWe talked about what would help you and what you hope for.",
    "Nothing is decided yet, and you may change your mind.",
    "\nThe next step is a conversation with {worker}.",
    "You asked whether the children are well; they are.",
    "\nYou told us that the mornings are hard and that the evenings are better.",
    "Our address is {own}, {town} {code}.",
    "\nThe bus stops at the corner of the High Street.",
    "The library in {town} is open until six.",
    "The meeting takes 14 people.",
    "\nWe will write again before {date}.",
    "Mae croeso i chi ysgrifennu yn Gymraeg.",
    "Byddwn yn eich ffonio ddydd {cyday}.",
    "\nHoffem gwrdd â chi ar {date} yn {cytown}.",
    "You said that you are sorry and that you want to change.",
    "\nThe programme has {number} sessions, each of two hours.",
    "Please tell us if a letter is not safe.",
    "\nThe family court will write to you by itself.",
    "In the school holidays we are closed on Mondays.",
    "\nThe agreement has {number} lines, and each can be changed.",
    "I feel that it went well and I hope you do too.",
    "\nParking is behind the church in Station Road.",
    "Mair has read what you wrote and thanks you for it.",
    "\nYou may see the children when the order says so.",
    "{worker} will be there with you the whole time.",
    "\nA child may hide when there is shouting at night.",
    "The kitchen door is on the left when you come in.",
    "\nWe keep what you tell us safe, and we never pass it on without asking you.",
    "The green park near the river is quiet.",
    "\nWe know that you will need time, and that this may be hard.",
    "If you do not want to come, tell us.",
    "\nThe care home week of activities is full.",
    "There is a cafe on the pier where we could sit.",
    "\nBring your drawings, your letter or whatever you like.",
    "The road is closed on the {ordinal} of {month}.",
]


def harmless(chance: Random) -> tuple[Text, ...]:
    """A letter to the other side of fifteen to thirty sentences: the same towns and kinds of thing."""
    said = [_filled(chance.choice(SENTENCES).strip(), chance) for _ in range(chance.randint(15, 30))]
    return (
        Text(Where.BODY, f"Dear Gareth,\n\n{' '.join(said)}\n\nYours sincerely\n{chance.choice(WORKERS)}"),
        Text(Where.FILE_NAME, f"letter-{chance.randint(1, 99)}.pdf"),
    )


WORKERS = [
    "Sarah Jenkins",
    "Mark Hughes",
    "Bethan Lloyd",
    "Priya Shah",
    "David Jones",
    "Non Griffiths",
    "Will Parry",
]


def _filled(words: str, chance: Random) -> str:
    month = chance.choice(["January", "February", "April", "June", "October"])
    return words.format(
        day=chance.choice(["Monday", "Tuesday", "Friday"]),
        cyday=chance.choice(["Llun", "Mawrth", "Iau"]),
        date=f"{chance.randint(1, 28)} {month}",
        month=month,
        ordinal=chance.choice(["1st", "2nd", "14th", "23rd"]),
        hour=f"{chance.randint(9, 16)}:{chance.choice(['00', '30'])}",
        own=chance.choice(OWN_STREETS.split("|")),
        town=chance.choice(list(hiding.TOWNS)),
        cytown=chance.choice(list(hiding.TOWNS.values())),
        code=f"SA{chance.randint(1, 20)} {chance.randint(1, 9)}{chance.choice(['XX', 'XY', 'XZ'])}",
        phone=f"01792 {chance.randint(100000, 999999)}",
        worker=chance.choice(WORKERS),
        number=chance.choice(["six", "ten", "12", "14"]),
    )
