"""Every text of the slip in English, marked with N_ for the catalog `slips` (pure).

Slips have other readers than staff pages, so they have a catalog of their own; only this module
is read for it. Verbs with a gender (Arabic, Russian) are avoided by naming things instead.
"""


def N_(text: str) -> str:
    """Mark a text for extraction and return it as it is."""
    return text


TITLE = N_("Your next step")

# Translators: heads above the place, as short as can be
WHERE = N_("Where to go")
CALL = N_("Call here")
WEBSITE = N_("Use this website")
# Translators: parts of one line; its first letter becomes large by itself
FLOOR = N_("floor %(floor)s")
COUNTER = N_("counter %(counter)s")
PHONE = N_("Phone")

WHEN = N_("When")
OPENING_HOURS = N_("Opening hours")
CLOSED = N_("closed")
# Translators: two names of weekdays
DAYS_FROM_TO = N_("%(first)s–%(last)s")
# Translators: on paper; %(time)s is a clock time
OPEN_TODAY_UNTIL = N_("Open today until %(time)s.")
OPENS_TODAY = N_("Opens today at %(time)s.")
# Translators: %(day)s is a weekday with its date, as in "Monday 30 November"
OPENS_ON = N_("Opens on %(day)s at %(time)s.")
# Translators: on a phone's screen, true at this moment
OPEN_NOW_UNTIL = N_("Open now, until %(time)s.")
CLOSED_OPENS_TODAY = N_("Closed now. Opens today at %(time)s.")
CLOSED_OPENS_ON = N_("Closed now. Opens on %(day)s at %(time)s.")
OPEN_ALWAYS = N_("Open day and night.")
CLOSED_FOR_NOW = N_("Closed until further notice.")
HOURS_UNKNOWN = N_("The opening hours are not known.")
HOURS_UNKNOWN_CALL = N_("The opening hours are not known. Please call first.")
BY_APPOINTMENT = N_("By appointment only.")
BY_APPOINTMENT_CALL = N_("By appointment only. Book a time by phone.")
BOOKED = N_("You have an appointment on %(day)s at %(time)s.")

# by urgency; %(day)s is a weekday with its date
URGENCY = {
    "today": N_("Please do this today."),
    "within_3_days": N_("Please do this within 3 days, on %(day)s at the latest."),
    "within_2_weeks": N_("Please do this within 2 weeks, on %(day)s at the latest."),
}
DEADLINE = N_("Please do this on %(day)s at the latest.")

BRING_HEAD = N_("Take with you")
BRING = {
    "identity_card": N_("Identity card"),
    "passport": N_("Passport"),
    "residence_permit_card": N_("Residence permit card"),
    "payslips": N_("Payslips"),
    "decision_letter": N_("The authority's decision"),
    "tax_card": N_("Tax card"),
    "rental_agreement": N_("Rental agreement"),
    "bank_statement": N_("Bank statement"),
    # Translators: card of Kela (in Swedish FPA), the Social Insurance Institution of Finland
    "kela_card": N_("Kela card"),
    "birth_certificate": N_("Birth certificate"),
    "marriage_certificate": N_("Marriage certificate"),
    "school_certificate": N_("School certificate"),
    "employment_contract": N_("Employment contract"),
    "bill": N_("Bill"),
    "medical_papers": N_("Medical papers"),
    "this_slip": N_("This slip"),
}

SAY_HEAD = N_("Say or show this")
# Translators: what the client says to the authority, before the sentence of the topic
SENT_BY = N_("The advice desk told me to contact you.")
TOPICS = {
    "childcare": N_("I would like to ask about early childhood education for my child."),
    "studies": N_("I would like to ask about school or studies."),
    "work": N_("I would like to ask about work or running a business."),
    "social": N_("I would like to ask about social services or benefits."),
    "health": N_("I would like help in a matter of health or wellbeing."),
    "housing": N_("I would like to ask about housing."),
    "residence": N_("I would like to ask about a residence permit or identity documents."),
    "money": N_("I would like to ask about money matters or debts."),
    "family": N_("I would like to ask about a family matter."),
    "rights": N_("I would like advice about my rights."),
    "everyday": N_("I would like to ask about everyday life or free-time activities."),
    "digital": N_("I would like help in using digital services."),
    "other": N_("I would like to ask for advice."),
}

# Translators: above the sentence about the interpreter; tells who should read it
TO_STAFF = N_("To the staff")
# Translators: %(language)s is the name of a language; in Finnish it is in the partitive (arabiaa)
INTERPRETER = N_("I speak %(language)s and need an interpreter.")
# Translators: for languages whose name cannot be inflected, and for sign languages
INTERPRETER_PLAIN = N_("My language is %(language)s. I need an interpreter.")

CASE_CODE = N_("Case code")
KEEP = N_("Keep this slip. With the code the advice desk finds your matter without your name.")
# Translators: beside a QR code
ON_PHONE = N_("This slip on your phone")
# Translators: the receiver ticks one of these three on the part that is given back
ARRIVED = N_("Client came")
DONE = N_("Matter done")
NOT_OURS = N_("Not ours, sent on to:")
GIVE_BACK = N_("Please return this part to the advice desk.")
NO_PERSONAL_DATA = N_("This slip holds no personal data.")
