"""Reports of errors for whoever runs the site: by configuration only, and without anything about its readers."""

import sentry_sdk
from django_guid import get_guid
from sentry_sdk.types import Event, Hint


def report_errors(dsn: str) -> None:
    """Send errors to `dsn`: where they happened, not who met them; the log line of the request has the address."""
    sentry_sdk.init(
        dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,  # they hold names and addresses
        before_send=_without_readers,
    )


def _without_readers(event: Event, hint: Hint) -> Event:
    event.pop("request", None)
    event.pop("user", None)
    event.setdefault("tags", {})["request_id"] = get_guid()
    return event
