"""One step of a request: what is sent with it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dispositif.assistance.rules import Move
from dispositif.kernel.refusal import Refusal, phrase

DAY = {"type": "date"}
LABELS = {
    "reason": gettext_lazy("Reason, which the State reads"),
    "consent_reference": gettext_lazy("Communication by which the State consented"),
    "until_on": gettext_lazy("Until"),
    "action_taken": gettext_lazy("What was done"),
    "effect": gettext_lazy("What changed"),
}


def step_form(step: Move, sent: QueryDict | None = None) -> forms.Form:
    """The form of one step, with the fields that it needs; several may stand on one page."""
    form = forms.Form(sent, auto_id=f"{step.name}-%s")
    for name in step.needs:
        form.fields[name] = _field(name)
    return form


def _field(name: str) -> forms.Field:
    if name == "until_on":
        return forms.DateField(label=LABELS[name], widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    if name == "consent_reference":
        return forms.CharField(label=LABELS[name], max_length=200)
    return forms.CharField(label=LABELS[name], widget=forms.Textarea(attrs={"rows": 3}))


def said_with(step: Move, sent: QueryDict) -> dict[str, object]:
    """What a step needs, as the action takes it; a day that is none is refused with the field's own words."""
    form = step_form(step, sent)
    if not form.is_valid():
        name, remarks = next(iter(form.errors.items()))
        if sent.get(name):
            raise Refusal(
                "assistance.not_understood",
                phrase("This cannot be taken: %(remark)s"),
                field=name,
                remark=remarks[0],
            )
    return {name: form.cleaned_data[name] for name in step.needs if name in form.cleaned_data}


def seen(sent: QueryDict) -> int:
    """The revision that the author looked at; -1 where it was lost, which every action refuses."""
    said = sent.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 9 else -1
