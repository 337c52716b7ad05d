from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import User
from ..profiles.reading import is_visible_to
from ..typed import opaque_id

register = template.Library()
register.simple_tag(opaque_id)


@register.simple_tag(takes_context=True)
def person_link(context: RequestContext, user: User | None) -> str | SafeString:
    """A person's name, which leads to the profile where the reader may see it. Bring `user` with its profile."""
    if user is None:
        return _("A former member")
    if context.request is None or not is_visible_to(user.profile, context.request.user):
        return user.public_name
    return format_html('<a href="{}">{}</a>', user.profile.get_absolute_url(), user.public_name)
