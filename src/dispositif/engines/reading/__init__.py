"""The reading engine: the text of a resolution → paragraphs, acts, deadlines, notes, citations."""

from dispositif.engines.reading.gold import as_gold
from dispositif.engines.reading.problem import Reading
from dispositif.engines.reading.reader import read

__all__ = ["Reading", "as_gold", "read"]
