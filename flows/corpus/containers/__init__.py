"""Files that hold pages in a packing: archives of crawlers, lines of JSON, zip and tar, packed and saved answers.

A *container* holds many pages, its *records*. A `Reader` lists them and reads one again by its place; what lists them
reads a container once, from its beginning to its end, and holds none of it in memory. A record, like a file, then goes
through `unpacking.unpack`, which takes the page out of it.
"""
