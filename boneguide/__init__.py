"""Boneguide: the demonstration site of the ``health_content`` plugin."""
