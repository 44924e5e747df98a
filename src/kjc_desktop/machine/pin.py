"""PINs as they are kept: salted and hashed, so that whoever reads the file does not know them."""

import base64
import hashlib
import hmac
import os
import re

SHORTEST, LONGEST = 4, 12
"""Digits of a PIN."""

_COST, _BLOCK, _PARALLEL, _SALT = 2**14, 8, 1, 16
"""16 MB and some 50 ms a try: a PIN is short, so trying all of them has to be slow."""
_MOST_COST = 2**16
_KEPT = re.compile(
    r"scrypt\$(?P<cost>\d{1,6})\$(?P<block>\d{1,2})\$(?P<parallel>\d)"
    r"\$(?P<salt>[A-Za-z0-9+/=]{8,64})\$(?P<hash>[A-Za-z0-9+/=]{16,128})"
)


def is_pin(text: str) -> bool:
    """Tell whether a text can be a PIN: 4 to 12 digits."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdecimal()


def is_kept(text: str) -> bool:
    """Tell whether a text is a PIN as `kept` writes it."""
    found = _KEPT.fullmatch(text)
    if found is None:
        return False
    cost = int(found["cost"])
    return 2 <= cost <= _MOST_COST and cost.bit_count() == 1 and 1 <= int(found["block"]) <= 32


def kept(pin: str) -> str:
    """Return a PIN as it is kept: `scrypt$cost$block$parallel$salt$hash`."""
    salt = os.urandom(_SALT)
    digest = _digest(pin, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_text(salt)}${_text(digest)}"


def fits(pin: str, stored: str) -> bool:
    """Tell whether a PIN is the one that is kept; takes as long for a wrong one as for a right one.

    Args:
        pin: what somebody has typed.
        stored: what `kept` gave; nothing fits what it cannot have given.
    """
    found = _KEPT.fullmatch(stored)
    if found is None or not is_kept(stored):
        return False
    try:
        salt, wanted = (base64.b64decode(found[each]) for each in ("salt", "hash"))
        cost, block, parallel = (int(found[each]) for each in ("cost", "block", "parallel"))
        digest = _digest(pin, salt, cost, block, parallel, len(wanted))
    except ValueError:
        return False
    return hmac.compare_digest(digest, wanted)


def _digest(
    pin: str, salt: bytes, cost: int, block: int, parallel: int, length: int = 32
) -> bytes:  # fmt: skip
    memory = 256 * cost * block
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=memory, dklen=length
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
