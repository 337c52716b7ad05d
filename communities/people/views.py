from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import RequestLoginCodeView
from django.http import HttpResponse
from django.utils.translation import get_language

from . import services


class SignInView(RequestLoginCodeView):
    """One field for everybody: who has an account gets a code, who has none gets both.

    The answer is the same for an address that is known, new or suspended.
    """

    def form_valid(self, form: RequestLoginCodeForm) -> HttpResponse:
        if form._user is None:
            form._user = services.account_for(email=form.cleaned_data["email"], language=str(get_language()))
        return super().form_valid(form)


sign_in = SignInView.as_view()
