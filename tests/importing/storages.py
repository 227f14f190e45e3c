"""Places for files that run into trouble."""

from django.core.files.storage import FileSystemStorage


class SoonFull(FileSystemStorage):
    """A disk with room for one file more."""

    def save(self, name, content, max_length=None):
        if getattr(self, "is_full", False):
            raise OSError(28, "No space left on device")
        self.is_full = True
        return super().save(name, content, max_length)
