"""Live sources: read in threads of their own, as immutable snapshots, the last good one kept."""
