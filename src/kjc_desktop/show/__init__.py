"""One running show: its clock, its keys, its screens, and the deck that changes under it."""
