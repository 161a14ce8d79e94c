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
# Translators: the letter or name of a building's door, as in "entrance B"
ENTRANCE = N_("entrance %(entrance)s")
PHONE = N_("Phone")
SAME_HOUSE = N_("In this same building.")
TAKE_A_NUMBER = N_("Take a queue number.")
# Translators: what or whom to ask for at the counter; %(what)s is as the authority calls it
ASK_FOR = N_("Ask for: %(what)s")

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
# Translators: %(day)s is a date with its year
HOURS_AS_OF = N_("Opening hours as known on %(day)s.")
HOURS_OLD = N_("Opening hours as known on %(day)s. They may have changed: please call first.")
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
    "driving_licence": N_("Driving licence"),
    "passport_photo": N_("Passport photo"),
    # Translators: the codes of one's own online bank, with which one signs in to Finnish services
    "bank_codes": N_("Online bank codes"),
    "account_number": N_("Bank account number"),
    "received_letter": N_("The letter you received"),
    "application_form": N_("Application form"),
    "permit_decision": N_("Residence permit decision"),
    # Translators: for citizens of the European Union who live in Finland
    "eu_registration": N_("EU citizen's registration certificate"),
    "residence_certificate": N_("Certificate of residence"),
    "child_identity": N_("The child's passport or identity card"),
    "custody_papers": N_("Child custody papers"),
    "divorce_certificate": N_("Divorce certificate"),
    "vaccination_card": N_("Vaccination card"),
    "medicine_list": N_("List of medicines"),
    "doctors_statement": N_("Doctor's statement"),
    "health_insurance_card": N_("European health insurance card"),
    "degree_certificate": N_("Degree certificate"),
    "study_certificate": N_("Certificate of studies"),
    "cv": N_("CV (list of work and studies)"),
    "work_reference": N_("Certificate from an earlier job"),
    # Translators: shows that one is registered as looking for work
    "jobseeker_certificate": N_("Job seeker's certificate"),
    "termination_notice": N_("Notice that the job ends"),
    "tax_decision": N_("Tax decision"),
    "receipts": N_("Receipts"),
    # Translators: a paper that lets somebody else act for one
    "power_of_attorney": N_("Power of attorney"),
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
# Translators: small, at the foot, where no native speaker has read the translation yet
NOT_REVIEWED = N_("A native speaker has not yet checked this translation.")
COPY_FOR_AUTHORITY = N_("Copy for the authority")
# Translators: of a short code on the part that is given back
STUB_CODE = N_("Code of this part")

# the slip's page on a telephone; the receiver answers there without signing in
SAVE_PICTURE = N_("Save as a picture")
ANSWER_HEAD = N_("For the staff who receive the client")
ANSWER_HINT = N_("One tap is enough. No sign-in, no names.")
NOT_OURS_HERE = N_("Not ours")
TRY_WHERE = N_("Where should the client go instead?")
FIND_PLACE = N_("Find the place")
NO_SUCH_PLACE = N_("No place was found with this name.")
I_DO_NOT_KNOW = N_("I do not know")
THANKS = N_("Thank you. The advice desk sees your answer.")
ANSWERED = N_("Answered: %(answer)s")
TAKE_BACK = N_("Take back")
TAKEN_BACK = N_("The answer was taken back.")
TOO_LATE = N_("It is too late to take the answer back. Please call the advice desk.")
TOO_MANY = N_("Too many answers at once. Please wait a moment.")
EXPIRED = N_("This page is no longer in use. With the case code the advice desk can still help.")
NOT_FOUND = N_("There is no slip at this address.")
