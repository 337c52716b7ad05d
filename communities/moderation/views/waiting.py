"""Posts that wait for a nod, in the editor: of every hub, each with what can be done to it in one press."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin

from communities.discussions.acts import POST_ACTS, do
from communities.discussions.models import Post

ACTS = ("unhide", "hide")


class NodView(PermissionCheckedMixin, View):
    model = Post
    permission_required = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise BadRequest
        post = Post.objects.waiting().select_related("thread__hub__theme", "author").filter(pk=pk).first()
        if post:
            do(name, POST_ACTS[name], post, request.user)  # type: ignore[arg-type]
            messages.success(request, _("Done."))
        else:
            messages.warning(request, _("Nothing was changed: somebody else has decided this already."))
        return redirect("moderation_waiting:index")
