"""Words of the audit record."""

GENESIS_HASH = "0" * 64
INSTALLATION_BOOK = "installation"
