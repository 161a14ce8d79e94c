"""Pages of desks."""

from flask import Blueprint

blueprint = Blueprint("desks", __name__, url_prefix="/desks")
