"""Pages of accounts: the door, one's own account, the administrator's staff, the first run."""

from advicedesk.accounts.views import first_run, own_account, sign_in, staff
from advicedesk.accounts.views.pages import blueprint

__all__ = ["blueprint", "first_run", "own_account", "sign_in", "staff"]
