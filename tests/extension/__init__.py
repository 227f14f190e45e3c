"""A second, tiny site that only installs the plugin and extends it."""
