"""What the audit trail's action codes mean, in the reader's words.

A structure test wants words for every action that the code records.
"""

from flask_babel import lazy_gettext

ACTION_WORDS = {
    "organisation.set_up": lazy_gettext("Set up the organisation"),
    "organisation.make_set_up_link": lazy_gettext("Made a set-up link"),
    "organisation.change": lazy_gettext("Changed the organisation's settings"),
    "desk.add": lazy_gettext("Added a desk"),
    "desk.change": lazy_gettext("Changed a desk"),
    "desk.close": lazy_gettext("Closed a desk"),
    "desk.reopen": lazy_gettext("Opened a desk again"),
    "staff.set_up": lazy_gettext("Became the first administrator"),
    "staff.sign_in": lazy_gettext("Signed in"),
    "staff.sign_out": lazy_gettext("Signed out"),
    "staff.end_sign_ins": lazy_gettext("Ended sign-ins"),
    "staff.add": lazy_gettext("Added a staff member"),
    "staff.change": lazy_gettext("Changed a staff member"),
    "staff.deactivate": lazy_gettext("Deactivated a staff member"),
    "staff.reactivate": lazy_gettext("Reactivated a staff member"),
    "staff.make_password_link": lazy_gettext("Made a link to choose a password"),
    "staff.choose_password": lazy_gettext("Chose a password by a link"),
    "staff.change_password": lazy_gettext("Changed the password"),
    "staff.choose_language": lazy_gettext("Chose a language"),
    "staff.choose_desk": lazy_gettext("Chose a desk"),
    "staff.choose_shortcuts": lazy_gettext("Chose whether shortcuts work"),
    "sign_in.end_all": lazy_gettext("Ended all sign-ins after a restore"),
    "sign_in.purge": lazy_gettext("Forgot old sign-ins"),
    "one_time_link.purge": lazy_gettext("Forgot old one-time links"),
    "listed_code.add": lazy_gettext("Added to a list"),
    "listed_code.rename": lazy_gettext("Renamed in a list"),
    "listed_code.retire": lazy_gettext("Retired from a list"),
    "listed_code.bring_back": lazy_gettext("Brought back to a list"),
    "listed_code.move": lazy_gettext("Moved in a list"),
    "visit.log": lazy_gettext("Logged a visit"),
    "visit.correct": lazy_gettext("Corrected a visit"),
    "visit.withdraw": lazy_gettext("Withdrew a visit"),
    "visit.import": lazy_gettext("Imported visits"),
    "visit.purge": lazy_gettext("Forgot old notes"),
    "referral.give": lazy_gettext("Gave a referral"),
    "referral.import": lazy_gettext("Imported referrals"),
    "referral.no_feedback": lazy_gettext("Closed a referral without an answer"),
    "slip.purge": lazy_gettext("Forgot old rows of printed slips"),
}
