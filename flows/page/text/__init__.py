"""What all stages share: folding, blanks, Han characters, numerals."""
