"""The first bytes of workbooks: both what reads text and what reads workbooks look for them."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
