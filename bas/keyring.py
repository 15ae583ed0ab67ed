"""Authenticated encryption and blind indexes over one ring of keys from the environment.

``settings.FIELD_KEYS`` maps key id → 32 bytes, the current key first; older ones only read. Each
key is split (HKDF, RFC 5869) into one half that encrypts (AES-256-GCM, NIST SP 800-38D) and one
that indexes (HMAC-SHA256), so that an index tells nothing about a ciphertext.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12
# Between the key's id and what it made; no id holds it (``parse_keys``).
MARK = "$"


class SealBroken(Exception):
    """The text was changed, moved to another row or field, or its key is gone."""


def parse_keys(text: str) -> dict[str, bytes]:
    """``"2:<base64>,1:<base64>"`` → keys by id, current first; ValueError says what is wrong."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        key_id, _, encoded = part.partition(":")
        try:
            key = base64.urlsafe_b64decode(encoded)
        except binascii.Error as error:
            raise ValueError(f"Nyckeln {key_id!r} är inte base64.") from error
        if not (key_id.isascii() and key_id.isalnum()) or key_id in keys or len(key) != KEY_BYTES:
            raise ValueError(
                f"Nyckeln {key_id!r} behöver ett eget id (bokstäver, siffror) och {KEY_BYTES} byte."
            )
        keys[key_id] = key
    if not keys:
        raise ValueError("Minst en nyckel behövs: <id>:<32 byte i base64>.")
    return keys


def new_key(key_id: str) -> str:
    """One fresh key in the form ``parse_keys`` reads."""
    return f"{key_id}:{base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def current_id() -> str:
    return next(iter(settings.FIELD_KEYS))


def made_by_current(stored: str) -> bool:
    """Whether a stored text or index was made with the current key."""
    return stored.startswith(current_id() + MARK)


def seal(text: str, *context: str) -> str:
    """``text`` encrypted and bound to ``context``: it opens with exactly the same context."""
    key_id = current_id()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(settings.FIELD_KEYS[key_id]).encrypt(nonce, text.encode(), _join(context))
    return key_id + MARK + base64.b64encode(nonce + sealed).decode()


def unseal(stored: str, *context: str) -> str:
    """The plain text; SealBroken unless key, content and context are those of ``seal``."""
    key_id, _, encoded = stored.partition(MARK)
    key = settings.FIELD_KEYS.get(key_id)
    if key is None:
        raise SealBroken("Nyckeln saknas i FIELD_KEYS.")
    try:
        raw = base64.b64decode(encoded, validate=True)
        plain = _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _join(context))
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise SealBroken("Texten hör inte till den här raden eller har ändrats.") from error
    return plain.decode()


def blind_index(text: str, *scope: str) -> str:
    """A keyed digest for exact search within ``scope``, made with the current key."""
    key_id = current_id()
    return _digest(key_id, text, scope)


def blind_indexes(text: str, *scope: str) -> list[str]:
    """The digests under every key of the ring: what to look for while keys are rotated."""
    return [_digest(key_id, text, scope) for key_id in settings.FIELD_KEYS]


def _digest(key_id: str, text: str, scope: Iterable[str]) -> str:
    key = _half(settings.FIELD_KEYS[key_id], "index")
    return key_id + MARK + hmac.digest(key, _join([*scope, text]), "sha256").hex()


def _join(parts: Iterable[str]) -> bytes:
    """Unambiguous: no part's end can be read as the next one's beginning."""
    return b"".join(len(p).to_bytes(4, "big") + p for p in (part.encode() for part in parts))


@lru_cache(maxsize=32)
def _half(key: bytes, use: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"byggvagen {use}".encode()).derive(key)


@lru_cache(maxsize=32)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_half(key, "encrypt"))
