"""Write `kit.json`: frozen known answers for the recovery kit and a backup file.

    python -m tests.vectors.make_kit_vectors

Only when a format's version changes. All randomness follows from a seed.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

from app.core.ids import AccountId, LogId
from app.crypto import backup_file, recovery_kit
from app.crypto.recovery_kit import KitContents, Mark
from tests.fakes.randomness import SeededRandomness

FILE = Path(__file__).with_name("kit.json")
LOG_ID = LogId(bytes(range(32)))
ACCOUNT = AccountId(bytes(range(16)))
SECRET = bytes(range(100, 116))
VERSION = 7
PASSPHRASE = "vier kleine harmlose Wörter"
CHUNKS = (b'{"first": "chunk"}', b"[" + b" " * 5000 + b"]", b"[]")
CONTENTS = KitContents(
    account_seed=bytes(range(32)),
    marks=(
        Mark(AccountId(b"\x01" * 16), b"\x11" * 32),
        Mark(AccountId(b"\x02" * 16), b"\x22" * 32, b"\x22" * 32, 1_790_000_000_000),
        Mark(AccountId(b"\x03" * 16), b"\x33" * 32, None, 0, b"\x34" * 32),
    ),
)


def kit() -> dict[str, str]:
    """The recovery kit's answers."""
    key = recovery_kit.derive_key(SECRET, LOG_ID, ACCOUNT)
    sealed = recovery_kit.seal(CONTENTS, key, LOG_ID, ACCOUNT, VERSION, SeededRandomness("kit"))
    return {
        "words": " ".join(recovery_kit.words_of(SECRET)),
        "code": recovery_kit.code_of(SECRET),
        "key": key.hex(),
        "sealed": sealed.hex(),
    }


def backup() -> str:
    """A whole file, base64."""
    writer = backup_file.BackupWriter(PASSPHRASE, SeededRandomness("backup"), backup_file.LEAST)
    last = len(CHUNKS) - 1
    frames = [writer.frame(chunk, final=at == last) for at, chunk in enumerate(CHUNKS)]
    return b64encode(writer.header + b"".join(frames)).decode()


if __name__ == "__main__":
    FILE.write_text(json.dumps({"kit": kit(), "backup": backup()}, indent=1) + "\n")
