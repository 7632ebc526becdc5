"""`mueang web`: the web alone; schema and worker are somebody else's."""

from mueang.config.management.commands import up


class Command(up.Command):
    help = "Serve the web alone until stopped: `mueang prepare` ran before, `mueang worker` runs elsewhere."
    has_worker = False
