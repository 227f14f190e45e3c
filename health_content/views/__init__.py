"""Pages that are made of the library: people, topics."""
