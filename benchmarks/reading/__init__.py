"""Reading a resolution, beside other readers of legal text."""
