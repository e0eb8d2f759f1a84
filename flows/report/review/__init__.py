"""The review: a folder of static pages that shows what a dataset holds and what was cut from each page.

It opens from disk, without a server, and loads nothing from elsewhere. Charts are tables with bars in plain SVG: that
needs no library, prints, follows light and dark, and reads out with its numbers.
"""
