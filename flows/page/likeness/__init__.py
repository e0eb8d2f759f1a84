"""How like two texts are: normal form, shingles, signature, figures."""
