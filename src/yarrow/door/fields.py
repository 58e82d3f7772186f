"""What each text field of each kind of fact protects, and how it is looked at. Pure data.

Whoever adds a field of text must put it here: a test asks. ``NOTHING`` needs its reason.
"""

from collections.abc import Mapping
from enum import Flag, auto


class Looked(Flag):
    """How a field is looked at. Every field but ``NOTHING`` is searched for codes and streets too."""

    CODES = auto()
    """Only for what is protected wherever it stands: postcodes, numbers, mail, registrations, streets."""
    ADDRESS = auto()
    """The whole field is an address."""
    SOMEBODY = auto()
    """The whole field names somebody."""
    NAMES = auto()
    """Running words in which every name counts."""
    PLACES = auto()
    """Running words in which every place counts."""
    OWN_NAME = auto()
    """The full name of the person whose room it is."""
    CHILD = auto()
    """A child's own words."""
    OWN_WORDS = auto()
    """A person's own words: a child's where the room is a child's."""
    SECRET_TOWNS = auto()
    """Towns that stand in it are a tell by themselves."""


_LOOKED: dict[Looked, str] = {
    Looked.ADDRESS: """
        reach.address route_claimed.value route_proved.value safe_route.value message_queued.value""",
    Looked.SOMEBODY: """
        who_helps.name supporter.name stand_in.who do_differently.who_notices slipping_sign.who_notices
        slipping_sign.who_is_told next_step.who_helps exit_plan.who_knows own_safety_plan.ring
        day_for_person.with_them day_for_person.sees_home emergency_card.other_names
        child_safety_plan.grown_up somebody_matters.name""",
    Looked.NAMES | Looked.PLACES: """
        new_partner.words reach.other_route reach.who_may_answer safe_route.who_may_answer
        referral_received.sender own_safety_plan.go_to address_guarded.how
        child_safety_plan.go_to""",
    Looked.PLACES | Looked.SECRET_TOWNS: "address_secret.words",
    Looked.PLACES: """
        safety_plan.words exit_plan.how exit_plan.documents exit_plan.money exit_plan.childrens_things
        exit_plan.medication emergency_card.children_where emergency_card.reach_safely order.places
        separation.words carried_given.place visit_planned.where""",
    Looked.OWN_NAME: "identity.full_name",
    Looked.CHILD: """
        child_view.words child_allows.words child_safety_plan.notices child_safety_plan.then""",
    Looked.OWN_WORDS: """
        by_own_hand.words
        statement.words wish.words hope.words what_works.words strength.words topic_limit.words
        course.words fear.words incident.words ongoing_abuse.words pressure.words retraction.words
        counter_allegation.words coercion_screen.words abuse_screen.words may_be_agreed.words
        follow_up_made.words next_step.words do_differently.words slipping_sign.sign slipping_sign.then
        signing.words commitment_kept.words still_so.words course_review.words acknowledgement.words
        consent.condition risk_assessed.own_view break_taken.words own_agenda.to_speak_of own_agenda.left_out
        somebody_matters.words own_plan.words
        not_kept_asked.words prepared_steps.story no_send_letter.words no_send_letter.for_whom
        prepared_steps.needs prepared_steps.changed prepared_steps.chosen own_safety_plan.rising
        own_safety_plan.then who_helps.words preparation.words""",
    Looked.CODES: """
        follow_up_made.next_step follow_up_left_out.reasons tried_to_reach.words safety_action.what
        safety_action.who safety_action.words breach_told.told_to support_ended.words
        support_ended.who_else support_resumed.words debrief.words debrief.next_step debrief.who
        call_note.words escalation.words court_event.words marac.words warning.by warning.terms
        gone_quiet.words suicide_risk.words mental_health_crisis.words child_assessment.reasons
        contact_arrangement.with_whom contact_arrangement.set_by contact_arrangement.days_and_hours
        contact_arrangement.handed_over safer_handover.where safer_handover.who safer_handover.if_late
        safer_handover.if_unsafe safer_handover.words safer_handover.ring time_proposal.why
        time_proposal.child_absent proposal.words agreement_reported.words
        agreement_reported.made_by followup.words meeting_held.words meeting_held.what
        visit_planned.how_long group_place.group partner_contact.words
        no_contact_work.words risk_assessed.reasons medium_risk_agreement.reasons specialist_view.words
        safety_contact.by information_given.words statement.source correction.words
        own_safety_plan.keep_away day_for_person.arrives_at day_for_person.way_in day_for_person.waits
        day_for_person.leaves_at day_for_person.words emergency_card.numbers emergency_card.told_apart
        emergency_card.danger_from emergency_card.police emergency_card.reach_never emergency_card.first
        emergency_card.anything_else card_opened.words duty_note.words duty_note.told document.name
        document.caption taking_part_tied.by taking_part_tied.words dependence.words
        not_known_to.by_whom interpreter_found.who booked.who safeguarding_decision.reasons
        somebody_matters.who_they_are own_plan.typed_by
        safeguarding_decision.with_whom marac_decision.reasons shares_looked_at.words conflict.words
        agency_concern.by agency_concern.words harm_after.words sentence.words substance_misuse.words
        pathway_move_asked.words justice_details.known_from official_role.paper
        justice_information.words order.protects order.words orders_check.where prepared_steps.welcome
        prepared_steps.offered prepared_steps.beside prepared_steps.on_the_day prepared_steps.afterwards
        programme.words vulnerability.words capacity.words capacity.decision
        taking_part_safeguards.adaptations not_concerned.reasons shared_account.words whole_view.words
        trigger_notice.words proposal_notice.words own_choice_notice.words
        family_conference_plan.how_it_ends family_conference_plan.within_call reach.phone
        reach.when_safe reach.how_confirmed reach_confirmed.how_confirmed reach_unsafe.words
        approach_agreed.how approach_agreed.may_be_guessed share_made.words share_made.agreed_how
        shared_words.words share_taken_back.words words_taken_back.words referral_received.who_knows
        referral_received.reach_sender referral_received.reach_when referral_received.about_harmed
        referral_received.about_other referral_received.about_children referral_received.hoped_for
        safe_route.dropped_call safe_route.voicemail_words safe_route.how_confirmed
        safe_route.who_shares route_confirmed.how_confirmed route_claimed.who_said message_queued.words
        risk_report.words risk_report.person risk_report.why risk_report.answered risk_report.next_step
        risk_report_step.person risk_report_step.words risk_report_step.carried
        risk_report_step.next_step agency_share.person agency_share.purpose agency_share.reason
        agency_share.words agency_share_step.words formal_request.person formal_request.scope
        formal_request.released carried_message.words carried_message.purpose carried_looked.reason
        carried_returned.reason carried_copy.words carried_given.how carried_given.who_was_there
        carried_given.words""",
}

NOTHING: Mapping[str, str] = {
    "an id, a digest or a moment that the program sets": """
        not_kept_asked.commitment not_kept_asked.line carried_message.plan carried_looked.message
        carried_looked.words_seen carried_returned.message
        carried_copy.message carried_copy.plan carried_copy.words_seen carried_copy.looked_by
        carried_asked.message carried_going.message carried_going.words_seen carried_given.message
        carried_receipt.message
        visit_planned.visit group_place.place partner_contact_asked.place partner_contact.place
        agreement_offered.plan agreement_offered.lines agreement_offered.offered_at no_agreement.plan
        signing.agreement signing.words_seen signing.asked_at agreement_stands.agreement
        agreement_stands.words_seen commitment_kept.commitment card_opened.opening document.original
        document.safe_copy shares_looked_at.shares share_made.note share_made.to_room
        share_taken_back.to_room share_taken_back.share words_taken_back.note referral_answered.referral
        referral_answered.case second_worker_agrees.entry role_in_harm.harm next_step_done.step
        child_allows.rooms time_proposal.child message_queued.message risk_report.report
        booked.booking booked_off.booking
        risk_report_step.report agency_share.share agency_share_step.share
        by_own_hand.handed run_of_day.plan""",
    "the name of a colleague, who signs letters": """
        support_ended.second_worker no_abuse.second_worker medium_risk_agreement.second_worker
        acknowledgement.second_worker not_concerned.second_worker abuse_flag.second_worker
        family_conference_plan.second_worker role_in_harm.second_worker address_guarded.second_worker
        venue_plan.watcher go_between.who""",
    "everybody who takes part reads it on paper": """
        commitment.words commitment.owner commitment.looked_after_by no_agreement.words
        run_of_day.order run_of_day.questions run_of_day.rules run_of_day.breaks run_of_day.interpreters
        run_of_day.alone_out run_of_day.alone_watch run_of_day.alone_call
        commitment_kept.line commitment_kept.seen venue_plan.place venue_plan.words place_today.words
        time_proposal.who_and_where time_proposal.handover time_proposal.channel_words
        time_proposal.left_out time_proposal.besides time_proposal.not_kept
        time_proposal.not_kept_told time_proposal.not_kept_pauses""",
    "what everybody calls them: it would stop every letter": """
        identity.known_as emergency_card.known_as identity.pronouns identity.language_words""",
    "one or two ordinary words agreed with one person: in a letter they stand by chance": """
        reach.agreed_words reach.danger_words exit_plan.code_word day_for_person.break_signal
        day_for_person.stop_signal prepared_steps.break_off""",
    "the name under which the service itself rings or writes": """
        reach.name_to_use safe_route.sender_name message_queued.sender_name""",
    "a number of an office, a court or an instrument, and no word about where anybody is": """
        breach_told.reference risk_assessed.instrument risk_assessed.score
        safeguarding_decision.reference order.reference order.court justice_details.reference
        justice_report.to_whom risk_report.agency agency_share.agency""",
    "an hour": """
        time_proposal.from_hour time_proposal.to_hour card_opened.at_hour safe_route.safe_from
        safe_route.safe_until safe_route.more_from safe_route.more_until message_queued.due_hour
        risk_report.told_at booked.hour""",
    "looked at by what sort of thing it is: see making.of_kept": "kept_from_others.words",
}

PROTECTS: Mapping[str, Looked] = {
    field: looked for looked, fields in _LOOKED.items() for field in fields.split()
}
"""Kind and field, to how it is looked at."""

PROTECTS_NOTHING: Mapping[str, str] = {
    field: why for why, fields in NOTHING.items() for field in fields.split()
}
"""Kind and field, to the reason why it protects nothing."""
