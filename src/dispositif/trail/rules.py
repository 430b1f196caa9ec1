"""Words of the trail's own tables."""

from dispositif.kernel.refusal import phrase

DOORS: dict[str, str] = {
    "page": phrase("page"),
    "list": phrase("list"),
    "export": phrase("export"),
    "file": phrase("file"),
    "api": phrase("API"),
    "command": phrase("command line"),
}
"""The doors through which a confidential record is read."""
DISPOSED = "trail.disposed"
"""The entry that covers contents which are no longer there; its own content stays."""
