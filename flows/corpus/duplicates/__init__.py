"""Which documents of the whole dataset are the same, or nearly so."""
