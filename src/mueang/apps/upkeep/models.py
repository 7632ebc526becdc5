"""When each machine's worker was last there."""

from django.db import models


class Beat(models.Model):
    """One machine's worker: it was alive at `at`."""

    machine = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    personal_data = "none"

    def __str__(self) -> str:
        return f"{self.machine} {self.at:%Y-%m-%d %H:%M:%S}"
