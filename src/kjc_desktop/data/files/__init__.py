"""Files as live sources: CSV and workbooks, as offices save them."""
