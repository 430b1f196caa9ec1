"""What a note verbale says, as the form asks for it; whether it fits is the action's to say."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dispositif.assistance.actions import Asked
from dispositif.assistance.rules import KINDS, LENGTHS, Kind
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries.register import shorts
from dispositif.kernel.sensitivity import SENSITIVITIES, Sensitivity
from dispositif.world import queries as world

DAY = {"type": "date"}


class IntakeForm(forms.Form):
    """The fields of a request, in the order of the note; what is asked stays empty where it is strict."""

    use_required_attribute = False

    state = forms.ChoiceField(label=gettext_lazy("State"))
    note_reference = forms.CharField(
        label=gettext_lazy("Reference of the note verbale"), max_length=LENGTHS["note_reference"]
    )
    note_on = forms.DateField(
        label=gettext_lazy("Date of the note"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    received_on = forms.DateField(
        label=gettext_lazy("Day of receipt"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    authority = forms.CharField(
        label=gettext_lazy("Authority that asks"),
        max_length=LENGTHS["authority"],
        help_text=gettext_lazy("The ministry, mission or agency; an office, not a person"),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    kind = forms.ChoiceField(label=gettext_lazy("What is asked for"))
    instrument = forms.ChoiceField(label=gettext_lazy("Treaty"), required=False)
    article = forms.CharField(label=gettext_lazy("Article"), max_length=LENGTHS["article"], required=False)
    territory = forms.CharField(
        label=gettext_lazy("Territory"),
        max_length=LENGTHS["territory"],
        required=False,
        help_text=gettext_lazy("Where the assistance is wanted, if not in the whole country"),
    )
    asked = forms.CharField(
        label=gettext_lazy("The request, in the words of the note"),
        required=False,
        max_length=LENGTHS["asked"],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Nothing that identifies a victim, a witness or a suspect: case data does not belong here."
        ),
    )
    urgent = forms.BooleanField(label=gettext_lazy("The State says that it is urgent"), required=False)
    urgency = forms.CharField(
        label=gettext_lazy("Its reasons"),
        required=False,
        max_length=LENGTHS["urgency"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    security_forces = forms.BooleanField(
        label=gettext_lazy("Support to security forces outside the United Nations"),
        required=False,
        help_text=gettext_lazy("A human-rights risk assessment is then needed before acceptance."),
    )
    sensitivity = forms.ChoiceField(label=gettext_lazy("Class"))

    def __init__(self, sent: object, *, states: Iterable[str], on: date) -> None:
        super().__init__(sent, initial={"received_on": on, "sensitivity": Sensitivity.CONFIDENTIAL.value})  # type: ignore[arg-type]
        language = get_language() or "en"
        named = world.names(language, on)
        held = sorted((named[code][1], code, named[code][0]) for code in states if code in named)
        strict = isinstance(sent, Mapping) and sent.get("sensitivity") == Sensitivity.STRICTLY_CONFIDENTIAL
        self.fields["asked"].required = not strict
        self._offer("state", [(code, said) for _key, code, said in held])
        self._offer("theme", [(row.theme.code, row.name) for row in world.themes(language, on)])
        self._offer("kind", [(kind.value, _(said)) for kind, said in KINDS.items()])
        treaties = sorted(shorts(language).items(), key=lambda pair: pair[1])
        self._offer("instrument", [("", _("none in particular")), *treaties])
        classes = (Sensitivity.CONFIDENTIAL, Sensitivity.STRICTLY_CONFIDENTIAL)
        self._offer("sensitivity", [(one.value, _(SENSITIVITIES[one])) for one in classes])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]
        field.choices = choices

    def asked_of(self) -> Asked:
        """What the note says, once the form is valid."""
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "state"}
        treaty = given["instrument"]
        return Asked(
            **given
            | {
                "theme": world.theme(given["theme"]),
                "kind": Kind(given["kind"]),
                "instrument": Instrument.objects.get(code=treaty) if treaty else None,
                "sensitivity": Sensitivity(given["sensitivity"]),
            }
        )
