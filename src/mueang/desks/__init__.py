"""Pages that join several apps, one package an audience."""
