"""One door for who has an account and who has none; the addresses are those of allauth, which follow these."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import path
from django.views.generic import RedirectView

from . import views
from .leaving import views as leaving

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("email/", views.change_address, name="account_email"),
    path("agree/", views.agree, name="agree_to_terms"),
    path("take-along/", leaving.take_along, name="take_along"),
    path("close/", leaving.close_account, name="close_account"),
    path("again/", views.sign_in_again, name="sign_in_again"),
    path("password/set/", views.set_password, name="account_set_password"),
    path("password/reset/", views.reset_password, name="account_reset_password"),
    path("login/code/", views.sign_in, name="account_request_login_code"),
    path("signup/", RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)),
]
# Below no language: an identity provider knows one address that it may send people back to.
provider_urls = [
    path("accounts/oidc/<slug:provider_id>/login/", views.to_provider, name="openid_connect_login"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]
