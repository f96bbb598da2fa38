"""How Havenshire's figures and texts are invented: a small world of children, and what its agencies would send."""
