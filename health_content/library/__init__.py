"""What pages point at: people, programs, products, references, records."""
