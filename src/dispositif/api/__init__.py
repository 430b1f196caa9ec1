"""JSON for programs: versioned, described by OpenAPI, one file per stage."""
