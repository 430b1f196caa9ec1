"""One point of an examination: how it stands, with a remark."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dispositif.assistance.rules_points import ANSWERS, LONGEST, Point

CHOICES = [
    ("", gettext_lazy("not answered")),
    *((one.value, gettext_lazy(said)) for one, said in ANSWERS.items()),
]


class PointForm(forms.Form):
    """Several stand on one page: each has ids of its own."""

    answer = forms.ChoiceField(label=gettext_lazy("What was found"), choices=CHOICES)
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, point: Point, sent: QueryDict | None = None) -> None:
        super().__init__(sent, auto_id=f"point-{point}-%s")
