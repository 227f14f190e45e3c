"""Settings: ``base`` is true everywhere; ``dev``, ``test`` and ``production`` build on it."""
