"""Checks signed calls (docs/exchange.md, section 13) with nothing of Comity's: RFC 9421 by Python's standard library alone.

    python3 check_calls.py vectors/exchange/call.json vectors/exchange/authorities.json

Prints what comes of each case, one in a line: `ok`, or the reason for which the call is refused.
"""

import base64
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from read_sealed_file import Directory, base64url, is_signed_ed25519  # noqa: E402

FORM = re.compile(r'comity=(\(((?:"[^"\\]*"(?: "[^"\\]*")*)?)\);created=(\d{1,15});keyid="([^"\\]*)";nonce="([A-Za-z0-9_-]{22,64})";tag="comity-calls/1")')


def check(case, me, caller, now):
    fields, has_body = case["fields"], case["body"] != ""
    if "signature" not in fields or "signature-input" not in fields:
        return "missing"
    said, signed = FORM.fullmatch(fields["signature-input"]), re.fullmatch(r"comity=:([A-Za-z0-9+/]*={0,2}):", fields["signature"])
    wanted = ["@method", "@path", "@query", "comity-to"] + ["content-digest"] * has_body + ["upload-offset"] * ("upload-offset" in fields)
    if not said or not signed or re.findall(r'"([^"]*)"', said[2]) != wanted:
        return "form"
    signature = base64.b64decode(signed[1] + "=" * (-len(signed[1]) % 4))
    if base64.b64encode(signature).decode() != signed[1]:
        return "form"
    if fields.get("comity-to") != me:
        return "recipient"
    created = datetime.datetime.fromtimestamp(int(said[3]), datetime.timezone.utc)
    if abs((now - created).total_seconds()) > 300:
        return "clock"
    moment = max(created.strftime("%Y-%m-%dT%H:%M:%S.000Z"), caller.document["issued"])
    jwk = caller.keys_at(moment).get(said[4])
    if jwk is None:
        return "key"
    path, _, query = case["target"].partition("?")
    values = {"@method": case["method"], "@path": path, "@query": "?" + query, **fields}
    lines = [f'"{name}": {values[name]}' for name in wanted if name in values] + [f'"@signature-params": {said[1]}']
    if len(lines) != len(wanted) + 1 or not is_signed_ed25519(base64url(jwk["x"]), "\n".join(lines).encode(), signature):
        return "signature"
    digest = base64.b64encode(hashlib.sha256(case["body"].encode()).digest()).decode()
    return "ok" if not has_body or fields["content-digest"] == f"sha-256=:{digest}:" else "digest"


def main():
    vectors, authorities = (json.loads(Path(path).read_text()) for path in sys.argv[1:3])
    text = next(one["directory"] for one in authorities["authorities"] if one["authority"] == vectors["caller"])
    caller = Directory(text.encode(), None)
    now = datetime.datetime.fromisoformat(vectors["now"].replace("Z", "+00:00"))
    for case in vectors["cases"]:
        print(check(case, vectors["self"], caller, now))


if __name__ == "__main__":
    main()
