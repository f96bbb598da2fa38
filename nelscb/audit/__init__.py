"""Attack a public edition with nothing but its published files: what they give away, and what they do not account for.

Shares nothing with what chose the figures to withhold.
"""
