"""Programs, products and paid links in the admin."""
