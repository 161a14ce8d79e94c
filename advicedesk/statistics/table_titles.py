"""What tables, dimensions, units and figures are called, and what each table counts."""

from flask_babel import lazy_gettext as _

from advicedesk.exports.table import TOTAL_CODE
from advicedesk.statistics.counting.figures import NOT_RECORDED, OTHER_LANGUAGES

TITLES = {
    # tables
    "visits_overview": _("Visits"),
    "people_helped": _("People helped"),
    "visits_by_weekday_hour": _("Visits by weekday and hour"),
    "visits_by_weekday": _("Visits by weekday"),
    "visits_by_hour": _("Visits by hour"),
    "contact_type": _("Type of contact"),
    "minutes": _("Minutes"),
    "main_topic": _("Visits by main topic"),
    "client_language": _("Visits by client's language"),
    "service_language": _("Visits by language of service"),
    "bridged": _("How the language was bridged"),
    "language_gap": _("Client's language and how it was bridged"),
    "interpreter_minutes": _("Interpreter minutes"),
    "interpreter_failures": _("Interpreter failures"),
    "acts": _("What was done, visits"),
    "data_quality": _("Data quality, visits"),
    "needs_overview": _("Needs"),
    "needs_by_topic": _("Needs by topic"),
    "needs_by_subtopic": _("Needs by subtopic"),
    "topic_by_language": _("Needs by topic and language"),
    "acts_by_need": _("What was done, needs"),
    "unmet_by_topic": _("Unmet needs by topic"),
    "unmet_reason_by_language": _("Reasons for unmet needs by language"),
    "outcomes": _("How needs ended"),
    "data_quality_needs": _("Data quality, needs"),
    "referrals_by_authority": _("Referrals by authority"),
    "referrals_by_kind": _("Referrals by kind"),
    "referrals_by_status": _("Referrals by status"),
    "referrals_by_house": _("Referrals inside the house and out"),
    "referral_funnel": _("What became of the referrals"),
    # units
    "unit_visits": _("visits"),
    "unit_needs": _("needs"),
    "unit_referrals": _("referrals"),
    "unit_people": _("people"),
    # dimensions
    "dimension_": _("Figure"),
    "dimension_period": _("Month"),
    "dimension_weekday": _("Weekday"),
    "dimension_hour": _("Hour"),
    "dimension_contact_type": _("Type of contact"),
    "dimension_topic": _("Topic"),
    "dimension_subtopic": _("Subtopic"),
    "dimension_client_language": _("Client's language"),
    "dimension_service_language": _("Language of service"),
    "dimension_bridged": _("Bridged by"),
    "dimension_interpreter_failure": _("Failure"),
    "dimension_act": _("What was done"),
    "dimension_unmet_reason": _("Reason"),
    "dimension_outcome": _("How it ended"),
    "dimension_authority": _("Authority"),
    "dimension_referral_kind": _("Kind"),
    "dimension_referral_status": _("Status"),
    "dimension_house": _("Where"),
    # figures
    "visits": _("Visits"),
    "first_visits": _("First visits"),
    "returning": _("Returning"),
    "not_known": _("Not known"),
    "returning_share": _("Returning, share"),
    "people": _("People helped"),
    "people_per_visit": _("People per visit"),
    "minutes_total": _("Minutes in all"),
    "minutes_median": _("Minutes of a visit, median"),
    "visits_interpreted": _("Visits with interpreter minutes"),
    "interpreter_minutes_total": _("Interpreter minutes in all"),
    "interpreter_minutes_median": _("Interpreter minutes, median"),
    "unknown_first_or_returning": _("First or returning not known"),
    "unknown_client_language": _("Client's language not known"),
    "unknown_came_by": _("How they came not recorded"),
    "unknown_children_present": _("Children present not recorded"),
    "logging_delay": _("Minutes from visit to logging, median"),
    "needs": _("Needs"),
    "needs_per_visit": _("Needs per visit"),
    "unknown_outcome": _("Outcome not recorded"),
    "unknown_subtopic": _("Subtopic not recorded"),
    "unknown_acts": _("What was done not recorded"),
    "referred": _("Referred"),
    "confirmed": _("Confirmed"),
    "completed": _("Completed"),
    "confirmed_share": _("Confirmed, share"),
    "completed_share": _("Completed, share"),
    "days_to_confirmation": _("Days to confirmation, median"),
    "no_feedback": _("No feedback"),
    "no_feedback_share": _("No feedback, share"),
    "back_and_forth": _("Sent back and forth"),
    # codes that stand in several lists
    TOTAL_CODE: _("Total"),
    NOT_RECORDED: _("Not recorded"),
    OTHER_LANGUAGES: _("Other languages"),
    "same_house": _("In the same house"),
    "outside": _("Elsewhere"),
}

DEFINITIONS = {
    "visits_overview": _(
        "Every contact at the desk is one visit, withdrawn ones left out. A client who gives a "
        "case code is returning; others are as they were recorded."
    ),
    "people_helped": _("The people helped on these visits, as recorded: one or more a visit."),
    "visits_by_weekday_hour": _("Visits by the day and hour they began, by the desk's clock."),
    "visits_by_weekday": _("Visits by the day of the week they began."),
    "visits_by_hour": _("Visits by the hour they began, by the desk's clock."),
    "contact_type": _("Visits by how the contact took place."),
    "minutes": _("Minutes of advice, as recorded for each visit."),
    "main_topic": _("Visits by the topic of their first need."),
    "client_language": _("Visits by the language the client speaks best."),
    "service_language": _("Visits by the language in which advice was given."),
    "bridged": _("Visits by how the client and the staff understood each other."),
    "language_gap": _(
        "Visits by the client's language and how it was bridged. The languages of the most "
        "visits in the three months have a row of their own."
    ),
    "interpreter_minutes": _("Visits on which interpreter minutes were recorded."),
    "interpreter_failures": _("Visits on which something went wrong with the interpreter."),
    "acts": _("Visits on which this was done at least once. A visit may stand on several lines."),
    "data_quality": _("The share of visits that leave a field open, and how late they are logged."),
    "needs_overview": _("Every topic a client came with is one need; a visit may bring several."),
    "needs_by_topic": _("Needs by topic; all needs of a visit are counted."),
    "needs_by_subtopic": _("Needs by subtopic, with the total of each topic."),
    "topic_by_language": _(
        "Needs by topic and the client's language. The languages of the most visits in the three "
        "months have a column of their own."
    ),
    "acts_by_need": _("Needs for which this was done. A need may stand on several lines."),
    "unmet_by_topic": _("Needs that ended unmet, by topic."),
    "unmet_reason_by_language": _(
        "Needs with a reason why they stayed unmet, by the client's language. A need with two "
        "reasons stands on both lines."
    ),
    "outcomes": _("Needs by how they ended, as it was known when the visit was logged."),
    "data_quality_needs": _("The share of needs that leave a field open."),
    "referrals_by_authority": _(
        "Referrals by the authority or the place they lead to, in the month they were given."
    ),
    "referrals_by_kind": _("Referrals by how the client was sent on."),
    "referrals_by_status": _("Referrals by where they stand today."),
    "referrals_by_house": _("Referrals by whether the place is in the desk's own house."),
    "referral_funnel": _(
        "Sent on is not helped: referred, confirmed (somebody told what happened) and completed "
        "are counted apart. Sent back and forth: refused as not their matter after another such "
        "refusal in the same case and month."
    ),
}
