"""Collects the body of an answer in a bounded space: a bomb is noticed before it is unpacked."""

import zlib
from typing import Final

from kjc_desktop.data.snapshot import Problem

MEGABYTE: Final = 1_000_000
_GZIP, _ZLIB, _RAW = 31, 15, -15
_GZIP_MARK = b"\x1f\x8b"
ENCODINGS: Final = ("gzip", "deflate")
"""What a server is told that it may pack with."""


class Body:
    """The bytes of one answer, unpacked as they come."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Begin with nothing.

        Args:
            encoding: as the server names it: gzip, x-gzip, deflate, identity or nothing.
            limit: the most bytes to take from the wire, and the most to unpack them to.
        """
        self._packing = encoding.strip().lower().removeprefix("x-")
        self._limit = limit
        self._taken = 0
        self._content = bytearray()
        self._start = b""
        self._unpacker: zlib._Decompress | None = None

    def add(self, chunk: bytes) -> Problem | None:
        """Take the next bytes from the wire; a problem means that the rest need not be read."""
        self._taken += len(chunk)
        if self._taken > self._limit:
            return self.too_large()
        if self._packing in ("", "identity"):
            self._content += chunk
            return None
        if self._packing not in ENCODINGS:
            return Problem("http_packing", {"packing": self._packing[:20]})
        try:
            return self._unpack(chunk)
        except zlib.error:
            return Problem("http_unpack")

    def end(self) -> bytes | Problem:
        """Return the whole body, after its last byte has come."""
        broken = self._start or (self._unpacker is not None and not self._unpacker.eof)
        return Problem("http_unpack") if broken else bytes(self._content)

    def _unpack(self, chunk: bytes) -> Problem | None:
        """Unpack a chunk; behind the end of a gzip member another one may follow."""
        self._start += chunk
        if len(self._start) < 2 and self._unpacker is None:
            return None
        chunk, self._start = self._start, b""
        unpacker = self._unpacker or zlib.decompressobj(self._form(chunk))
        while chunk:
            space = self._limit - len(self._content) + 1
            self._content += unpacker.decompress(chunk, space)
            if len(self._content) > self._limit:
                return self.too_large()
            chunk = unpacker.unused_data if unpacker.unused_data.startswith(_GZIP_MARK) else b""
            unpacker = zlib.decompressobj(_GZIP) if chunk else unpacker
        self._unpacker = unpacker
        return None

    def _form(self, head: bytes) -> int:
        """Return what is packed how: servers mean either of two things by „deflate“."""
        if self._packing == "gzip":
            return _GZIP
        wrapped = head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return _ZLIB if wrapped else _RAW

    def too_large(self) -> Problem:
        """Return what to say of more bytes than the limit."""
        return Problem("http_large", {"most": self._limit // MEGABYTE})
