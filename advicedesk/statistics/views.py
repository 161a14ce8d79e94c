"""Pages of statistics."""

from flask import Blueprint

blueprint = Blueprint("statistics", __name__, url_prefix="/statistics")
