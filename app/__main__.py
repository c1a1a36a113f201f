"""`python -m app`: the desktop app, or, with `--decode` alone, a process that decodes one file.

The second comes before anything of the app is imported: a decoding process holds no window, no
store and no key.
"""

import sys


def run() -> int:
    """The exit status."""
    if sys.argv[1:] == ["--decode"]:
        from app.media.worker import main as decode  # noqa: PLC0415 - instead of the app

        return decode()
    from app.main import main  # noqa: PLC0415 - not in a decoding process

    return main()


if __name__ == "__main__":
    sys.exit(run())
