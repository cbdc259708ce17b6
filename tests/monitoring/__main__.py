"""Take the picture of docs/monitoring.md again: `python -m tests.monitoring`."""

from tests.monitoring.picture import main

main()
