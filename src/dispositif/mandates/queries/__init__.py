"""Every read of mandates that pages, API and command line share."""
