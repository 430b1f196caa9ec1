"""Row-level security: knows session settings and tables, not persons."""
