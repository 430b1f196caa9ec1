"""The six official languages of the United Nations, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One official language: `code` is ISO 639-1, `iso3` ISO 639-3 (as Akoma Ntoso names it)."""

    code: str
    iso3: str
    own_name: str
    direction: str


LANGUAGES: tuple[Language, ...] = (
    Language("ar", "ara", "العربية", "rtl"),
    Language("zh", "zho", "中文", "ltr"),
    Language("en", "eng", "English", "ltr"),
    Language("fr", "fra", "Français", "ltr"),
    Language("ru", "rus", "Русский", "ltr"),
    Language("es", "spa", "Español", "ltr"),
)

BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}
