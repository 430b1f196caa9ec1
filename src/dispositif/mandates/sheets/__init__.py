"""The register as a spreadsheet, both ways: the file that is exported is the file that can be imported."""
