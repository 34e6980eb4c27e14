"""The program as its users meet it: commands run, files read back."""
