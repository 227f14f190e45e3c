"""The demonstration: what ``manage.py demo`` puts into an empty database.

Each module makes one kind of thing and can be run again without making it twice.
"""
