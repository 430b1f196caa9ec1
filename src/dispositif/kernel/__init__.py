"""Plain values that every room shares: standard library only, no clock, no outside world."""
