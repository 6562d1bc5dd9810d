"""`python -m qualkit` is `qualkit`."""

from qualkit.cli.main import qualkit

qualkit()
