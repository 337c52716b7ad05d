"""What a mail service posts to the site, as anymail makes it out."""

from typing import Any

from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent, EventType, RejectReason, inbound, tracking
from django.dispatch import receiver

from communities.notifications.models import Pause
from communities.notifications.pausing import pause
from communities.people.models import User

from .receiving import receive

FAILED = {EventType.BOUNCED, EventType.REJECTED}
NO_SUCH_ADDRESS = {RejectReason.BOUNCED, RejectReason.INVALID}


@receiver(inbound)
def receive_from_service(event: AnymailInboundEvent, **kwargs: Any) -> None:
    """What the service takes for spam, nobody answers."""
    if not event.message.spam_detected:
        receive(event.message.as_bytes(), event.message.envelope_recipient or "")


@receiver(tracking)
def pause_where_it_fails(event: AnymailTrackingEvent, **kwargs: Any) -> None:
    """Also where the service does not even try, because it knows from before; not where it dislikes the mail."""
    user = User.objects.filter(email__iexact=event.recipient or "").first()
    if user and event.event_type == EventType.COMPLAINED:
        pause(user=user, reason=Pause.Reason.COMPLAINED)
    elif user and event.event_type in FAILED and event.reject_reason in NO_SUCH_ADDRESS:
        pause(user=user, reason=Pause.Reason.BOUNCED)
