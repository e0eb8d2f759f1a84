"""What needs more than one page: the files under raw/, what changed among them, and cleaning them in batches."""
