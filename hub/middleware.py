import logging
import re
import time
from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .addresses import without_secrets
from .metrics import REQUESTS

request_log = logging.getLogger("hub.requests")
QUIET = re.compile(r"/(?:static/|media/|healthz$|readyz$|metrics$)")


class RequestRecordMiddleware:
    """A log line and a count for each answer that was made; who asked for what, in neither.

    Kept pages are answered before (hub/pagecache): an id and a line would be a good part of what they cost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        response = self.get_response(request)
        if not QUIET.match(request.path_info):
            self._record(request, response.status_code, time.perf_counter() - start)
        return response

    def _record(self, request: HttpRequest, status: int, seconds: float) -> None:
        match = request.resolver_match
        view = match.view_name if match else ""  # none for a redirect to HTTPS
        REQUESTS.labels(view, status).observe(seconds)
        facts = {"method": request.method, "path": without_secrets(request.path), "status": status, "view": view}
        request_log.info(
            "%(method)s %(path)s %(status)s", facts, extra=facts | {"milliseconds": round(seconds * 1000, 1)}
        )


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere; the editor's own under /admin/ only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]  # type: ignore[attr-defined]
        return super().process_response(request, response)
