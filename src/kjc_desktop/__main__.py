"""`python -m kjc_desktop` is `kjc`."""

from kjc_desktop.cli import main

main()
