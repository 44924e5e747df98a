"""One module a widget; `build` finds the one for a model of the deck."""
