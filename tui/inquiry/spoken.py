"""Languages that a question names, as the interview codes them."""

from collections.abc import Mapping

SPOKEN: Mapping[str, tuple[str, str]] = {
    "en": ("English", "english englisch anglais ingles inglese"),
    "de": ("German", "german germans deutsch allemand aleman tedesco duits austrian"),
    "fr": ("French", "french francais frances francese franzosisch frans"),
    "es": ("Spanish", "spanish espanol espagnol spanisch spagnolo spaans castilian"),
    "pt": ("Portuguese", "portuguese portugues portugais portugiesisch portoghese brazilian"),
    "it": ("Italian", "italian italians italiano italien italienisch italiaans"),
    "nl": ("Dutch", "dutch nederlands neerlandais niederlandisch flemish"),
    "pl": ("Polish", "polish polnisch polonais"),
    "cs": ("Czech", "czech tschechisch tcheque"),
    "sv": ("Swedish", "swedish schwedisch suedois"),
    "da": ("Danish", "danish danisch danois"),
    "no": ("Norwegian", "norwegian norwegisch norvegien"),
    "fi": ("Finnish", "finnish finnisch finnois"),
    "hu": ("Hungarian", "hungarian ungarisch hongrois"),
    "ro": ("Romanian", "romanian rumanisch roumain"),
    "el": ("Greek", "greek griechisch grec"),
    "tr": ("Turkish", "turkish turkisch turc"),
    "ru": ("Russian", "russian russisch russe"),
    "uk": ("Ukrainian", "ukrainian ukrainisch ukrainien"),
    "ar": ("Arabic", "arabic arabisch arabe"),
    "he": ("Hebrew", "hebrew hebraisch hebreu"),
    "hi": ("Hindi", "hindi"),
    "ja": ("Japanese", "japanese japanisch japonais japones giapponese"),
    "ko": ("Korean", "korean koreanisch coreen"),
    "zh": ("Chinese", "chinese mandarin chinesisch chinois chino cinese"),
    "th": ("Thai", "thai"),
    "vi": ("Vietnamese", "vietnamese"),
    "id": ("Indonesian", "indonesian"),
}
"""English name of a language, and words for it without accents, by code."""
_CODES = {word: code for code, (_, words) in SPOKEN.items() for word in words.split()}


def spoken_in(text: str) -> dict[str, str]:
    """English names of the languages that a folded question names, by code."""
    found = dict.fromkeys(_CODES[word] for word in text.split() if word in _CODES)
    return {code: SPOKEN[code][0] for code in found}
