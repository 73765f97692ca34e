"""What the records mean: standings, tallies, levels and reasons. Pure: no clock, no files, no database."""
