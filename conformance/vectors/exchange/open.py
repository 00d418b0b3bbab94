"""Opens the post-quantum envelope of envelope.json and checks its signature with nothing of Comity's.

A second reader of the profile, to show that docs/exchange.md and the age specification are enough.
Needs Python 3.11 and `cryptography` 48 or later with a backend that has ML-KEM: `python3 open.py`.
"""

import base64
import hashlib
import hmac
import json
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

here = Path(__file__).parent


def base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def base64_raw(text):
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def bech32_bytes(text):
    """The bytes of an age identity; its checksum is left to the age program."""
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    number = bits = 0
    out = bytearray()
    for letter in text.lower().rsplit("1", 1)[1][:-6]:
        number, bits = (number << 5 | alphabet.index(letter)) & 0xFFFF, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 0xFF)
    return bytes(out)


def hybrid_key(identity):
    seeds = hashlib.shake_256(bech32_bytes(identity)).digest(96)
    return hpke.MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(seeds[:64]), X25519PrivateKey.from_private_bytes(seeds[64:])
    )


def open_age(file, key):
    """Opens an age file of one chunk, which every envelope of 4 to 64 KiB is."""
    head, rest = file.split(b"\n--- ", 1)
    mac, payload = rest.split(b"\n", 1)
    stanzas = []
    for line in head.split(b"\n")[1:]:
        if line.startswith(b"-> "):
            stanzas.append([line[3:].split(b" "), b""])
        else:
            stanzas[-1][1] += line
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    arguments, body = stanzas[0]
    sealed = base64_raw(arguments[1]) + base64_raw(body)
    file_key = suite.decrypt(sealed, key, info=b"age-encryption.org/mlkem768x25519")

    def derive(salt, info):
        return HKDF(hashes.SHA256(), 32, salt, info).derive(file_key)

    expected = hmac.new(derive(None, b"header"), head + b"\n---", hashlib.sha256).digest()
    assert hmac.compare_digest(expected, base64_raw(mac)), "header"
    return ChaCha20Poly1305(derive(payload[:16], b"payload")).decrypt(bytes(11) + b"\1", payload[16:], None)


authorities = json.loads((here / "authorities.json").read_text())["authorities"]
case = next(one for one in json.loads((here / "envelope.json").read_text())["cases"] if one["name"] == "post-quantum")
peru, switzerland = authorities[0], authorities[1]

padded = open_age(base64.b64decode(case["envelope"]), hybrid_key(switzerland["keys"]["seal"][0]["identity"]))
assert len(padded) in (4096, 16384, 65536, 131072), "padding"
jws = json.loads(padded)
assert json.dumps(jws, separators=(",", ":")).encode() == padded.rstrip(b" "), "form"

signature = jws["signatures"][0]
header = json.loads(base64url(signature["protected"]))
directory = json.loads(base64url(json.loads(peru["directory"])["payload"]))
entry = next(key for key in directory["keys"] if key["kid"] == header["kid"] and key["status"] != "revoked")
assert header["typ"] == "comity-manifest" and header["alg"] == entry["jwk"]["alg"], "header"
signed = (signature["protected"] + "." + jws["payload"]).encode()
Ed25519PublicKey.from_public_bytes(base64url(entry["jwk"]["x"])).verify(base64url(signature["signature"]), signed)

manifest = json.loads(base64url(jws["payload"]))
assert hashlib.sha256(padded.rstrip(b" ")).hexdigest() == case["jwsDigest"], "digest"
print(f"{manifest['from']} to {manifest['to']}, {manifest['type']}, {len(manifest['parts'])} part(s): signature and digests agree")
