"""What imports cannot show: habits of the house, each read from its files."""
