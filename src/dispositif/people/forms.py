"""What the page of tokens asks for."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dispositif.people.rules import NAME_LENGTH, SCOPES, TOKEN_LONGEST, TOKEN_USUAL


class TokenForm(forms.Form):
    """A name, one scope or more, a last day; whether they fit is the action's to say."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=NAME_LENGTH,
        help_text=gettext_lazy("What the token is for, so that you know it again"),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may be used for"), widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("At most one year from today"),
    )

    def __init__(self, sent: object, on: date) -> None:
        super().__init__(sent, initial={"expires_on": on + TOKEN_USUAL})  # type: ignore[arg-type]
        scopes: forms.MultipleChoiceField = self.fields["scopes"]  # type: ignore[assignment]
        scopes.choices = [(scope, f"{_(words)} · {scope}") for scope, words in SCOPES.items()]
        bounds = {"min": on.isoformat(), "max": (on + TOKEN_LONGEST).isoformat()}
        self.fields["expires_on"].widget.attrs |= bounds
