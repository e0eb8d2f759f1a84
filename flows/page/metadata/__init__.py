"""The fields of a document, each with its evidence. Entry: `read.read_metadata`."""
