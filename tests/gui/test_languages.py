"""Every text has a finished German translation, and the language can be changed while running."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QRect, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtWidgets import QComboBox, QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.core import wording
from app.core.errors import CurbsideError
from app.core.policy import Language, Policy, Setting
from app.core.relay_errors import RelayUnreachable
from app.ui import formats, gallery_data
from app.ui.dialogs.settings.general import GeneralSection
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.languages import OFFERED, languages
from app.ui.theme import theme
from app.ui.widgets.check_box import CheckBox
from app.ui.words import error_words
from tests.gui.conftest import Running

ROOT = Path(__file__).parents[2]
_FIELD = re.compile(r"\{(\w+)[^}]*\}|%L?n")


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    languages().follow(Language.ENGLISH)


def entries(code: str) -> list[tuple[str, ElementTree.Element]]:
    """Context and message of each text in a language's file."""
    path = ROOT / "resources" / "translations" / f"curbside_{code}.ts"
    root = ElementTree.parse(path).getroot()
    return [
        (context.findtext("name", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def forms(message: ElementTree.Element) -> list[str]:
    """The translation; one for each number where it has several."""
    translation = message.find("translation")
    assert translation is not None
    plural = [form.text or "" for form in translation.iter("numerusform")]
    return plural or [translation.text or ""]


@pytest.fixture(scope="module")
def collected() -> list[tuple[str, str, str, bool]]:
    """Every text of the program: context, source, comment, and whether it has a plural."""
    code = (
        "import json, sys, translations;"
        "texts = translations.collect();"
        "print(json.dumps([(t.context, t.source, t.comment, t.plural) for t in texts]))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "packaging",
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(each) for each in json.loads(made.stdout)]


class TestCatalogues:
    def test_german_has_every_text_and_no_other(
        self, collected: list[tuple[str, str, str, bool]]
    ) -> None:
        wanted = {text[:3] for text in collected}
        there = {
            (context, message.findtext("source", ""), message.findtext("comment", ""))
            for context, message in entries("de")
        }
        hint = "python packaging/translations.py update, then translate what is unfinished"
        assert wanted - there == set(), hint
        assert there - wanted == set(), hint

    def test_english_has_every_plural(self, collected: list[tuple[str, str, str, bool]]) -> None:
        wanted = {text[:2] for text in collected if text[3]}
        there = {(context, message.findtext("source", "")) for context, message in entries("en")}
        assert wanted == there

    @pytest.mark.parametrize("code", OFFERED)
    def test_all_is_finished(self, code: str) -> None:
        unfinished = [
            f"{context}: {message.findtext('source')}"
            for context, message in entries(code)
            if message.find("translation").get("type") is not None
            or not all(form.strip() for form in forms(message))
        ]
        assert unfinished == []

    @pytest.mark.parametrize("code", OFFERED)
    def test_values_edges_and_shortcut_letters_are_kept(self, code: str) -> None:
        wrong = []
        for context, message in entries(code):
            source = message.findtext("source", "")
            fields = Counter(match[0] for match in _FIELD.finditer(source))
            for form in forms(message):
                same_fields = Counter(match[0] for match in _FIELD.finditer(form)) == fields
                same_edges = all(
                    edge(source).isspace() == edge(form).isspace()
                    for edge in (lambda text: text[:1], lambda text: text[-1:])
                )
                same_end = source.endswith("…") == form.endswith("…")
                if not (same_fields and same_edges and same_end) or (
                    ("&" in source) != ("&" in form)
                ):
                    wrong.append(f"{context}: {source} -> {form}")
        assert wrong == []

    def test_german_addresses_politely_and_quotes_as_german_does(self) -> None:
        for context, message in entries("de"):
            for form in forms(message):
                assert not re.search(r"\b(du|dein|deine[nmrs]?|dich|dir)\b", form), form
                assert "“curb" not in form, (context, form)
                assert form.count("„") == form.count("“"), (context, form)

    def test_file_patterns_are_the_same_in_every_language(self) -> None:
        for _context, message in entries("de"):
            source = message.findtext("source", "")
            patterns = re.findall(r"\(\*[^)]*\)", source)
            assert re.findall(r"\(\*[^)]*\)", forms(message)[0]) == patterns


class TestWords:
    def test_an_error_is_said_in_german_with_its_values(self) -> None:
        languages().follow(Language.GERMAN)
        assert (
            error_words(RelayUnreachable()).message == "Das Relay der Klinik ist nicht erreichbar."
        )
        error = CurbsideError("A message may have 1 to {most} characters.", "", most=16_384)
        assert error_words(error).message == "Eine Nachricht darf 1 bis 16.384 Zeichen haben."
        assert error.message == "A message may have 1 to 16,384 characters."

    def test_a_value_can_be_a_text_of_ours(self) -> None:
        languages().follow(Language.GERMAN)
        error = CurbsideError(
            "This is {kind}, not an invite.",
            kind=wording.translatable("a file for the relay"),
        )
        assert error_words(error).message == "Das ist eine Datei für das Relay, keine Einladung."

    def test_a_value_from_outside_is_never_a_template(self) -> None:
        error = CurbsideError("Only “{computer}” can do this.", computer="{code} {0}")
        assert "{code} {0}" in error_words(error).message

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (Language.ENGLISH, ("1 minute ago", "2 minutes ago", "3 March 2026", "16,384")),
            (Language.GERMAN, ("vor 1 Minute", "vor 2 Minuten", "3. März 2026", "16.384")),
        ],
    )
    def test_plurals_dates_and_numbers(
        self, language: Language, words: tuple[str, str, str, str]
    ) -> None:
        languages().follow(language)
        march = 1_772_539_200_000
        assert words == (
            formats.ago(0, 60_000),
            formats.ago(0, 120_000),
            formats.full_day(march),
            formats.number(16_384),
        )

    def test_qt_speaks_it_too(self) -> None:
        languages().follow(Language.GERMAN)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert QLocale().language() is QLocale.Language.German
        languages().follow(Language.ENGLISH)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"

    def test_no_window_reads_the_english_of_an_error(self) -> None:
        pattern = re.compile(r"\b(error|alarm|problem|failure|reason)\.(message|action)\b")
        found = [
            f"{path.relative_to(ROOT)}: {line.strip()}"
            for path in sorted((ROOT / "app" / "ui").rglob("*.py"))
            for line in path.read_text("utf-8").splitlines()
            if pattern.search(line)
        ]
        assert found == [], "app.ui.words.error_words says it in the person's language"


def settings(running: Running) -> SettingsDialog:
    """The settings, open."""
    running.wait(lambda: isinstance(running.main.dialogs.current, SettingsDialog))
    dialog = running.main.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    return dialog


def language_box(running: Running) -> QComboBox:
    section = settings(running).sections["general"]
    assert isinstance(section, GeneralSection)
    return section.language_box


def lock_words(running: Running) -> str:
    action = running.main.findChild(QAction, "lock")
    return action.text() if action is not None else ""


class TestChoosing:
    def test_all_changes_at_once_and_nothing_is_lost(self, running: Running) -> None:
        chat = running.open(gallery_data.AMIRA)
        chat.composer.set_text("half a sentence")
        before = running.main
        before.dialogs.settings()
        box = language_box(running)
        box.setCurrentIndex(box.findData(Language.GERMAN))
        running.wait(lambda: running.ui.main is not before)
        dialog = settings(running)
        assert dialog.windowTitle() == "Curbside"
        assert any(label.text() == "Einstellungen" for label in dialog.findChildren(QLabel))
        assert language_box(running).currentData() is Language.GERMAN
        running.wait(lambda: running.main.chat is not None)
        running.wait(lambda: running.chat.composer.text == "half a sentence")
        assert lock_words(running) == "Jetzt sperren"
        assert running.ui._platform.preference("language") == "de"

    def test_it_is_kept_for_the_next_start(self, running: Running) -> None:
        languages().choose(Language.GERMAN)
        running.wait(lambda: lock_words(running) == "Jetzt sperren")
        languages().follow(Language.ENGLISH)
        running.ui._apply_looks()
        assert languages().code == "de"

    def test_the_clinic_can_decide(self) -> None:
        policy = Policy(language=Language.GERMAN)
        assert policy.effective_language(None) is Language.GERMAN
        assert policy.effective_language(Language.ENGLISH) is Language.ENGLISH
        locked = Policy(language=Language.GERMAN, locked=frozenset({Setting.LANGUAGE}))
        assert locked.effective_language(Language.ENGLISH) is Language.GERMAN


class TestRightToLeft:
    def test_painted_rows_keep_words_and_icons_apart(self, running: Running) -> None:
        running.open(gallery_data.AMIRA)
        views = (running.main.sidebar.lists[0], running.chat.list)
        for view in views:
            index = view.model().index(0, 0)
            drawn = []
            for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
                option = QStyleOptionViewItem()
                option.widget, option.rect = view, QRect(0, 0, 320, 80)
                picture = QImage(320, 80, QImage.Format.Format_RGB32)
                picture.fill(Qt.GlobalColor.white)
                painter = QPainter(picture)
                painter.setLayoutDirection(direction)
                view.itemDelegate().paint(painter, option, index)
                painter.end()
                drawn.append(picture)
            assert drawn[0] == drawn[1], type(view).__name__

    def test_a_check_box_wraps_and_is_mirrored(self, qtbot: QtBot) -> None:
        box = CheckBox("Words that are long enough to need a second line of their own")
        qtbot.addWidget(box)
        box.resize(200, box.heightForWidth(200))
        assert box.height() > box.sizeHint().height()
        box.setChecked(True)
        accent = QColor(theme().colours.accent).rgb()
        inside = CheckBox("").sizeHint().height() // 4
        sides = []
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            box.setLayoutDirection(direction)
            picture = box.grab().toImage()
            row = [picture.pixel(x, inside + 4) == accent for x in range(picture.width())]
            sides.append((any(row[:24]), any(row[-24:])))
        assert sides == [(True, False), (False, True)]
