"""Programme plans as files: rows out of a table, numbers into symbols, and what an import would change."""
