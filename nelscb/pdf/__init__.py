"""The printed book: the built pages as tagged PDF, the whole book and the pack for a meeting.

Pages are read from the HTML that was built, so that what is printed is what is on the screen. They become a tree of
plain data that Typst lays out by the templates in ``book/print``; no text of a page ever passes as markup.
"""
