"""The user interface as a whole: first run, unlocking, the main screen, locking, the end.

`Ui.run` is awaited by `app.main` on Qt's loop and returns when the person quits. Nothing here knows
what is behind the use cases.
"""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QApplication

from app.core.bus import DeviceRemoved
from app.core.errors import CurbsideError
from app.core.ids import ConversationId
from app.core.notifications import Notification, Topic
from app.core.policy import Language
from app.core.preferences import Preference
from app.core.views import Removal
from app.services.api import ClientUseCases
from app.services.profiles_api import ProfilesUseCases
from app.ui import clipboard
from app.ui.announcer import Announcer
from app.ui.background import background, install_background
from app.ui.dialogs.base import ConfirmDialog
from app.ui.help.desk import help_desk
from app.ui.idle import IdleWatch
from app.ui.languages import install_languages
from app.ui.placement import Placement
from app.ui.platform import NoPlatform, PlatformHooks
from app.ui.shared_computer import tell_about_sharing
from app.ui.tasks import TaskRunner
from app.ui.theme import ThemeChoice, install_theme
from app.ui.tray import Tray
from app.ui.widgets.drafting import Sending
from app.ui.windows.entrance import Entrance
from app.ui.windows.main_view import MainView
from app.ui.windows.shell import Shell
from app.ui.windows.unlock import UnlockScreen
from app.ui.words import error_words

_HAND_OVER_SECONDS = 5


class Ui:
    """Everything a person sees. `window` is the top-level window; `main` is None while locked."""

    def __init__(
        self,
        app: QApplication,
        profiles: ProfilesUseCases,
        *,
        platform: PlatformHooks | None = None,
        version: str = "",
        invite_text: str = "",
        invite_problem: CurbsideError | None = None,
    ) -> None:
        self._app = app
        self._profiles = profiles
        self._platform = platform or NoPlatform()
        self._version = version
        self._invite_text = invite_text
        self._invite_problem = invite_problem
        self._client: ClientUseCases | None = None
        self._locking: dict[str, asyncio.Task[None]] = {}
        self._key = self._last_key = self._lost_voice_of = ""
        self._telling: ConfirmDialog | None = None
        self._apply_looks()
        help_desk().tell(policy=profiles.policy)
        app.setApplicationName("Curbside")
        app.setQuitOnLastWindowClosed(False)
        self.window = Shell()
        self._placement = Placement(self.window, self._platform, app)
        self._placement.restore()
        self.main: MainView | None = None
        self._idle = IdleWatch(app, self._platform, self.lock)
        install_background(self._platform)
        self.tray = Tray(self.window)
        self.announcer = Announcer(self.window, self.tray, self._platform, profiles.policy)

    @property
    def client(self) -> ClientUseCases | None:
        """The open profile, None while locked."""
        return self._client

    async def run(self) -> None:
        """Show the first screen; return after the person quit and everything is closed."""
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._quit = asyncio.Event()
        self._tasks = TaskRunner(loop, self.show_error, self.show_unexpected)
        self._entrance = Entrance(
            self._profiles, self._tasks, self.window, self._locked, self._waiting_for
        )
        self._entrance.give_invite(self._invite_text, self._invite_problem)
        self._entrance.opened.connect(self._open)
        self._entrance.quit_requested.connect(self.quit)
        self.window.closed.connect(self._window_closed)
        self.tray.lock_requested.connect(self.lock)
        self.tray.quit_requested.connect(self.quit)
        self.announcer.raise_requested.connect(self.raise_window)
        self.announcer.waiting_changed.connect(self._show_waiting)

        def session_locked() -> None:
            loop.call_soon_threadsafe(self._session_locked)

        def woke() -> None:
            loop.call_soon_threadsafe(self._woke)

        unsubscribe = self._platform.on_session_lock(session_locked)
        unsubscribe_wake = self._platform.on_wake(woke)
        language = install_languages(self._app)
        language.chosen.connect(self._keep_language)
        language.changed.connect(self._language_changed)
        help_desk().looks_changed.connect(self._keep_looks)
        try:
            self.window.show()
            self.window.activateWindow()
            await self._entrance.begin()
            await self._quit.wait()
        finally:
            unsubscribe()
            unsubscribe_wake()
            language.chosen.disconnect(self._keep_language)
            language.changed.disconnect(self._language_changed)
            help_desk().looks_changed.disconnect(self._keep_looks)
            help_desk().close()
            self._placement.remember()
            self.window.hide()
            self.lock(show_unlock=False)
            self._profiles.lock_all_fully()
            for closing in tuple(self._locking.values()):
                await closing
            self.announcer.end()
            self.tray.close()
            self._tasks.close()
            await self._tasks.finish(_HAND_OVER_SECONDS)
            self.window.deleteLater()

    def quit(self) -> None:
        """Have `run` return."""
        self._quit.set()

    def raise_window(self) -> None:
        """Bring the window up, also from the tray or from below others."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def lock_fully(self) -> None:
        """Lock so that no PIN opens it again."""
        if self._client is not None and self._entrance.access is not None:
            self._entrance.access.lock_fully()
            self.lock()

    def switch_person(self) -> None:
        """Lock, and ask who it is."""
        self.lock(switch=True)

    def lock(self, *, show_unlock: bool = True, erased: bool = False, switch: bool = False) -> None:
        """Take everything off the screen now, save the draft, close the profile.

        Where the person has a PIN it opens again for a while: then it is hidden, not locked. Of a
        profile that was `erased` nothing is kept.
        """
        client, view = self._client, self.main
        if client is None:
            return
        self._client = self.main = None
        self._idle.stop()
        drafts: list[tuple[ConversationId, str]] = []
        sending: Sending = {}
        steps = ""
        if view is not None:
            draft = view.unsaved_draft()
            steps = "" if erased else view.steps_to_keep
            if not erased:
                drafts += [draft] if draft else []
                sending = view.sending
            view.close_down()
            self._lost_voice_of = self._key if view.voice.lost and not erased else ""
        clipboard.clear_if_ours()
        self.announcer.closed()
        self.window.show_unread(0)
        # Opening this profile again waits for this task: once is as often as it can be open.
        wait = show_unlock and not erased
        key = self._last_key = self._key
        closing = self._loop.create_task(self._close_profile(client, drafts, sending, wait, steps))
        self._locking[key] = closing
        closing.add_done_callback(self._closed)
        if switch:
            self._entrance.choose(key)
        elif show_unlock:
            self._entrance.show(key)

    def show_error(self, error: CurbsideError) -> None:
        """Say what went wrong, when no screen is nearer."""
        if self.main is not None:
            self.main.show_error(error)
        else:
            self._tell(*error_words(error))

    def show_unexpected(self, error: BaseException) -> None:
        """The last resort: calm words, no content. The log has type and place."""
        del error
        self._tell(
            self._app.translate("Ui", "Something unexpected happened"),
            self._app.translate(
                "Ui",
                "Nothing that was acknowledged is lost. You can go on; if it happens again, tell "
                "your clinic's IT when it was.",
            ),
        )

    def _device_removed(self, event: DeviceRemoved) -> None:
        """The log ended this device. If its data are gone, nothing may stay on the screen."""
        if event.wiped:
            self.lock(show_unlock=False, erased=True)
            removal = Removal.BY_AUTHORITY if event.by_authority else Removal.BY_PERSON
            if self._entrance.access is not None:
                self._entrance.show_removed(self._entrance.access, removal)

    async def _locked(self, key: str) -> None:
        """Wait until the profile that was open before, if it is this one, is closed."""
        if key in self._locking:
            await self._locking[key]

    def _waiting_for(self, key: str) -> int:
        """What came since the lock for this person; of nobody else is anything counted."""
        return self.announcer.waiting_count if key == self._last_key else 0

    def _open(self, client: ClientUseCases) -> None:
        self._client = client
        self._key = "" if self._entrance.access is None else self._entrance.access.key
        view = self._show_main(client)
        self._idle.start(client.policy.lock_after_minutes * 60)
        view.begin()
        if self._lost_voice_of and self._lost_voice_of == self._key:
            view.voice.say_lost()
        self._lost_voice_of = ""
        self._tasks.start(tell_about_sharing(view, client))

    def _show_main(self, client: ClientUseCases) -> MainView:
        view = MainView(client, self._tasks, self._version, platform=self._platform)
        view.lock_requested.connect(self.lock)
        view.lock_fully_requested.connect(self.lock_fully)
        view.switch_requested.connect(self.switch_person)
        view.quit_requested.connect(self.quit)
        view.unread_changed.connect(self.window.show_unread)
        view.looks_changed.connect(self._keep_looks)
        view.voice.speaking.connect(self._idle.note_presence)
        view.bridge.device_removed.connect(self._device_removed)
        self.main = view
        self.announcer.opened(client, view, self._tasks)
        self.window.show_screen(view)
        return view

    def _language_changed(self) -> None:
        self.tray.retranslate()
        self._tasks.start(self._make_main_anew())

    async def _make_main_anew(self) -> None:
        """In another language, as it stood: with what was written, and the settings open."""
        view, client = self.main, self._client
        if view is None or client is None:
            return
        if view.sending:
            await asyncio.wait(view.sending)
        account_id = None
        if view.chat is not None:
            await view.chat.save_draft()
            account_id = view.chat.contact.account_id
        if self.main is not view:
            return  # locked meanwhile
        view.close_down()
        fresh = self._show_main(client)
        if view.voice.lost:
            fresh.voice.say_lost()
        await fresh.resume()
        if account_id is not None:
            fresh.open_conversation(account_id)
        fresh.dialogs.settings()

    def _keep_language(self, choice: Language) -> None:
        self._platform.set_preference("language", choice.value)

    async def _close_profile(
        self,
        client: ClientUseCases,
        drafts: list[tuple[ConversationId, str]],
        sending: Sending,
        wait: bool,
        steps: str,
    ) -> None:
        """Keep what was written, then close. A text that could not be queued becomes a draft.

        With `wait`, new messages are still counted afterwards, where policy lets them be.
        """
        waiting = None
        try:
            if sending:
                await asyncio.wait(sending, timeout=_HAND_OVER_SECONDS)
                drafts += [
                    kept
                    for task, kept in sending.items()
                    if kept is not None and (not task.done() or task.exception())
                ]
            for conversation_id, text in drafts:
                await client.messages.save_draft(conversation_id, text)
            if steps:
                await client.settings.set_preference(Preference.FIRST_STEPS, steps)
            waiting = await client.wait_locked() if wait else None
        except CurbsideError as error:
            self.show_error(error)
        finally:
            await client.lock()
        if waiting is not None and self._client is None:
            self.announcer.wait_locked(waiting, self._tasks)
        elif waiting is not None:
            waiting.close()  # somebody else is at this computer by now

    def _closed(self, _closing: asyncio.Task[None]) -> None:
        """The task is over: what the profile took, windows and records, is held by nobody now."""
        self._platform.give_back_memory()

    def _session_locked(self) -> None:
        if self._client is not None and self._client.policy.lock_with_session:
            self.lock()

    def _woke(self) -> None:
        self.announcer.woke()
        if self._client is not None:
            self._client.woke()

    def _window_closed(self) -> None:
        """End, or go on in the tray if that was chosen for this computer."""
        if not background().keeps_running:
            self.quit()
            return
        self.window.hide()
        if background().told_now():
            words = self._app.translate("Ui", "Curbside keeps running here")
            more = self._app.translate("Ui", "To end it, choose Quit in the menu of this icon.")
            self.tray.show_message(Topic.FAILURES, Notification(words, more))

    def _show_waiting(self, count: int) -> None:
        """Locked: so many new messages have come for who was here last."""
        self.window.show_unread(count)
        screen, access = self.window.centralWidget(), self._entrance.access
        if isinstance(screen, UnlockScreen) and access is not None:
            screen.show_waiting(self._waiting_for(access.key))

    def _tell(self, heading: str, text: str) -> None:
        """Say it in a dialog, one at a time: what fails may fail again and again."""
        if self._telling is None:
            self._telling = ConfirmDialog(heading, text, self.window)
            self._telling.finished.connect(self._told)
            self._telling.open()

    def _told(self) -> None:
        self._telling = None

    def _apply_looks(self) -> None:
        known = {each.value: each for each in Language}
        chosen = known.get(self._platform.preference("language") or "")
        install_languages(self._app).follow(self._profiles.policy.effective_language(chosen))
        theme = install_theme(self._app)
        choice = self._platform.preference("theme")
        if choice in {each.value for each in ThemeChoice}:
            theme.choose(ThemeChoice(choice))
        try:
            theme.set_scale(float(self._platform.preference("text-scale") or 1.0))
        except ValueError:
            theme.set_scale(1.0)

    def _keep_looks(self) -> None:
        theme = install_theme(self._app)
        self._platform.set_preference("theme", theme.choice.value)
        self._platform.set_preference("text-scale", str(theme.scale))
