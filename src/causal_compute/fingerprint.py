"""One hash for files, folders and cached answers.

May touch: nothing. Must not know: what is hashed.
"""

try:
    from _blake2 import blake2b  # the same function: importing hashlib also loads OpenSSL, which costs 6 ms
except ImportError:
    from hashlib import blake2b

__all__ = ["Fingerprint", "fingerprint"]


class Fingerprint:
    """A BLAKE2b hash that grows with what is fed to it (RFC 7693)."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=32)

    def feed(self, content: bytes) -> None:
        """Add some bytes."""
        self._hash.update(content)

    def __str__(self) -> str:
        return self._hash.hexdigest()


def fingerprint(content: bytes) -> str:
    """Return the hash of some bytes, 64 hexadecimal digits.

    >>> fingerprint(b"")[:16]
    '0e5751c026e543b2'

    """
    found = Fingerprint()
    found.feed(content)
    return str(found)
