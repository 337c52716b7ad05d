from django import template

from ..panels import TermsSidePanel

register = template.Library()


@register.simple_tag(takes_context=True)
def add_terms_panel(context: template.Context) -> str:
    """Put the panel of terms beside wagtail-localize's own, in the view of a page's translation."""
    if context.get("is_page"):
        panel = TermsSidePanel(context["instance"], context["request"], context["translation"])
        context["side_panels"] = [*context["side_panels"], panel]
    return ""
