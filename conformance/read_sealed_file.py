"""A second reader of the exchange profile, with nothing of Comity's: verifies and opens a sealed file.

    python3 read_sealed_file.py FILE … [--identity IDENTITY.txt --as CHE/central --fingerprint "…" --into FOLDER]
    python3 read_sealed_file.py --evidence FILE [--part FILE ...]
    python3 read_sealed_file.py --directory FILE … [--at INSTANT]

Without an identity it checks what anyone can: the archive's form, directory documents, receipts and their chains, the
names of parts. Several files are the volumes of one, in any order. With an identity it opens the envelope, checks who wrote
it and to whom, and writes the files. With --directory, the files are directory documents of one author, oldest first.
Needs Python 3.9. Seals are opened with `cryptography` (48 or later for post-quantum ones), or else with the `age` program;
signatures are checked here. The profile is docs/exchange.md; sections are named where they are applied.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

ChaCha20Poly1305 = None


def load_cryptography():
    """Only what is opened needs it, and not if the age program is at hand."""
    global hashes, serialization, X25519PrivateKey, X25519PublicKey, ChaCha20Poly1305, HKDF
    try:
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    except ImportError:
        pass


class Refused(Exception):
    """What the profile says must be refused, by its problem code."""


def demand(holds, code, what=""):
    if not holds:
        raise Refused(f"{code} {what}".strip())


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# Ed25519, RFC 8032 section 5.1, for checking only.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    h, g, k, m = f - e, d - c, d + c, f + e
    return h * g % P, k * m % P, g * k % P, h * m % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decompress(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed_ed25519(key, data, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % L
    return same(times(s, BASE), add(r, times(h, a)))


# ECDSA with P-256 and SHA-256, FIPS 186-5 section 6.4.2, for checking only: what roots in devices sign with.

Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296, 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def sum_of(a, b):
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0] and (a[1] + b[1]) % Q == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, Q) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, Q)
    x = (slope * slope - a[0] - b[0]) % Q
    return x, (slope * (a[0] - x) - a[1]) % Q


def multiple(scalar, point):
    total = None
    while scalar > 0:
        if scalar & 1:
            total = sum_of(total, point)
        point, scalar = sum_of(point, point), scalar >> 1
    return total


def is_signed_p256(x, y, data, signature):
    if len(x) != 32 or len(y) != 32 or len(signature) != 64:
        return False
    key = (int.from_bytes(x, "big"), int.from_bytes(y, "big"))
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if max(key) >= Q or (key[1] ** 2 - key[0] ** 3 + 3 * key[0] - B) % Q != 0 or not (0 < r < N and 0 < s < N):
        return False
    e, w = int.from_bytes(hashlib.sha256(data).digest(), "big"), pow(s, -1, N)
    point = sum_of(multiple(e * w % N, G), multiple(r * w % N, key))
    return point is not None and point[0] % N == r


def is_signed(jwk, data, signature):
    if jwk["kty"] == "EC":
        return jwk["crv"] == "P-256" and jwk["alg"] == "ES256" and is_signed_p256(base64url(jwk["x"]), base64url(jwk["y"]), data, signature)
    return jwk["crv"] == "Ed25519" and is_signed_ed25519(base64url(jwk["x"]), data, signature)


# Conventions and section 1.


def base64url(text):
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Refused("malformed base64url") from error
    demand(base64.urlsafe_b64encode(data).decode().rstrip("=") == text, "malformed", "base64url")
    return data


def without_repetition(pairs):
    demand(len(dict(pairs)) == len(pairs), "malformed", "a name twice")
    return dict(pairs)


def strict_json(data):
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=without_repetition)
    except (ValueError, RecursionError) as error:
        raise Refused("malformed JSON") from error


def document(data, understood={}):
    """A signed document. `understood`: the critical members that are known, each with its value."""
    value = strict_json(data)
    demand(isinstance(value, dict), "malformed")
    known = value.get("v") == 1 and value.get("profile", "comity-exchange/1") == "comity-exchange/1"
    demand(known, "unsupported-profile")
    critical = value.get("crit", [])
    demand(isinstance(critical, list) and all(isinstance(name, str) for name in critical), "malformed", "crit")
    demand(all(name in understood and value.get(name) == understood[name] for name in critical), "unsupported-profile", "crit")
    return value


class Jws:
    def __init__(self, data, typ):
        value = strict_json(data)
        try:
            signatures = [(one["protected"], one["signature"]) for one in value["signatures"]]
            again = {"payload": value["payload"], "signatures": [{"protected": p, "signature": s} for p, s in signatures]}
        except (KeyError, TypeError) as error:
            raise Refused("malformed JWS") from error
        demand(json.dumps(again, separators=(",", ":")).encode() == data and 1 <= len(signatures) <= 16, "malformed", "JWS")
        self.payload = base64url(value["payload"])
        self.signatures = {}
        for protected, signature in signatures:
            header = strict_json(base64url(protected))
            demand(header.get("typ") == typ and header["kid"] not in self.signatures, "malformed", "header")
            demand("crit" not in header, "unsupported-profile")
            signed = f"{protected}.{value['payload']}".encode()
            self.signatures[header["kid"]] = (header["alg"], signed, base64url(signature))

    def signers(self, keys):
        """The kids among these keys that have signed. A wrong signature by one of them refuses the whole."""
        found = []
        for kid, (alg, signed, signature) in self.signatures.items():
            if kid not in keys:
                continue
            demand(alg == keys[kid]["alg"] and is_signed(keys[kid], signed, signature), "bad-signature")
            found.append(kid)
        return found


def thumbprint(jwk):
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y") if name in jwk}
    text = json.dumps(members, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


# Section 2.


def instant(text):
    whole = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", text)
    demand(whole, "malformed", "instant")
    return datetime.fromisoformat(whole[1]) + timedelta(seconds=float(whole[2] or 0))


class Directory:
    """A document whose signatures hold, and what is wrong with its place after the one before, if anything."""

    def __init__(self, data, before):
        self.jws = jws = Jws(data, "comity-directory")
        self.document = document(jws.payload)
        self.digest = sha256(jws.payload)
        self.authority = f"{self.document['authority']['state']}/{self.document['authority']['function']}"
        self.version = self.document["version"]
        self.issued, self.expires = instant(self.document["issued"]), instant(self.document["expires"])
        demand(timedelta(0) < self.expires - self.issued <= timedelta(days=90), "malformed", "expires")
        demand((self.version == 1) == (self.document["prev"] is None), "malformed", "prev")
        for roots in [self.document["roots"]] + ([before.document["roots"]] if before else []):
            keys = {thumbprint(jwk): jwk for jwk in roots["keys"]}
            demand(1 <= roots["threshold"] <= len(keys), "malformed", "roots")
            demand(len(jws.signers(keys)) >= roots["threshold"], "bad-signature", "directory")
        if before:
            demand(self.authority == before.authority, "bad-signature", "directory")
        self.fault = before and self.fault_after(before)

    def fault_after(self, before):
        """What is wrong with its place after the one that is held."""
        if self.version < before.version:
            return "stale-directory"
        if self.version == before.version:
            return None if self.digest == before.digest else "id-reuse"
        if self.version > before.version + 1:
            return "gap"
        return None if self.document["prev"] == before.digest else "bad-digest"

    def in_force(self, now):
        return self.issued <= now + timedelta(seconds=300) and now <= self.expires

    def fingerprint(self):
        roots = self.document["roots"]
        text = "\n".join([str(roots["threshold"])] + sorted(thumbprint(jwk) for jwk in roots["keys"]))
        return re.sub("(.{4})(?=.)", r"\1 ", sha256(text.encode()))

    def keys_at(self, instant):
        good = [key for key in self.document["keys"] if key["use"] == "sign" and key["status"] != "revoked"]
        return {key["kid"]: key["jwk"] for key in good if key["from"] <= instant <= key["to"]}


# Section 7.


def octal(value, width):
    return f"{value:0{width - 1}o}\0".encode()


def tar_header(name, length):
    head = name.encode().ljust(100, b"\0") + octal(0o644, 8) + octal(0, 8) * 2 + octal(length, 12) + octal(0, 12)
    head = (head + b"        0").ljust(257, b"\0") + b"ustar\x0000"
    head = (head.ljust(329, b"\0") + octal(0, 8) * 2).ljust(512, b"\0")
    return head[:148] + octal(sum(head), 7) + b" " + head[156:]


def entries_of(data):
    """The entries by name. Read whole: this reader is for checking, not for files of gigabytes."""
    found, at, last = {}, 0, ""
    while data[at : at + 1] != b"\0":
        head = data[at : at + 512]
        name = head[:100].split(b"\0")[0].decode("latin1")
        demand(re.fullmatch(rb"[0-7]{11}", head[124:135]), "malformed", "archive")
        length = int(head[124:135], 8)
        demand(head == tar_header(name, length) and name > last, "malformed", "archive")
        end = at + 512 + length
        found[name], last, at = data[at + 512 : end], name, end + -length % 512
        demand(end <= len(data) and not any(data[end:at]), "malformed", "archive")
    rest = data[at:]
    demand(len(rest) == -(-(at + 1024) // 10240) * 10240 - at and not any(rest), "malformed", "archive")
    return found


# Section 7, volumes.


def joined(files):
    """The sealed file of which these are the volumes, in any order."""
    slices, cut = {}, None
    for data in files:
        entries = entries_of(data)
        demand(sorted(entries) == ["index", "slice"] and len(entries["index"]) <= 262_144, "malformed", "volume")
        index = document(entries["index"])
        place, length, digests, whole = index.get("place"), index.get("slice"), index.get("slices"), index.get("file")
        numbers = [place, length, whole.get("len") if isinstance(whole, dict) else None]
        demand(all(type(number) is int and number >= 1 for number in numbers), "malformed", "index")
        demand(isinstance(digests, list) and all(re.fullmatch("[0-9a-f]{64}", str(one)) for one in digests), "malformed", "index")
        demand(10_240 <= length <= 4 * 1024**3 and place <= len(digests) <= 2000, "malformed", "index")
        demand(len(digests) == -(-whole["len"] // length), "malformed", "index")
        size = min(length, whole["len"] - (place - 1) * length)
        holds = len(entries["slice"]) == size and sha256(entries["slice"]) == digests[place - 1]
        demand(holds, "bad-digest", f"volume {place} of {len(digests)}")
        cut = cut or (whole["sha256"], whole["len"], length, digests)
        demand(cut == (whole["sha256"], whole["len"], length, digests), "volume-foreign", f"volume {place} of {len(digests)}")
        slices[place] = entries["slice"]
    missing = [str(place) for place in range(1, len(cut[3]) + 1) if place not in slices]
    demand(not missing, "volume-missing", ", ".join(missing))
    data = b"".join(slices[place] for place in sorted(slices))
    demand(sha256(data) == cut[0], "bad-digest", "file")
    return data


# age-encryption.org/v1.


def bech32_bytes(text):
    """The bytes of an identity; its checksum is left to the age program."""
    alphabet, number, bits, out = "qpzry9x8gf2tvdw0s3jn54khce6mua7l", 0, 0, bytearray()
    for letter in text.lower().rsplit("1", 1)[1][:-6]:
        number, bits = (number << 5 | alphabet.index(letter)) & 0xFFFF, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 0xFF)
    return bytes(out)


def unpadded(text):
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def derive(key, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def file_key_x25519(identity, arguments, body):
    private = X25519PrivateKey.from_private_bytes(bech32_bytes(identity))
    share = unpadded(arguments[1])
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    secret = private.exchange(X25519PublicKey.from_public_bytes(share))
    return ChaCha20Poly1305(derive(secret, share + public, b"age-encryption.org/v1/X25519")).decrypt(bytes(12), body, None)


def file_key_hybrid(identity, arguments, body):
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey

    seeds = hashlib.shake_256(bech32_bytes(identity)).digest(96)
    key = hpke.MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(seeds[:64]), X25519PrivateKey.from_private_bytes(seeds[64:])
    )
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    return suite.decrypt(unpadded(arguments[1]) + body, key, info=b"age-encryption.org/mlkem768x25519")


def open_age(data, identity_file):
    identity = next(line for line in identity_file.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-"))
    if ChaCha20Poly1305 is None:
        opened = subprocess.run(["age", "--decrypt", "-i", identity_file], input=data, capture_output=True, check=False)
        demand(opened.returncode == 0, "cannot-decrypt")
        return opened.stdout
    head, rest = data.split(b"\n--- ", 1)
    mac, payload = rest.split(b"\n", 1)
    stanzas = []
    for line in head.split(b"\n")[1:]:
        if line.startswith(b"-> "):
            stanzas.append([line[3:].split(b" "), b""])
        else:
            stanzas[-1][1] += line
    kind, unwrap = (b"mlkem768x25519", file_key_hybrid) if identity.startswith("AGE-SECRET-KEY-PQ-") else (b"X25519", file_key_x25519)
    for arguments, body in stanzas:
        if arguments[0] != kind:
            continue
        try:
            file_key = unwrap(identity, arguments, unpadded(body))
            break
        except Exception:  # of another recipient
            continue
    else:
        raise Refused("cannot-decrypt")
    expected = hmac.new(derive(file_key, None, b"header"), head + b"\n---", hashlib.sha256).digest()
    demand(hmac.compare_digest(expected, unpadded(mac)), "cannot-decrypt", "header")
    cipher, plain, chunk = ChaCha20Poly1305(derive(file_key, payload[:16], b"payload")), [], 65_536 + 16
    body = payload[16:]
    count = max(1, -(-len(body) // chunk))
    for place in range(count):
        nonce = place.to_bytes(11, "big") + (b"\1" if place == count - 1 else b"\0")
        try:
            plain.append(cipher.decrypt(nonce, body[place * chunk : (place + 1) * chunk], None))
        except Exception as error:
            raise Refused("cannot-decrypt") from error
    return b"".join(plain)


# What a reader does.


def following(data, before):
    """A document that may stand in the place of the one before."""
    one = Directory(data, before)
    demand(one.fault is None, one.fault, "directory")
    return one


def read_directory_chain(files, at):
    """Section 2: the last of these has just arrived, the others were taken in before it."""
    taken = []
    for data in files[:-1]:
        taken.append(following(data, taken[-1] if taken else None))
    held = taken[-1] if taken else None
    one = Directory(files[-1], held)
    alive = at is None or one.in_force(instant(at))
    # Only what the roots held have signed can speak for them, and what was taken in says nothing new.
    known = [before for before in taken if before.version == one.version and signed_under(before, held)]
    if one.fault and alive and all(before.digest != one.digest for before in known):
        if one.fault in ("id-reuse", "bad-digest") or (one.fault == "stale-directory" and known):
            print("contradicts what was taken in: its author is to be suspended")
    demand(one.fault is None, one.fault, "directory")
    demand(alive, "stale-directory", "not in force")
    print(f"directory  {one.authority} version {one.version}, fingerprint {one.fingerprint()}")


def signed_under(one, held):
    keys = {thumbprint(jwk): jwk for jwk in held.document["roots"]["keys"]}
    return len(one.jws.signers(keys)) >= held.document["roots"]["threshold"]


def read_directories(entries):
    newest = {}
    for name in sorted(name for name in entries if name.startswith("directory/")):
        state, function = name.split("/")[1].split(".")[:2]
        one = following(entries[name], newest.get(f"{state}/{function}"))
        demand(name == f"directory/{one.authority.replace('/', '.')}.{one.version:06d}", "malformed", name)
        newest[one.authority] = one
    return newest


def read_receipts(entries, directories, digest):
    """Section 6. Returns the receipts, and for each issuer the number of stretches of its chain."""
    receipts, followers = {}, set()
    for name, data in entries.items():
        if not name.startswith("evidence/"):
            continue
        demand(name == f"evidence/{sha256(data)}", "bad-digest", name)
        jws = Jws(data, "comity-receipt")
        receipt = document(jws.payload)
        issuer = directories.get(receipt["by"])
        demand(issuer is not None, "unknown-peer", receipt["by"])
        demand(jws.signers(issuer.keys_at(receipt["at"])), "bad-signature", name)
        demand(receipt["envelopeDigest"] == digest, "bad-digest", name)
        demand((receipt["by"], receipt["previous"]) not in followers, "id-reuse", "two chains of one issuer")
        followers.add((receipt["by"], receipt["previous"]))
        receipts[sha256(data)] = receipt
    return receipts


def unpad(padded):
    jws = padded.rstrip(b" ")
    bucket = next((length for length in (4096, 16384, 65536, 131072) if length >= len(jws)), None)
    demand(jws and bucket == len(padded), "malformed", "padding")
    return jws


def manifest_of(jws):
    """Section 4. Padding is said critically or not at all."""
    manifest = document(jws.payload, {"padding": "comity-padding/1"})
    demand(("padding" in manifest) == ("padding" in manifest.get("crit", [])), "malformed", "padding")
    return manifest


def padded_length(length):
    """Section 3: Padmé, and never below 4,096 bytes."""
    least = max(length, 4096)
    exponent = least.bit_length() - 1
    step = 1 << exponent - exponent.bit_length()
    return -(-least // step) * step


def without_padding(data, part, manifest):
    length = part["len"]
    whole = padded_length(length) if "padding" in manifest else length
    demand(len(data) <= whole, "too-large", part["ct256"])
    demand(len(data) == whole and not any(data[length:]) and sha256(data[:length]) == part["sha256"], "bad-digest", part["ct256"])
    return data[:length]


def open_message(entries, directories, options):
    """Sections 3, 4 and 5."""
    jws = Jws(unpad(open_age(entries["envelope"], options.identity)), "comity-manifest")
    manifest = manifest_of(jws)
    author = directories.get(manifest["from"])
    demand(author is not None, "unknown-peer", manifest["from"])
    demand(author.fingerprint().replace(" ", "") == options.fingerprint.replace(" ", "").lower(), "unknown-peer", author.fingerprint())
    demand(jws.signers(author.keys_at(manifest["created"])), "bad-signature")
    demand(manifest["to"] == options.self, "not-addressed-to-us", manifest["to"])
    demand(manifest["addSelf"]["version"] <= author.version, "stale-directory")
    known = {author.version: author.digest, author.version - 1: author.document["prev"]}
    demand(known.get(manifest["addSelf"]["version"], manifest["addSelf"]["sha256"]) == manifest["addSelf"]["sha256"], "bad-digest", "addSelf")
    names = {f"parts/{part['ct256']}" for part in manifest["parts"]}
    demand(names == {name for name in entries if name.startswith("parts/")}, "malformed", "parts")
    plain = []
    for part in manifest["parts"]:
        data = open_age(entries[f"parts/{part['ct256']}"], options.identity)
        plain.append(without_padding(data, part, manifest))
    if options.into:
        options.into.mkdir(parents=True)
        for place, (part, data) in enumerate(zip(manifest["parts"], plain)):
            (options.into / f"{place:03d}-{re.sub(r'[^A-Za-z0-9._ -]', '_', part['name'])[:60]}").write_bytes(data)
    return manifest


# ChaCha20-Poly1305, RFC 8439, for opening only: an envelope is short, and evidence must be checkable with Python alone.


def rotate(value, count):
    return (value << count & 0xFFFFFFFF) | value >> 32 - count


def chacha20_block(key, counter, nonce):
    words = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    words += [int.from_bytes(key[i : i + 4], "little") for i in range(0, 32, 4)]
    words += [counter] + [int.from_bytes(nonce[i : i + 4], "little") for i in range(0, 12, 4)]
    state = list(words)
    columns = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
    for _ in range(10):
        for a, b, c, d in columns:
            for x, y, z, count in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[x] = (state[x] + state[y]) & 0xFFFFFFFF
                state[z] = rotate(state[z] ^ state[x], count)
    return b"".join(((one + two) & 0xFFFFFFFF).to_bytes(4, "little") for one, two in zip(state, words))


def open_chunk(key, nonce, data):
    body, tag = data[:-16], data[-16:]
    one_time = chacha20_block(key, 0, nonce)
    r = int.from_bytes(one_time[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    message, total = body + bytes(-len(body) % 16) + (0).to_bytes(8, "little") + len(body).to_bytes(8, "little"), 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\1", "little")) * r % (2**130 - 5)
    expected = (total + int.from_bytes(one_time[16:32], "little")) & (2**128 - 1)
    demand(hmac.compare_digest(expected.to_bytes(16, "little"), tag), "cannot-decrypt")
    blocks = (chacha20_block(key, 1 + at // 64, nonce) for at in range(0, len(body), 64))
    return bytes(one ^ two for one, two in zip(body, b"".join(blocks)))


def hkdf32(key, salt, info):
    """HKDF-SHA256 of one block, RFC 5869."""
    return hmac.new(hmac.new(salt or bytes(32), key, hashlib.sha256).digest(), info + b"\1", hashlib.sha256).digest()


def open_by_file_key(data, file_key):
    """An age file by its own key, which its header's MAC binds to it."""
    head, rest = data.split(b"\n--- ", 1)
    mac, payload = rest.split(b"\n", 1)
    expected = hmac.new(hkdf32(file_key, None, b"header"), head + b"\n---", hashlib.sha256).digest()
    demand(head.startswith(b"age-encryption.org/v1\n") and hmac.compare_digest(expected, unpadded(mac)), "cannot-decrypt", "header")
    key, body, chunk = hkdf32(file_key, payload[:16], b"payload"), payload[16:], 65_536 + 16
    count = max(1, -(-len(body) // chunk))
    last = lambda place: b"\1" if place == count - 1 else b"\0"
    return b"".join(open_chunk(key, place.to_bytes(11, "big") + last(place), body[place * chunk : (place + 1) * chunk]) for place in range(count))


def read_evidence(data, parts):
    """Section "Evidence of a message". Says what the bundle proves."""
    bundle = strict_json(data)
    names = {"form", "message", "envelope", "fileKey", "manifest", "receipts", "directories"}
    demand(isinstance(bundle, dict) and set(bundle) == names and bundle["form"] == "comity-evidence/1", "malformed", "bundle")
    envelope, file_key = base64url(bundle["envelope"]), base64url(bundle["fileKey"])
    demand(len(file_key) == 16, "malformed", "fileKey")
    directories = {}
    for text in bundle["directories"]:
        alone = Directory(text.encode(), None)
        directories[alone.authority] = following(text.encode(), directories.get(alone.authority))
    jws_bytes = unpad(open_by_file_key(envelope, file_key))
    demand(jws_bytes == bundle["manifest"].encode(), "bad-digest", "manifest")
    jws = Jws(jws_bytes, "comity-manifest")
    manifest = manifest_of(jws)
    author = directories.get(manifest["from"])
    demand(author is not None, "unknown-peer", manifest["from"])
    demand(jws.signers(author.keys_at(manifest["created"])), "bad-signature", "manifest")
    demand(manifest["id"] == bundle["message"], "malformed", "message")
    entries = {f"evidence/{sha256(text.encode())}": text.encode() for text in bundle["receipts"]}
    receipts = read_receipts(entries, directories, sha256(envelope))
    for receipt in receipts.values():
        same = receipt["messageId"] == manifest["id"] and receipt["by"] in (manifest["from"], manifest["to"])
        demand(same, "bad-digest", "receipts")
    print(f"message    {manifest['type']} {manifest['id']} from {manifest['from']} to {manifest['to']}")
    print(f"written    {manifest['created']}, good until {manifest['notAfter']}")
    print(f"envelope   {sha256(envelope)}")
    for place, part in enumerate(manifest["parts"]):
        print(f"part       {place} {part['sha256']} {part['len']} bytes")
    for one in directories.values():
        print(f"directory  {one.authority} version {one.version}, fingerprint {one.fingerprint()}")
    for receipt in receipts.values():
        print(f"receipt    {receipt['event']} by {receipt['by']} at {receipt['at']}")
    digests = [part["sha256"] for part in manifest["parts"]]
    for path in parts:
        digest = sha256(path.read_bytes())
        demand(digest in digests, "bad-digest", f"{path} is no part of this message")
        print(f"file       {path} is part {digests.index(digest)}")


def main():
    parser = argparse.ArgumentParser(description="Verifies and opens a sealed file.")
    parser.add_argument("file", type=Path, nargs="+", help="a sealed file, or all volumes of one")
    parser.add_argument("--identity", type=Path, help="a file with one AGE-SECRET-KEY-… line")
    parser.add_argument("--as", dest="self", help="who we are, as CHE/central")
    parser.add_argument("--fingerprint", default="", help="the author's, compared by another way")
    parser.add_argument("--into", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--evidence", action="store_true", help="FILE is the evidence of a message, not a sealed file")
    parser.add_argument("--directory", action="store_true", help="the files are directory documents of one author, oldest first")
    parser.add_argument("--at", help="the moment at which the last of them arrived, as 2026-11-21T10:00:00Z")
    parser.add_argument("--part", type=Path, action="append", default=[], help="a file at hand: is it a part of the message?")
    options = parser.parse_args()
    try:
        if options.evidence:
            read_evidence(options.file[0].read_bytes(), options.part)
            return
        if options.directory:
            read_directory_chain([path.read_bytes() for path in options.file], options.at)
            return
        files = [path.read_bytes() for path in options.file]
        in_volumes = len(files) > 1 or files[0].startswith(b"index\0")
        entries = entries_of(joined(files) if in_volumes else files[0])
        demand("envelope" in entries, "malformed", "envelope")
        digest = sha256(entries["envelope"])
        for name, data in entries.items():
            demand(not name.startswith("parts/") or name == f"parts/{sha256(data)}", "bad-digest", name)
        directories = read_directories(entries)
        receipts = read_receipts(entries, directories, digest)
        print(f"envelope   {digest}")
        for one in directories.values():
            print(f"directory  {one.authority} version {one.version}, fingerprint {one.fingerprint()}")
        for receipt in receipts.values():
            print(f"receipt    {receipt['event']} by {receipt['by']} at {receipt['at']}")
        if options.identity:
            load_cryptography()
            manifest = open_message(entries, directories, options)
            print(f"message    {manifest['type']} {manifest['id']} from {manifest['from']} to {manifest['to']}, {len(manifest['parts'])} part(s)")
    except Refused as refused:
        print(f"refused: {refused}")
        sys.exit(1)


if __name__ == "__main__":
    main()
