"""How people sign in: by a code in a mail, a password, a passkey or, where one is named, an identity provider."""

import re
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Mail address and password are changed where everybody does it: behind the same limits, and with a second factor.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "communities.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "communities.people.forms.AddressForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True  # one address, the new one counts from when it was confirmed
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever types in the code from a mail has the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: some mail servers take their time
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # also MFA_: before address, password or factors change
ACCOUNT_SESSION_REMEMBER = True  # two weeks by every door, a code by mail knows no box to tick
# allauth's own limits hold for every door that is not named here. A wrong second factor counts as a failed login.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}

MFA_ADAPTER = "communities.people.adapters.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "communities.people.forms.PasskeyForm",
    "edit_webauthn": "communities.people.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Headwaters"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of telephones differ, and people type slowly
# Nobody is in an account without a code sent to its address or a password that an administrator gave.
MFA_ALLOW_UNVERIFIED_EMAIL = True
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", False)


def terms_version(text: str) -> str:
    """What the terms that every door shows are called: a later day when they change, so that everybody is told.

    Raises:
        ImproperlyConfigured: it is no day or month.
    """
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text, re.ASCII):
        raise ImproperlyConfigured("TERMS_VERSION is a month or a day, such as 2026-11 or 2026-11-29")
    return text


TERMS_VERSION = terms_version(env.str("TERMS_VERSION", "2026-11"))


def identity_providers(name: str, *, issuer: str, client: str, secret: str) -> dict[str, Any]:
    """What allauth is told of the OpenID Connect provider that the environment names; without one there is none."""
    if not issuer:
        return {}
    app = {
        "provider_id": "sso",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer.rstrip("/")},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


SOCIALACCOUNT_PROVIDERS = identity_providers(
    env.str("OIDC_NAME", "OpenID Connect"),
    issuer=env.str("OIDC_ISSUER", ""),
    client=env.str("OIDC_CLIENT_ID", ""),
    secret=env.str("OIDC_SECRET", ""),
)
SOCIALACCOUNT_ADAPTER = "communities.people.adapters.ProviderAdapter"
# An address that the provider has verified opens the account that has it: there is one provider, whom the operator of
# the site chose and trusts with it, and a code sent to the address would open the account just as well. A second
# factor is asked for all the same. What the provider has not verified opens and makes nothing (ProviderAdapter).
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # and is found again when the address changes
