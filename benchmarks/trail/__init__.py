"""Writing and verifying the trail, beside plain rows."""
