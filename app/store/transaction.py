"""The tables as one transaction sees them (port: Transaction)."""

from __future__ import annotations

import apsw

from app.core.file_store_ports import FilesTable
from app.core.group_ports import GroupsTable, ListsTable
from app.core.log_table_port import LogTable
from app.core.outbox_port import OutboxTable
from app.core.store_ports import (
    ConversationsTable,
    MarksTable,
    MessagesTable,
    PeopleTable,
    SessionsTable,
    SettingsTable,
)
from app.store.conversations import Conversations
from app.store.files import Files
from app.store.groups import Groups
from app.store.lists import Lists
from app.store.log import Log
from app.store.marks import Marks
from app.store.messages import Messages
from app.store.outbox import Outbox
from app.store.people import People
from app.store.sessions import Sessions
from app.store.settings import Settings
from app.store.statements import Statements


class DatabaseTransaction:
    """Valid only inside the function it was given to: afterwards its tables raise."""

    __slots__ = (
        "_conversations",
        "_files",
        "_groups",
        "_lists",
        "_log",
        "_marks",
        "_messages",
        "_outbox",
        "_people",
        "_sessions",
        "_settings",
        "_statements",
    )

    def __init__(self, connection: apsw.Connection) -> None:
        self._statements = statements = Statements(connection)
        self._settings = Settings(statements)
        self._log = Log(statements)
        self._people = People(statements)
        self._conversations = Conversations(statements)
        self._messages = Messages(statements)
        self._marks = Marks(statements)
        self._sessions = Sessions(statements)
        self._outbox = Outbox(statements)
        self._files = Files(statements)
        self._groups = Groups(statements)
        self._lists = Lists(statements)

    def end(self) -> None:
        """Make the tables refuse further use."""
        self._statements.end()

    @property
    def settings(self) -> SettingsTable:
        """Small named values."""
        return self._settings

    @property
    def log(self) -> LogTable:
        """The replica of the clinic's log."""
        return self._log

    @property
    def people(self) -> PeopleTable:
        """Profiles and trust decisions."""
        return self._people

    @property
    def conversations(self) -> ConversationsTable:
        """Conversations."""
        return self._conversations

    @property
    def messages(self) -> MessagesTable:
        """The timeline."""
        return self._messages

    @property
    def marks(self) -> MarksTable:
        """Edits, taking back and reactions."""
        return self._marks

    @property
    def sessions(self) -> SessionsTable:
        """Ratchet sessions, one-time secrets, counters."""
        return self._sessions

    @property
    def outbox(self) -> OutboxTable:
        """Submissions that the relay has not acknowledged."""
        return self._outbox

    @property
    def files(self) -> FilesTable:
        """Files of messages, and what was saved of them."""
        return self._files

    @property
    def groups(self) -> GroupsTable:
        """Groups and what waits for their rosters."""
        return self._groups

    @property
    def lists(self) -> ListsTable:
        """Broadcast lists."""
        return self._lists
