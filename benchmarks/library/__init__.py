"""Pages of the library with 100,000 documents, with and without row security."""
