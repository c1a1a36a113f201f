"""Finding messages: an FTS5 index of short pieces of words, and a look at each text it names.

A text is indexed by every run of up to three characters inside its words, after `fold`
(app/core/search_text.py). A longer part of a word is looked for by runs that cover it, shorter
ones through the prefix indexes. Runs say only which messages may match, so each is compared with
what is looked for; that is also what makes a phrase a phrase. Hits are read newest first and no
further than the page that was asked for, so words that are everywhere cost no more than rare ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import apsw

from app.core.ids import ConversationId
from app.core.search_text import VERSION, Needle, fold
from app.core.search_types import SearchQuery
from app.store.statements import Row, Statements

SCOPE = "\x1d"
"""Begins each word about a row's scope. No text has it once it is folded."""
TEXT = "\x1e"
"""Begins the text."""
RUN = 3
MAX_TERMS = 24
MAX_RUNS = 12
"""So many of a word narrow it down enough; more only cost time."""
BUDGET_SECONDS = 0.02
"""A search that found less than a page by then says how far it came, and can be gone on with."""
FEW_UNREAD = 2_000
"""So many texts are read one by one sooner than what the index names is asked for being unread."""

_TOKENIZER = "curbside"
_VERSION_SETTING = "search-index"
_REBUILD_MEMORY, _USUAL_MEMORY = 64 << 20, 1 << 20
_NEVER = -(2**63)
_TEXT = "text || char(10) || file_words"
"""What is compared with what is looked for: the words of a row, and those of its file."""


def register(connection: apsw.Connection) -> None:
    """Give a connection the tokenizer, without which it cannot open the index."""
    connection.register_fts5_tokenizer(_TOKENIZER, lambda _connection, _arguments: _tokenize)


def keep_current(connection: apsw.Connection) -> None:
    """Fill the index anew after a migration, or when texts are folded by other rules now."""
    found = connection.execute(
        "SELECT value FROM settings WHERE name = ?", (_VERSION_SETTING,)
    ).fetchone()
    wanted = VERSION.encode()
    if found == (wanted,):
        return
    configure = "INSERT INTO message_search (message_search, rank) VALUES ('hashsize', ?)"
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(configure, (_REBUILD_MEMORY,))
        connection.execute("INSERT INTO message_search (message_search) VALUES ('rebuild')")
        connection.execute(configure, (_USUAL_MEMORY,))
        connection.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_VERSION_SETTING, wanted),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def expression(needle: Needle, query: SearchQuery) -> str:
    """An FTS5 query for the rows that may match; `needle` has at least one part."""
    terms: dict[str, None] = {}
    if query.conversation_id is not None:
        terms[_quoted(SCOPE + _conversation_word(query.conversation_id))] = None
    if query.outgoing is not None:
        terms[_quoted(SCOPE + ("mine" if query.outgoing else "theirs"))] = None
    if query.has_file:
        terms[_quoted(SCOPE + "file")] = None
    for part in needle.parts:
        for word in part.split():
            for term in _terms(word):
                if len(terms) < MAX_TERMS:
                    terms[term] = None
    return " AND ".join(terms)


def find(
    sql: Statements, columns: str, query: SearchQuery, limit: int, before: int | None
) -> tuple[list[Row], int | None]:
    """Up to `limit` rows of `columns`, newest first.

    Also the row id to go on before, or None when all there is has been looked at.
    """
    needle = Needle.parse(query.text)
    upper = 2**63 - 1 if before is None else before - 1
    lower = _NEVER
    if query.from_ms is not None or query.to_ms is not None:
        bounds = sql.row(
            "SELECT min(row_id), max(row_id) FROM messages"
            " WHERE arrived_at_ms >= ? AND arrived_at_ms < ?",
            _dates(query),
        )
        if bounds is None or bounds[0] is None:
            return [], None
        lower, upper = bounds[0], min(upper, bounds[1])
    candidates = _candidates(sql, columns, needle, query, lower, upper)
    return _take(candidates, needle, limit)


def _candidates(
    sql: Statements, columns: str, needle: Needle, query: SearchQuery, lower: int, upper: int
) -> Iterator[Row]:
    start, end = _dates(query)
    few_unread = query.unread and _unread(sql) <= FEW_UNREAD
    if not needle and query.has_file and not query.unread:
        return sql.each(
            f"SELECT {columns}, row_id, {_TEXT} FROM messages"  # noqa: S608 - constants
            " WHERE file_words <> '' AND row_id BETWEEN ?1 AND ?2"
            " AND arrived_at_ms >= ?3 AND arrived_at_ms < ?4"
            " AND (?5 IS NULL OR conversation_id = ?5) AND (?6 IS NULL OR outgoing = ?6)"
            " ORDER BY row_id DESC",
            (lower, upper, start, end, query.conversation_id, query.outgoing),
        )
    if not needle or few_unread:
        if not query.unread:
            return iter(())
        return sql.each(
            f"SELECT {columns}, row_id, {_TEXT} FROM messages"  # noqa: S608 - constants
            " WHERE unread = 1 AND kind = 'text' AND (text <> '' OR file_words <> '')"
            " AND row_id BETWEEN ?1 AND ?2 AND arrived_at_ms >= ?3 AND arrived_at_ms < ?4"
            " AND (?5 IS NULL OR conversation_id = ?5) AND (?6 IS NULL OR outgoing = ?6)"
            " AND (?7 = 0 OR file_words <> '')"
            " ORDER BY row_id DESC",
            (lower, upper, start, end, query.conversation_id, query.outgoing, query.has_file),
        )
    return sql.each(
        f"SELECT {columns}, row_id, {_TEXT} FROM message_search"  # noqa: S608 - constants
        " CROSS JOIN messages ON messages.row_id = message_search.rowid"
        " WHERE message_search MATCH ?1 AND message_search.rowid BETWEEN ?2 AND ?3"
        " AND arrived_at_ms >= ?4 AND arrived_at_ms < ?5"
        " AND (?6 IS NULL OR conversation_id = ?6) AND (?7 = 0 OR unread = 1)"
        " ORDER BY message_search.rowid DESC",
        (
            expression(needle, query),
            lower,
            upper,
            start,
            end,
            query.conversation_id,
            query.unread,
        ),
    )


def _take(
    candidates: Iterator[Row], needle: Needle, limit: int, clock: Callable[[], float] = perf_counter
) -> tuple[list[Row], int | None]:
    found: list[Row] = []
    deadline = clock() + BUDGET_SECONDS
    for row in candidates:
        if needle.matches(fold(row[-1])):
            found.append(row[:-2])
        if len(found) == limit or clock() > deadline:
            return found, int(row[-2])
    return found, None


def _dates(query: SearchQuery) -> tuple[int, int]:
    return (
        _NEVER if query.from_ms is None else query.from_ms,
        2**63 - 1 if query.to_ms is None else query.to_ms,
    )


def _unread(sql: Statements) -> int:
    row = sql.row("SELECT sum(unread) FROM conversations")
    return 0 if row is None or row[0] is None else int(row[0])


def _tokenize(utf8: bytes, flags: int, _locale: str | None) -> list[str]:
    text = utf8.decode()
    if flags & apsw.FTS5_TOKENIZE_QUERY:
        return [text]
    scope, _, text = text.partition(TEXT)
    tokens = {
        word[place : place + RUN] for word in fold(text).split() for place in range(len(word))
    }
    return [*(SCOPE + word for word in scope.split(SCOPE) if word), *tokens]


def _terms(word: str) -> list[str]:
    if len(word) < RUN:
        return [_quoted(word) + " *"]
    last = len(word) - RUN
    places = [*range(0, last, last // MAX_RUNS + 1), last]
    return [_quoted(word[place : place + RUN]) for place in places]


def _conversation_word(conversation_id: ConversationId) -> str:
    return "c" + conversation_id.hex().upper()[:16]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
