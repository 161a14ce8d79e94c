"""Pages of visits."""

from flask import Blueprint

blueprint = Blueprint("visits", __name__, url_prefix="/visits")
