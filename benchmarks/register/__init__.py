"""The register of mandates at three sizes, with and without row security."""
