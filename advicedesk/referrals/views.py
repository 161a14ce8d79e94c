"""Pages of referrals."""

from flask import Blueprint

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
