"""What holds for every test: an example that Hypothesis tries may take as long as the machine needs."""

from hypothesis import settings

settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")
