"""Campaigns at work: their look, many letters in one run, and the record of what was made."""
