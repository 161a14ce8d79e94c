"""`advicedesk run`: the production server; migrates first, and says where to begin."""

import click
from flask import Flask

from advicedesk.cli.starting import application, migrated_application, refuse


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 is any free one.",
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256))
def run(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the desk until stopped."""
    from advicedesk.cli import serving

    app = migrated_application()
    try:
        listener = serving.listening_socket(host, port)
    except OSError as error:
        raise refuse(f"cannot listen on {host}:{port}: {error.strerror}") from None
    address = serving.address_of(listener)
    words = [f"Advice desk: {address}", *_set_up_words(app, address)]

    def tell() -> None:
        click.echo("\n".join(words))

    if workers == 1:
        serving.serve(serving.make_server(app, listener, threads), tell)
        return
    # each worker builds its own: no thread and no connection crosses the fork
    is_sound = serving.serve_in_workers(
        lambda: serving.make_server(application(), listener, threads), workers, tell
    )
    if not is_sound:
        raise refuse("a worker ended by itself; all were stopped")


def _set_up_words(app: Flask, address: str) -> list[str]:
    """Make the set-up link of an empty database; its token works once."""
    from advicedesk.accounts.operations import make_set_up_link
    from advicedesk.database import db, writing
    from advicedesk.desks.queries import find_organisation

    with app.app_context():
        try:
            if find_organisation() is not None:
                return []
            with writing.writing():
                token = make_set_up_link()
                db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()
    base_url = app.config["ADVICEDESK"].base_url or address
    return [f"Set it up once: {base_url}/set-up?token={token}"]
