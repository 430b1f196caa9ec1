"""Bytes of a file → the text to be read; what the file is follows from its content, not its name."""

from dispositif.engines.reading.sources.extract import Extract, text_of

__all__ = ["Extract", "text_of"]
