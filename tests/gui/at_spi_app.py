"""A process with the real main window over the sample ward, for `test_at_spi.py` to look at.

It says "ready" when the window stands; each line that it reads makes a colleague write that text;
it ends when its input does.
"""

from __future__ import annotations

import asyncio
import sys

import qasync
from PySide6.QtWidgets import QApplication

from app.core.policy import Language
from app.ui.dialogs.change_passphrase import ChangePassphraseDialog
from app.ui.gallery_data import AMIRA, sample_client
from app.ui.languages import install_languages
from app.ui.tasks import TaskRunner
from app.ui.theme import install_theme
from app.ui.windows.main_view import MainView
from app.ui.windows.shell import Shell


async def run(app: QApplication) -> None:
    """Show the ward with an open conversation, and let the colleague write what comes in."""
    install_theme(app)
    install_languages(app).follow(Language.ENGLISH)

    def fail(error: BaseException) -> None:
        raise error

    loop = asyncio.get_running_loop()
    client = sample_client()
    client.put(AMIRA, "Bed 4 is free", unread=False)
    view = MainView(client, TaskRunner(loop, fail, fail), "0.0")
    window = Shell()
    window.show_screen(view)
    window.show()
    window.activateWindow()
    await view.load()
    await view.opened.go(AMIRA.account_id)
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        if line.strip() == "passphrase":
            ChangePassphraseDialog(client.settings, 12, (), view._tasks, window).open()
        else:
            client.put(AMIRA, line.strip(), publish=True)
    view.close_down()


def main() -> None:
    """Run until the input ends."""
    app = QApplication(sys.argv)
    loop = qasync.QEventLoop(app)
    with loop:
        loop.run_until_complete(run(app))


if __name__ == "__main__":
    main()
