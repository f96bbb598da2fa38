"""What the command line asks of several parts of the package at once."""
