"""How sensitive a record is, in the classes of ST/SGB/2007/6 (12 February 2007)."""

from enum import StrEnum

from dispositif.kernel.refusal import phrase


class Sensitivity(StrEnum):
    """Open by default; confidential; strictly confidential, which is held by reference only."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


SENSITIVITIES: dict[Sensitivity, str] = {
    Sensitivity.UNCLASSIFIED: phrase("unclassified"),
    Sensitivity.CONFIDENTIAL: phrase("confidential"),
    Sensitivity.STRICTLY_CONFIDENTIAL: phrase("strictly confidential"),
}
