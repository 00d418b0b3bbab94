"""A second verifier of exported audit logs, with nothing of Comity's and nothing but Python's own library.

    python3 verify_log.py FILE … [--key KEY] [--processes N]

Checks every entry, its number, what it discloses, the root over all of them (or, of a selection, each proof) and the signature
on the checkpoint. Without --key the key in the file is taken at its word. Ends with 0 when all of it holds, else with 1 and the
first thing that is wrong. Needs Python 3.9 and, beside it, read_sealed_file.py, whose Ed25519 it uses. The format is
docs/exchange.md, section 12; RFC 6962, RFC 8785 and C2SP's signed-note and tlog-checkpoint are named where they are applied.
"""

import argparse
import base64
import json
import re
import sys
from collections import deque
from hashlib import sha256
from multiprocessing import Pool

from read_sealed_file import is_signed_ed25519

PIECE = 1 << 20


class Wrong(Exception):
    """What is wrong with the log, and with which entry."""


def demand(holds, fault, entry=None):
    if not holds:
        raise Wrong(fault if entry is None else f"{fault} {entry}")


def pairs(members):
    found = dict(members)
    demand(len(found) == len(members), "line")
    return found


def parse(text):
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        raise Wrong("line") from None


def canonical(entry):
    """RFC 8785 of an object of strings and whole numbers: sorted names, no spaces."""
    try:
        return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise Wrong("line") from None


def digest_of(disclosed):
    """The salted digest by which a value stands in an entry; what is empty stays so."""
    demand(isinstance(disclosed, list) and len(disclosed) == 2 and all(isinstance(one, str) for one in disclosed), "disclosure")
    salt, value = disclosed
    return "" if value == "" else sha256((salt + value).encode()).hexdigest()


# A line as nearly all are: names in order, no space, no sign that JSON writes otherwise. Its bytes are canonical as they stand.
WORDS = rb'"[ !#-\[\]-~]*"'
PLAIN = re.compile(
    rb'\{"entry":(\{"action":' + WORDS + rb',"actor":"([0-9a-f]{64}|)","at":' + WORDS + rb'(?:,"digest":' + WORDS + rb')?,"outcome":' + WORDS
    + rb',"seq":([1-9][0-9]{0,14}),"subject":"([0-9a-f]{64}|)","v":2\})'
    rb'(?:,"actor":\["([ !#-\[\]-~]*)","([ !#-\[\]-~]*)"\])?(?:,"subject":\["([ !#-\[\]-~]*)","([ !#-\[\]-~]*)"\])?\}'
).fullmatch


def read_line(line):
    """The number of an entry, its leaf (RFC 6962, 2.1), and its proof where it has one."""
    plain = PLAIN(line)
    if plain is not None:
        entry, actor, seq, subject, actor_salt, actor_value, subject_salt, subject_value = plain.groups()
        for digest, salt, value in ((actor, actor_salt, actor_value), (subject, subject_salt, subject_value)):
            if value is not None:
                demand((sha256(salt + value).hexdigest().encode() if value else b"") == digest, "disclosure")
        return int(seq), sha256(b"\0" + entry).digest(), None
    try:
        said = parse(line.decode())
    except UnicodeDecodeError:
        raise Wrong("line") from None
    demand(isinstance(said, dict) and set(said) <= {"entry", "actor", "subject", "proof"}, "line")
    entry = said.get("entry")
    demand(isinstance(entry, dict) and all(type(value) in (str, int) for value in entry.values()), "line")
    seq = entry.get("seq")
    demand(type(seq) is int and entry.get("v") in (1, 2), "line")
    for name in ("actor", "subject"):
        if name in said:
            demand(digest_of(said[name]) == entry.get(name), "disclosure")
    proof = said.get("proof")
    if proof is not None:
        demand(isinstance(proof, list) and all(isinstance(one, str) and re.fullmatch("[0-9a-f]{64}", one) for one in proof), "line")
        proof = [bytes.fromhex(one) for one in proof]
    return seq, sha256(b"\0" + canonical(entry)).digest(), proof


def joined(roots, at, height, root):
    """Puts a complete subtree, whose first leaf is `at`, behind those before it, and joins what makes a larger one."""
    while roots and roots[-1][1] == height and (roots[-1][0] >> height) & 1 == 0 and roots[-1][0] + (1 << height) == at:
        at, _, left = roots.pop()
        root, height = sha256(b"\1" + left + root).digest(), height + 1
    roots.append((at, height, root))


def read_piece(piece):
    """Lines that follow each other: the first number, how many, the roots of the complete subtrees that they are, and what is wrong."""
    first, count, roots = 0, 0, []
    for line in piece[:-1].split(b"\n"):
        try:
            seq, leaf, _ = read_line(line)
            if count == 0:
                first = seq
            demand(seq == first + count and seq > 0, "order")
        except Wrong as wrong:
            return first, count, roots, str(wrong)
        joined(roots, seq - 1, 0, leaf)
        count += 1
    return first, count, roots, None


def pieces_of(file):
    rest = b""
    while True:
        read = file.read(PIECE)
        if not read:
            demand(rest == b"", "size")
            return
        end = read.rfind(b"\n") + 1
        if end > 0:
            yield rest + read[:end]
            rest = read[end:]
        else:
            rest += read


def read_in_turn(pieces, processes):
    """What `read_piece` says of each piece, in their order; no more pieces are held than are being read."""
    if processes == 1:
        yield from map(read_piece, pieces)
        return
    with Pool(processes) as pool:
        waiting = deque()
        for piece in pieces:
            waiting.append(pool.apply_async(read_piece, (piece,)))
            if len(waiting) >= 2 * processes:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


def check_whole(file, size, root, processes):
    total, roots = 0, []
    for first, count, some, wrong in read_in_turn(pieces_of(file), processes):
        demand(count == 0 or first == total + 1, "order", total + 1)
        for at, height, one in some:
            joined(roots, at, height, one)
        total += count
        demand(wrong is None, wrong, total + 1)
    demand(total == size, "size")
    # RFC 6962, 2.1: the root over the complete subtrees, the largest first.
    found = sha256(b"").digest() if not roots else roots[-1][2]
    for _, _, left in reversed(roots[:-1]):
        found = sha256(b"\1" + left + found).digest()
    demand(found == root, "root")
    return total


def is_included(leaf, index, size, proof, root):
    """RFC 9162, 2.1.3.2."""
    last, found = size - 1, leaf
    if index > last:
        return False
    for one in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = sha256(b"\1" + one + found).digest()
            while index & 1 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + one).digest()
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def check_selection(file, size, root):
    last, count = 0, 0
    for piece in pieces_of(file):
        for line in piece[:-1].split(b"\n"):
            seq, leaf, proof = read_line(line)
            demand(seq > last, "order", seq)
            demand(proof is not None and is_included(leaf, seq - 1, size, proof, root), "proof", seq)
            last, count = seq, count + 1
    return count


def read_key(line):
    """A key of notes: name, its id, and type and key in base64 (C2SP signed-note, "Signatures")."""
    name, _, rest = line.strip().partition("+")
    number, _, encoded = rest.partition("+")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Wrong("key") from None
    demand(name != "" and len(key) == 33 and key[0] == 1, "key")
    own = sha256(name.encode() + b"\n" + key).digest()[:4]
    demand(number == own.hex(), "key")
    return name, own, key[1:]


def open_checkpoint(note, name, number, key):
    """The size and the root that the log has signed (C2SP signed-note and tlog-checkpoint)."""
    text, parted, signatures = note.rpartition("\n\n")
    demand(parted != "" and note.endswith("\n"), "signature")
    text += "\n"
    signed = False
    for line in signatures[:-1].split("\n"):
        found = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/]+={0,2})", line)
        demand(found is not None, "signature")
        bytes_ = base64.b64decode(found[2])
        if found[1] == name and bytes_[:4] == number:
            demand(is_signed_ed25519(key, text.encode(), bytes_[4:]), "signature")
            signed = True
    demand(signed, "signature")
    head = re.match(r"([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n", text)
    demand(head is not None and head[1] == name, "signature")
    return int(head[2]), base64.b64decode(head[3])


def verify(path, known, processes):
    with open(path, "rb") as file:
        try:
            head = parse(file.readline().decode())
        except (Wrong, UnicodeDecodeError):
            raise Wrong("head") from None
        demand(isinstance(head, dict) and set(head) == {"comity", "v", "key", "checkpoint", "extent"}, "head")
        demand(head["comity"] == "audit-log" and head["v"] == 1 and head["extent"] in ("whole", "selection"), "head")
        demand(isinstance(head["key"], str) and isinstance(head["checkpoint"], str), "head")
        demand(known is None or known.strip() == head["key"], "key")
        name, number, key = read_key(head["key"])
        size, root = open_checkpoint(head["checkpoint"], name, number, key)
        if head["extent"] == "whole":
            return name, check_whole(file, size, root, processes), size, root
        return name, check_selection(file, size, root), size, root


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--key")
    arguments.add_argument("--processes", type=int, default=1)
    given = arguments.parse_args()
    holds = True
    for path in given.files:
        try:
            origin, entries, size, root = verify(path, given.key, given.processes)
            print(f"holds: {origin}, {entries} of {size} entries, root {root.hex()}")
        except Wrong as wrong:
            holds = False
            print(f"does not hold: {wrong}")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
