"""Registers of treaty actions as files: columns recognised, rows read, set beside what is held, written."""
