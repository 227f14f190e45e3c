"""Page types and what they share."""
