"""What differs from system to system, and what is asked of the machine itself; no Qt."""
