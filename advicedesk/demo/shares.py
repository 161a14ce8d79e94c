"""How often what happens at the made-up desk: weights only, after what such desks publish."""

from advicedesk.referrals.models import ConfirmedBy, ReferralKind, ReferralStatus, Urgency
from advicedesk.visits.models import AskedBy, Bridged, CameBy, ContactType, Outcome

Weights = dict[str, float]

# Monday to Friday: visits on an ordinary day, and the hours they begin in
VISITS_A_DAY = {
    "iso-omena": (28.0, 18.0, 17.0, 20.0, 19.0, 0.0, 0.0),
    "kalajarvi": (0.0, 9.0, 0.0, 9.0, 0.0, 0.0, 0.0),
}
HOURS = {10: 442.0, 11: 335.0, 12: 165.0, 13: 181.0, 14: 179.0, 15: 110.0}
FRIDAY_HOURS = {9: 90.0, 10: 110.0, 11: 80.0}
# January to December
SEASONS = (1.05, 1.0, 1.02, 1.0, 0.98, 0.85, 0.62, 0.98, 1.1, 1.08, 1.05, 0.8)

LANGUAGES: Weights = {
    "ar": 182, "ru": 169, "so": 126, "en": 118, "uk": 112, "prs": 76, "fa": 65, "et": 63,
    "ckb": 58, "sq": 51, "zh": 46, "tr": 45, "kmr": 42, "vi": 38, "bn": 33, "ur": 31, "ti": 30,
    "ku": 29, "th": 18, "sw": 18, "fr": 17, "es": 15, "ps": 15, "und": 13, "ne": 12, "am": 12,
    "fi": 8, "pl": 7, "sv": 7, "rw": 7, "hi": 7, "fil": 7, "pt": 7, "ta": 7, "ka": 4, "my": 2,
    "mul": 2, "ln": 2, "mn": 1,
}  # fmt: skip
TOPICS: Weights = {
    "social": 23, "residence": 14.7, "work": 10.7, "health": 9.4, "housing": 9.1, "studies": 7.3,
    "childcare": 6.5, "digital": 5.1, "money": 4.2, "everyday": 3.8, "family": 3.1, "rights": 1.8,
    "other": 1.3,
}  # fmt: skip
# months in which a topic is asked about more
TOPIC_SEASONS: dict[str, dict[int, float]] = {
    "studies": {1: 1.4, 2: 1.5, 3: 1.4, 8: 1.6, 9: 1.3},
    "childcare": {3: 1.3, 4: 1.2, 8: 1.3},
    "money": {3: 1.6, 4: 1.6, 12: 1.3},
    "work": {5: 1.3, 6: 1.3},
}
SUBTOPICS: dict[str, Weights] = {
    "social": {"": 14, "parental": 10, "unemployment": 10, "social_work": 9, "child_benefit": 9,
               "kela_card": 9, "basic_social_assistance": 11, "sickness": 8, "disability": 6,
               "housing_benefit": 10, "elderly": 4},
    "residence": {"": 17, "registration": 12, "family": 11, "travel_document": 9, "renewal": 13,
                  "identity_card": 10, "permit": 11, "citizenship": 9, "strong_eid_and_bank": 8},
    "work": {"": 14, "job_search": 18, "contract_and_pay": 17, "tax_card": 16, "own_business": 13,
             "unemployment": 12, "cv": 10},
    "health": {"": 12, "dental": 17, "fees": 13, "substance_use": 4, "right_to_care": 12,
               "appointment": 18, "laboratory": 8, "child_clinic": 10, "mental_health": 6},
    "housing": {"": 12, "application": 23, "rent_arrears": 15, "neighbours": 10, "search": 17,
                "moving_notice": 14, "eviction": 9},
    "studies": {"": 15, "student_aid": 16, "higher": 12, "preparatory_class": 12, "vocational": 14,
                "basic_education": 12, "recognition": 9, "language_course": 10},
    "childcare": {"": 13, "fee": 21, "application": 25, "open_day_care": 18, "pre_primary": 12,
                  "change_of_place": 11},
    "digital": {"": 10, "e_form": 28, "phone": 22, "account": 22, "printing": 18},
    "money": {"": 19, "consumer": 20, "debt_advice": 20, "budget": 14, "enforcement": 13,
              "tax_return": 14},
    "everyday": {"": 15, "translation_of_papers": 23, "hobby": 13, "transport": 12, "library": 12,
                 "just_being_here": 13, "association": 12},
    "family": {"": 13, "divorce": 28, "custody": 25, "parenting": 22, "domestic_violence": 12},
    "rights": {"": 16, "legal_aid": 34, "exploitation_at_work": 24, "discrimination": 13,
               "crime_victim": 13},
    "other": {"": 1},
}  # fmt: skip
NEED_COUNTS = {1: 69.0, 2: 22.0, 3: 9.0}
ACTS: Weights = {
    "information": 24, "guidance": 16, "form_help": 15, "explain_letter": 10, "e_service_help": 8,
    "contact_authority": 5, "book_appointment": 3, "print_copy": 3, "interpret_help": 2,
    "accompany": 1, "complaint_help": 1,
}  # fmt: skip
ACT_COUNTS = {1: 25.0, 2: 40.0, 3: 25.0, 4: 10.0}
MINUTES = {5: 13.0, 10: 20.0, 15: 21.0, 20: 17.0, 30: 16.0, 45: 7.0, 60: 4.0, 90: 1.0}
CONTACTS = {
    ContactType.WALK_IN: 80.0,
    ContactType.PHONE: 8.0,
    ContactType.APPOINTMENT: 7.0,
    ContactType.THIRD_PARTY: 1.5,
    ContactType.EMAIL: 1.5,
    ContactType.CHAT: 1.0,
    ContactType.OUTREACH: 1.0,
}
ASKED_BY = {
    AskedBy.SELF: 82.0,
    AskedBy.FAMILY_MEMBER: 10.0,
    AskedBy.FRIEND: 4.0,
    AskedBy.PROFESSIONAL: 2.0,
    AskedBy.INTERPRETER_OR_HELPER: 1.5,
    AskedBy.EMPLOYER: 0.5,
}
CAME_BY = {
    None: 35.0,
    CameBy.FRIEND_OR_FAMILY: 18.0,
    CameBy.IN_HOUSE_SERVICE: 14.0,
    CameBy.PASSING_BY: 13.0,
    CameBy.AUTHORITY_LETTER: 7.0,
    CameBy.OTHER_AUTHORITY: 5.0,
    CameBy.SCHOOL_OR_DAYCARE: 3.0,
    CameBy.WEB: 2.0,
    CameBy.SOCIAL_MEDIA: 2.0,
    CameBy.NGO: 1.0,
}
# languages that the desk's own staff speak
STAFF_SPEAK = {"iso-omena": {"ar", "ru", "so", "ckb", "uk"}, "kalajarvi": {"ru", "et"}}
BILINGUAL_SHARE = 0.82
SERVED_IN: Weights = {"fi": 48, "en": 40, "fi-x-selko": 12}
BRIDGED = {
    Bridged.NONE_NEEDED: 40.0,
    Bridged.INTERPRETER_PHONE: 20.0,
    Bridged.ACCOMPANYING_ADULT: 15.0,
    Bridged.MACHINE_TRANSLATION: 9.0,
    Bridged.NOT_BRIDGED: 5.0,
    Bridged.ACCOMPANYING_CHILD: 4.5,
    Bridged.WRITTEN_MATERIAL: 3.0,
    Bridged.INTERPRETER_VIDEO: 2.0,
    Bridged.INTERPRETER_ON_SITE: 1.5,
}
OUTCOMES = {
    Outcome.RESOLVED: 39.0,
    Outcome.REFERRED: 18.0,
    Outcome.PARTLY_RESOLVED: 16.0,
    Outcome.WAITING_AUTHORITY: 9.5,
    Outcome.UNMET: 8.0,
    Outcome.FOLLOW_UP_PLANNED: 8.5,
    Outcome.CLIENT_LEFT: 1.0,
}
UNMET_REASONS: Weights = {
    "cost": 18, "not_eligible": 14, "sent_back_not_competent": 14, "client_declined": 13,
    "hours_or_distance": 11, "no_capacity": 12, "unknown": 8, "documents_missing": 8,
    "fear_or_distrust": 6, "no_e_identification": 9, "no_such_service": 5,
}  # fmt: skip

# by topic: keys of directory.json
PLACES: dict[str, Weights] = {
    "social": {"kela_iso_omena": 60, "kela_puhelin": 10, "sosiaali": 30},
    "residence": {"dvv_espoo": 35, "poliisi_espoo": 25, "migri_helsinki": 40},
    "work": {"tyollisyys": 55, "vero_espoo": 45},
    "health": {"terveysasema": 45, "neuvola": 25, "hammas": 15, "laboratorio": 10,
               "mielenterveys": 5},
    "housing": {"asunnot_toimisto": 55, "kela_iso_omena": 45},
    "studies": {"omnia_ohjaus": 50, "espoo_koulu": 35, "ohjaamo": 15},
    "childcare": {"varhaiskasvatus": 75, "avoin_paivakoti": 25},
    "digital": {"kirjasto": 80, "palvelupiste": 20},
    "money": {"velkaneuvonta": 75, "sosiaali": 25},
    "everyday": {"trapesa": 50, "kirjasto": 30, "nuoriso": 20},
    "family": {"sosiaali": 70, "neuvola": 20, "kriisi": 10},
    "rights": {"oikeusapu": 60, "riku_espoo": 40},
    "other": {"palvelupiste": 1},
}  # fmt: skip
# where places send those on who came to the wrong one; else to the city's service point
PASSED_ON: dict[str | None, Weights] = {
    "kela_iso_omena": {"sosiaali": 45, "tyollisyys": 30, "palvelupiste": 25},
    "tyollisyys": {"kela_iso_omena": 70, "ohjaamo": 30},
    "terveysasema": {"neuvola": 40, "mielenterveys": 35, "hammas": 25},
    "sosiaali": {"kela_iso_omena": 80, "velkaneuvonta": 20},
    "dvv_espoo": {"migri_helsinki": 60, "poliisi_espoo": 40},
    "palvelupiste": {"kirjasto": 50, "kela_iso_omena": 50},
}
KALAJARVI_PLACES = {"health": "kalajarven_terveysasema", "other": "kalajarven_palvelut"}
FREE_PLACES = ("Moniheli ry", "Pakolaisneuvonta ry", "Luetaan yhdessä -ryhmä", "Väestöliitto")
FREE_SHARE = 0.05
KINDS = {
    ReferralKind.REFERRAL: 52.0,
    ReferralKind.SIGNPOST: 28.0,
    ReferralKind.WARM_REFERRAL: 16.0,
    ReferralKind.ADVOCACY: 4.0,
}
URGENCIES = {Urgency.WITHIN_2_WEEKS: 70.0, Urgency.WITHIN_3_DAYS: 20.0, Urgency.TODAY: 10.0}
BRING: dict[str, tuple[str, ...]] = {
    "social": ("identity_card", "bank_statement", "decision_letter"),
    "residence": ("passport", "residence_permit_card"),
    "work": ("identity_card", "tax_card", "employment_contract"),
    "health": ("kela_card",),
    "housing": ("rental_agreement", "payslips"),
    "studies": ("school_certificate",),
    "childcare": ("payslips",),
    "money": ("bill", "decision_letter"),
}
# what became of referrals that have ended
ENDS = {
    ReferralStatus.COMPLETED: 46.0,
    ReferralStatus.NO_FEEDBACK: 31.0,
    ReferralStatus.DID_NOT_GO: 8.0,
    ReferralStatus.REJECTED: 6.0,
    ReferralStatus.REROUTED: 4.0,
    ReferralStatus.WITHDRAWN_BY_CLIENT: 3.0,
    ReferralStatus.UNREACHABLE: 2.0,
}
CONFIRMED_BY = {
    ConfirmedBy.CLIENT_TOLD: 38.0,
    ConfirmedBy.RECEIVER_LINK: 27.0,
    ConfirmedBy.RECEIVER_PHONE: 13.0,
    ConfirmedBy.RECEIVER_PARTNER: 9.0,
    ConfirmedBy.COUNSELLOR_SAW: 8.0,
    ConfirmedBy.SLIP_RETURNED: 5.0,
}

NOTES = (
    "Päätös selitetty kohta kohdalta",
    "Liitteet puuttuvat, palaa torstaina",
    "Lomake täytettiin yhdessä",
    "Jono 40 min",
    "Ei pankkitunnuksia",
    "Käytiin yhdessä Kelan tiskillä",
    "Bussiyhteys näytetty kartalta",
    "Lapsi tulkkasi, kerrottu oikeudesta tulkkiin",
    "Ville återkomma nästa vecka",
    "Beslutet gicks igenom tillsammans",
    "Blanketten fylldes i på svenska",
    "Asked for the form in English",
    "Will bring the letter next time",
    "Waited with a small child, chair found",
)
NOTE_SHARE = 0.12
