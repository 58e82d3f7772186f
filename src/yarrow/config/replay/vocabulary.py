"""The words of the replay files: which facts there are, which keys each has, which values are closed."""

from enum import Enum

from yarrow.gate.topics import Topic

Values = tuple[str, ...]


class Of(Enum):
    """What a key may hold when it is not a closed list."""

    PERSON = "a person of the case, or a list of them"
    WHO = "a person of the case, or words for somebody else"
    TEXT = "words or a number"


YES_NO: Values = ("yes", "no", "unknown")
FORMS: Values = ("face_to_face", "family_meeting", "indirect", "no_contact")
PARTS: Values = ("harmed", "harmed_by_child", "person_who_harmed", "child", "supporter")
AGES: Values = ("adult", "young_person", "child", "unknown")
PATHWAYS: Values = ("restorative_justice", "restorative_approaches")
ANSWERS: Values = ("no", "may")
BASES: Values = ("source", "rule")
TOPICS: Values = tuple(topic.value for topic in Topic)
MISSING = "MISSING"

EVERYWHERE: dict[str, Of | Values] = {
    "person": Of.PERSON,
    "by": Of.WHO,
    "text": Of.TEXT,
    "note": Of.TEXT,
    "about": Of.TEXT,
    "how": Of.TEXT,
    "terms": Of.TEXT,
    "outcome": Of.TEXT,
}
"""Whose it is, and free text, which decides nothing: every fact may have these."""

FACTS: dict[str, dict[str, Of | Values]] = {
    "referral": {"from": Of.WHO},
    "dva_flag": {"value": YES_NO, "basis": Of.TEXT},
    "incident": {"against": Of.WHO, "form": Of.TEXT, "charged": Of.TEXT},
    "escalation": {},
    "separation": {"state": ("planned", "raised", "happened", "reunited")},
    "pregnancy": {"known_to_other": YES_NO},
    "risk_assessed": {"level": Of.TEXT, "tool": Of.TEXT},
    "marac": {},
    "order": {
        "kind": Of.TEXT,
        "name": Of.TEXT,
        "protects": Of.WHO,
        "against": Of.WHO,
        "bars": Of.TEXT,
        "exception": Of.TEXT,
        "state": ("made", "varied", "ended", "breached"),
    },
    "acknowledgement": {"extent": ("full", "partial", "none")},
    "shared_account": {"value": YES_NO},
    "coercion_screen": {"alone": YES_NO, "result": ("clear", "concern", "unknown")},
    "information_given": {},
    "consent": {"to": FORMS, "value": ("given", "declined", "withdrawn"), "condition": Of.TEXT},
    "wish": {"value": Of.TEXT},
    "safety_plan": {},
    "supporter": {"for": Of.PERSON, "prepared": YES_NO},
    "preparation": {"sessions": Of.TEXT},
    "specialist_view": {
        "by": ("idva", "hbs", "childrens", "other"),
        "view": ("supports", "concerns", "opposes"),
    },
    "practitioners": {"count": Of.TEXT, "dva_competent": YES_NO},
    "supervisor_signoff": {},
    "venue_plan": {"place": Of.TEXT, "breaks": Of.TEXT, "exit_plan": Of.TEXT, "home_of": Of.WHO},
    "programme": {"state": Of.TEXT},
    "child_view": {"child": Of.PERSON, "heard": YES_NO, "apart": YES_NO},
    "substance_misuse": {},
    "mental_health_crisis": {},
    "meeting_held": {"kind": Of.TEXT},
    "followup_done": {"days": Of.TEXT},
    "agreement": {"consent_of_harmed": YES_NO},
    "harm_after": {"against": Of.WHO, "form": Of.TEXT},
    "death": {},
    "address_secret": {},
    "agency_concern": {},
    "break_taken": {},
    "capacity": {"value": YES_NO},
    "conflict": {"between": Of.WHO},
    "contact_arrangement": {
        "child": Of.PERSON,
        "with": Of.WHO,
        "level": ("unsupervised", "supervised", "supported", "handover", "letterbox", "none"),
        "set_by": Of.TEXT,
    },
    "counter_allegation": {"against": Of.WHO},
    "court_event": {
        "kind": (
            "police_report",
            "charged",
            "guilty_plea",
            "conviction",
            "hearing",
            "trial_pending",
            "divorce_filed",
            "family_proceedings",
        ),
    },
    "fear": {"of": Of.TEXT},
    "new_partner": {},
    "no_contact_work": {
        "kind": ("no_send_letter", "surrogate_dialogue", "support_circle", "one_to_one"),
        "participants": Of.TEXT,
        "sessions": Of.TEXT,
    },
    "ongoing_abuse": {"against": Of.WHO},
    "pressure": {"on": Of.WHO},
    "proposal": {"kind": Of.TEXT},
    "release": {"kind": ("parole", "licence", "licence_end"), "state": Of.TEXT},
    "retraction": {},
    "sentence": {"kind": Of.TEXT},
    "topic_limit": {},
    "vulnerability": {"kind": Of.TEXT},
    "warning": {"to": Of.WHO, "state": Of.TEXT},
}
"""Lists that the vocabulary closes are closed here. Where it says that any other word counts as not
known (``bars``, ``exception``, ``level``, ...), words are taken as they come."""

NEEDED: dict[str, str] = {"death": "person"}
"""A key without which a fact could only be guessed at; every other fact may leave any key out."""
