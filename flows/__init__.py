"""zhpages: raw scraped Chinese web pages in, a clean, documented Parquet dataset out."""
