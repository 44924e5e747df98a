"""Brokers as live sources: the newest message of each topic, however fast they come."""
