"""Lines that say who wrote, edited and published a text, and when. Entry: `byline.read_byline`."""
