"""Pages of codelists."""

from flask import Blueprint

blueprint = Blueprint("codelists", __name__, url_prefix="/codelists")
