"""The language of the windows: the system's, or the one that a person chose on this computer.

Three things follow it, here and nowhere else: our own texts (`curbside_*.qm`, made from
resources/translations by packaging/translations.py), Qt's texts on standard buttons and in the
menus of text fields, and `QLocale`, which writes dates, times and numbers.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from app.core.policy import Language

ENGLISH, GERMAN = "en", "de"
OFFERED = {ENGLISH: "English", GERMAN: "Deutsch"}
"""By code; the names stand in the languages themselves, for whoever is lost in another."""


class Languages(QObject):
    """The language in force. One instance for the application.

    Signals: `changed` after each change, when windows that stand must be made anew; `chosen` with
    a person's choice, which is to be kept.
    """

    changed = Signal()
    chosen = Signal(object)

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = Language.SYSTEM
        self._code = ""
        self._translators: list[QTranslator] = []
        self._use(system_language())

    @property
    def choice(self) -> Language:
        """What was chosen; `code` says what came of it."""
        return self._choice

    @property
    def code(self) -> str:
        """The language that is shown, one of `OFFERED`."""
        return self._code

    def choose(self, choice: Language) -> None:
        """Follow a person's choice, from now on and after the next start."""
        self.chosen.emit(choice)
        self.follow(choice)

    def follow(self, choice: Language) -> None:
        """Show everything in a language from now on."""
        self._choice = choice
        code = system_language() if choice is Language.SYSTEM else choice.value
        if code != self._code:
            self._use(code)
            self.changed.emit()

    def _use(self, code: str) -> None:
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._code = code
        QLocale.setDefault(_locale(code))
        self._translators = [
            loaded
            for loaded in (_qt_texts(code), _own_texts(code))
            if self._app.installTranslator(loaded)
        ]


def system_language() -> str:
    """The first of the system's languages that is offered; English when none is."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        if code in OFFERED:
            return code
    return ENGLISH


def _locale(code: str) -> QLocale:
    """How dates and numbers are written: as the system does, in the language of the words."""
    system = QLocale.system()
    language = QLocale(code).language()
    return system if system.language() == language else QLocale(language, system.territory())


def _own_texts(code: str) -> QTranslator:
    translator = QTranslator()
    name = f"curbside_{code}.qm"
    with as_file(files("app.ui.resources").joinpath("languages").joinpath(name)) as path:
        translator.load(str(path))
    return translator


def _qt_texts(code: str) -> QTranslator:
    translator = QTranslator()
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(f"qtbase_{code}", where)
    return translator


_languages: list[Languages] = []


def install_languages(app: QCoreApplication) -> Languages:
    """Make the application's language, or return the one that it has."""
    if not _languages:
        _languages.append(Languages(app))
    return _languages[0]


def languages() -> Languages:
    """The language of the application that runs."""
    app = QCoreApplication.instance()
    assert app is not None  # noqa: S101 - there are no windows without one
    return install_languages(app)
