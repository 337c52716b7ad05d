"""The mail that a member's message becomes, in the language of who reads it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from ..letters import letter
from ..models import Message, Profile


def compose(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    """The sender's address goes along only where the sender said so."""
    sender, recipient = message.sender, message.recipient
    with translation.override(recipient.language):
        context = {
            "message": message,
            "who": " ".join(sender.public_name.split()),
            "page": _page_of(message),
            "answer": settings.BASE_URL + reverse("person_contact", args=(sender.profile.public_id,)),
            "report": settings.BASE_URL + reverse("report_message", args=(message.pk,)),
            "settings": settings.BASE_URL + reverse("profile_step", args=(5,)),
        }
        subject = " ".join(render_to_string("people/mail/subject.txt", context).split())
        return letter(
            recipient.email,
            subject,
            render_to_string("people/mail/body.txt", context),
            user=recipient,
            reply_to=[sender.email] if message.may_answer else [],
            connection=connection,
        )


def _page_of(message: Message) -> str:
    """The address of the sender's page, where the recipient may see it."""
    profile = Profile.objects.visible_to(message.recipient).filter(user=message.sender).first()
    return settings.BASE_URL + profile.get_absolute_url() if profile else ""
