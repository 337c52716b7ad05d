"""One door for who has an account and who has none; the addresses are those of allauth, which follow these."""

from django.urls import path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("login/code/", views.sign_in, name="account_request_login_code"),
    path("signup/", RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)),
]
