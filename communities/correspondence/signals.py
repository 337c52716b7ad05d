"""What a mail service posts to the site, as anymail makes it out."""

from typing import Any

from anymail.signals import AnymailInboundEvent, inbound
from django.dispatch import receiver

from .receiving import receive


@receiver(inbound)
def receive_from_service(event: AnymailInboundEvent, **kwargs: Any) -> None:
    receive(event.message.as_bytes(), event.message.envelope_recipient or "")
