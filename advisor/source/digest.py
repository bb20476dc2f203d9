"""SHA-256, from Python's own code for it where there is any, with the same digests.

`hashlib` loads OpenSSL first, which takes longer than the hashing. `random` in the standard library does likewise.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256  # Python 3.11
        except ImportError:
            from hashlib import sha256

__all__ = ["sha256"]
