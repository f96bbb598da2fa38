"""From notebooks and prose to the book: run, stage, compile, and put the new book in the old one's place.

Nothing is imported here: Sphinx loads an extension from this package, and would pay for all the others.
"""
