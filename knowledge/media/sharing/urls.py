from django.urls import re_path

from .card import DIGEST_LENGTH
from .views import share_image

DIGEST = rf"-[0-9a-f]{{{DIGEST_LENGTH}}}"

urlpatterns = [
    re_path(rf"^(?P<language>[a-z\-]+)/(?P<slug>[\w\-]+?)(?P<digest>{DIGEST})?\.png$", share_image, name="share_image")
]
