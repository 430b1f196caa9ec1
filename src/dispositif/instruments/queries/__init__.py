"""Every read of instruments."""
