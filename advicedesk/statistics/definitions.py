"""What every table and every figure of the report counts: one text for page and files.

A figure's unit is its table's (visits, needs, referrals or people) unless it is a share, minutes
or days. The words are read on the page at the figure, and in each file on its list of figures.
"""

from flask_babel import lazy_gettext as _

TABLES = {
    "visits_overview": _(
        "Every contact at the desk is one visit, withdrawn ones left out. A client who gives a "
        "case code is returning; others are as they were recorded."
    ),
    "visits_by_opening": _(
        "Visits held against the time the desk was open, so that a short month is not a drop."
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
    "referrals_by_place": _("Referrals by service point, with the total of each authority."),
    "referrals_by_kind": _("Referrals by how the client was sent on."),
    "referrals_by_status": _("Referrals by where they stand today."),
    "referrals_by_house": _("Referrals by whether the place is in the desk's own house."),
    "referral_funnel": _(
        "Sent on is not helped: referred, confirmed (somebody told what happened) and completed "
        "are counted apart. Sent back and forth: refused as not their matter after another such "
        "refusal in the same case and month."
    ),
}

FIGURES = {
    "visits": _("All visits that began in the period, withdrawn ones left out."),
    "first_visits": _("Visits of clients who were at the desk for the first time."),
    "returning": _("Visits of clients who had been at the desk before."),
    "not_known": _("Visits for which nobody recorded whether the client had been here before."),
    "returning_share": _("Returning visits of all visits."),
    "open_days": _("Days on which the desk was open; of several desks their sum."),
    "open_hours": _("Hours for which the desk was open; of several desks their sum."),
    "visits_per_open_day": _("All visits, divided by the open days."),
    "visits_per_open_hour": _("All visits, divided by the open hours."),
    "people": _("The people helped on all visits, each visit's added up."),
    "people_per_visit": _("The people helped, divided by all visits."),
    "minutes_total": _("The minutes of advice of all visits, added up."),
    "minutes_median": _("Half of the visits took longer, half were shorter."),
    "visits_interpreted": _("Visits for which interpreter minutes were recorded."),
    "interpreter_minutes_total": _("The interpreter minutes of all visits, added up."),
    "interpreter_minutes_median": _(
        "Of the visits with an interpreter, half took more interpreter minutes, half fewer."
    ),
    "unknown_first_or_returning": _("Of all visits, those that leave this open."),
    "unknown_client_language": _("Of all visits, those that leave this open."),
    "unknown_came_by": _("Of all visits, those that leave this open."),
    "unknown_children_present": _("Of all visits, those that leave this open."),
    "logging_delay": _("The time from the start of a visit until it was logged: half took longer."),
    "needs": _("All needs of these visits."),
    "needs_per_visit": _("All needs, divided by all visits."),
    "needs_per_open_hour": _("All needs, divided by the open hours."),
    "unknown_outcome": _("Of all needs, those that leave this open."),
    "unknown_subtopic": _("Of all needs, those that leave this open."),
    "unknown_acts": _("Of all needs, those that leave this open."),
    "referred": _("All referrals given in the period, whatever became of them."),
    "confirmed": _("Referrals for which somebody told what happened, good or bad."),
    "completed": _("Referrals by which the client got what they were sent for."),
    "confirmed_share": _("Confirmed referrals of all referrals given in the period."),
    "completed_share": _("Completed referrals of all referrals given in the period."),
    "days_to_confirmation": _(
        "Of the confirmed referrals, half were confirmed later than this after they were given."
    ),
    "no_feedback": _("Referrals from which nothing was heard, and the desk stopped waiting."),
    "no_feedback_share": _("Referrals without feedback of all referrals given in the period."),
    # figures that stand in a list of their kind, and at the top of the page
    "not_bridged": _("Visits on which client and staff had no way to understand each other."),
    "unmet": _("Needs that ended unmet, as it was known when the visit was logged."),
    "back_and_forth": _(
        "Referrals refused as not their matter after another such refusal in the same case "
        "and month."
    ),
}
