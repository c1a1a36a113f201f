"""What is on the screen while nobody's profile is open: who it is, unlocking, first run, removal.

One person goes straight to unlocking; where several use the computer, one chooses first. Nothing
here knows more of anybody than what they chose to be listed as.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.shared_views import ListedPerson, PersonState
from app.core.store_errors import StoreDamaged
from app.core.views import Removal
from app.services.api import AccessUseCases, ClientUseCases
from app.services.profiles_api import ProfilesUseCases
from app.ui.actions import ActionSet
from app.ui.dialogs.remove_person import RemovePersonDialog
from app.ui.help.desk import help_desk
from app.ui.tasks import TaskRunner
from app.ui.windows.choose_person import ChoosePerson
from app.ui.windows.first_run import FirstRun
from app.ui.windows.removed import RemovedScreen
from app.ui.windows.shell import Shell
from app.ui.windows.unlock import DamagedScreen, UnlockScreen


class Entrance(QObject):
    """Shows screens in the window. Signals: `opened` with the open client, `quit_requested`.

    `access` is the way that was taken, or is being taken. `closed` waits until the profile with
    a key is closed; `waiting` counts what came for it since.
    """

    opened = Signal(object)
    quit_requested = Signal()

    def __init__(
        self,
        profiles: ProfilesUseCases,
        tasks: TaskRunner,
        window: Shell,
        closed: Callable[[str], Awaitable[None]],
        waiting: Callable[[str], int],
    ) -> None:
        super().__init__()
        self._profiles = profiles
        self._tasks = tasks
        self._window = window
        self._closed = closed
        self._waiting = waiting
        self._invite_text = ""
        self._invite_problem: CurbsideError | None = None
        self.access: AccessUseCases | None = None

    def give_invite(self, text: str, problem: CurbsideError | None) -> None:
        """What the program was started with: for the first run, whenever that comes."""
        self._invite_text, self._invite_problem = text, problem

    async def begin(self) -> None:
        """The first screen. A single person's key may be in the keyring."""
        people = self._profiles.people()
        self.show()
        if len(people) > 1:
            self._tasks.start(self._profiles.tidy())
        elif people and people[0].state is not PersonState.REMOVED:
            await self._try_remembered(people[0])

    def show(self, key: str = "") -> None:
        """Whoever comes next. `key`: whose profile was open, for who comes back."""
        people = self._profiles.people()
        if len(people) > 1:
            self.choose(key)
        elif people:
            self._show_person(people[0])
        else:
            self._show_first_run()

    def choose(self, key: str = "") -> None:
        """Ask who it is, also where only one person is listed so far."""
        screen = ChoosePerson(self._profiles.people(), can_add=self._profiles.can_add, chosen=key)
        screen.chosen.connect(self._show_person)
        screen.add_clicked.connect(self._show_first_run)
        screen.remove_clicked.connect(self._remove)
        self._show(screen)

    def show_removed(self, access: AccessUseCases, removal: Removal) -> None:
        """A profile was removed from afar: say so, until it was read."""
        screen = RemovedScreen(removal)
        screen.set_up_again.connect(lambda: self._tasks.start(self._set_up_again(access)))
        screen.quit_clicked.connect(self.quit_requested)
        self._show(screen)

    def _show_person(self, person: ListedPerson) -> None:
        try:
            access = self._profiles.access(person.key)
        except CurbsideError:
            self.show()  # removed meanwhile
            return
        if person.removal is not None:
            self.show_removed(access, person.removal)
            return
        self.access = access
        several = len(self._profiles.people()) > 1

        async def closed() -> None:
            await self._closed(person.key)

        screen = UnlockScreen(access, self._tasks, closed, person if several else None)
        screen.unlocked.connect(self.opened)
        screen.damaged.connect(lambda error: self._show_damaged(person, error))
        if several:
            screen.offer(self.tr("Someone else…"), "users", lambda: self.choose(person.key))
        elif self._profiles.can_add:
            screen.offer(self.tr("Someone else…"), "users", self.choose)
        screen.offer_help(lambda: help_desk().ask("lock"))
        screen.show_waiting(self._waiting(person.key))
        self._show(screen)

    def _show_first_run(self) -> None:
        people = self._profiles.people()
        self.access = self._profiles.newcomer()
        screen = FirstRun(self.access, self._tasks)
        screen.enrolled.connect(self.opened)
        if people:
            screen.let_leave(self.choose)
        self._show(screen)
        text, problem = self._invite_text, self._invite_problem
        self.give_invite("", None)
        if problem is not None:
            screen.say_problem(problem)
        elif text:
            screen.give_invite(text)

    async def _try_remembered(self, person: ListedPerson) -> None:
        access = self._profiles.access(person.key)
        try:
            client: ClientUseCases | None = await access.unlock_remembered()
        except StoreDamaged as error:
            self._show_damaged(person, error)
        except CurbsideError as error:
            self._tasks.tell(error)
        else:
            if client is not None:
                self.access = access
                self.opened.emit(client)

    async def _set_up_again(self, access: AccessUseCases) -> None:
        await self._closed(access.key)
        access.forget_removed()
        self.show()

    def _show_damaged(self, person: ListedPerson, error: StoreDamaged) -> None:
        screen = DamagedScreen(error)
        screen.try_again.connect(lambda: self._show_person(person))
        screen.quit_clicked.connect(self.quit_requested)
        self._show(screen)

    def _remove(self, person: ListedPerson) -> None:
        async def remove(passphrase: str | None) -> None:
            await self._closed(person.key)
            await self._profiles.remove(person.key, passphrase)
            self.access = None

        dialog = RemovePersonDialog(person, remove, self._tasks, self._window)
        dialog.accepted.connect(self._removed)
        dialog.open()

    def _removed(self) -> None:
        if self._profiles.people():
            self.choose()
        else:
            self._show_first_run()

    def _show(self, screen: QWidget) -> None:
        """Show a screen that has no profile open. It has no menu, but the keys to quit."""
        actions = ActionSet(screen)
        actions.connect("quit", self.quit_requested.emit)
        page = "begin" if isinstance(screen, FirstRun) else "lock"
        actions.connect("help", lambda: help_desk().ask(page))
        self._window.show_screen(screen)
