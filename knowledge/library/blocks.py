from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PrincipleItemBlock(blocks.StructBlock):
    """One rule; where the Code says what an agreement holds, the points are listed below it."""

    text = blocks.TextBlock(label=_("Rule"))
    points = blocks.ListBlock(blocks.CharBlock(max_length=250), label=_("Points"), default=[], required=False)


class PrincipleBlock(blocks.StructBlock):
    """A numbered principle of the Code of Conduct with its rules."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    items = blocks.ListBlock(PrincipleItemBlock(), label=_("Rules"))

    class Meta:
        icon = "list-ol"
        label = _("Principle")
        template = "library/blocks/principle.html"
        description = _("A numbered principle with its rules.")


class FollowerBlock(blocks.StructBlock):
    """A partnership that signed or followed the Code, and how that is known."""

    text = blocks.TextBlock(label=_("What is known"))
    partnership = SnippetChooserBlock("partnerships.Partnership", label=_("Partnership"), required=False)

    class Meta:
        icon = "tick"
        label = _("Follower")
        template = "library/blocks/follower.html"
        description = _("Somebody who signed or followed the Code.")
