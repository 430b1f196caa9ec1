"""What a request is found by: its receipt, its note and what it says, folded as texts are folded."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from dispositif.assistance.models import Request
from dispositif.documents.folding import folded

FOUND_BY = ("receipt", "note_reference", "authority", "article", "territory", "asked")


def index(request: Request) -> None:
    """Write the words of a request into its search column."""
    said = folded(" ".join(getattr(request, name) for name in FOUND_BY))
    Request.objects.filter(pk=request.pk).update(search=SearchVector(Value(said), config="simple"))
