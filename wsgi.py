"""The street door for any WSGI server."""

from advicedesk.app import create_app

app = create_app()
