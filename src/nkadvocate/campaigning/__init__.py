"""Campaigns at work: their look, the lists of recipients, many letters in one run, and the record of what was made."""
