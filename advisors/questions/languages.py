"""Languages by ISO 639-1 code, with the names under which people know them."""

_TABLE = """
aa Afar|ab Abkhazian|af Afrikaans|am Amharic|ar Arabic|as Assamese|ay Aymara|az Azerbaijani|
ba Bashkir|be Belarusian|bg Bulgarian|bm Bambara|bn Bengali Bangla|bo Tibetan|br Breton|bs Bosnian|
ca Catalan|ce Chechen|co Corsican|cs Czech Čeština|cy Welsh|da Danish Dansk|de German Deutsch|
dv Divehi|dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish Español Castilian|
et Estonian|eu Basque|fa Persian Farsi|ff Fulah|fi Finnish Suomi|fj Fijian|fo Faroese|
fr French Français|fy Frisian|ga Irish|gd Gaelic|gl Galician|gn Guarani|gu Gujarati|gv Manx|
ha Hausa|he Hebrew|hi Hindi|hr Croatian Hrvatski|ht Haitian|hu Hungarian Magyar|hy Armenian|
ia Interlingua|id Indonesian|ig Igbo|is Icelandic|it Italian Italiano|iu Inuktitut|ja Japanese|
jv Javanese|ka Georgian|ki Kikuyu|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada|ko Korean|
ks Kashmiri|ku Kurdish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|ln Lingala|lo Lao|
lt Lithuanian|lv Latvian|mg Malagasy|mi Maori|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|
ms Malay|mt Maltese|my Burmese|nb Bokmål|ne Nepali|nl Dutch Nederlands|nn Nynorsk|
no Norwegian Norsk|nv Navajo|ny Chichewa|oc Occitan|om Oromo|or Odia|pa Punjabi|pl Polish Polski|
ps Pashto|pt Portuguese Português|qu Quechua|rm Romansh|rn Rundi|ro Romanian|ru Russian|
rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Sami|sg Sango|si Sinhala|sk Slovak|
sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|st Sotho|su Sundanese|
sv Swedish Svenska|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|
tl Tagalog Filipino|tn Tswana|to Tongan|tr Turkish|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|
ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|ve Venda|vi Vietnamese|wa Walloon|wo Wolof|xh Xhosa|
yi Yiddish|yo Yoruba|za Zhuang|zh Chinese Mandarin|zu Zulu
"""


def _entries() -> list[list[str]]:
    return [entry.split() for entry in _TABLE.replace("\n", "").split("|")]


NAMES: dict[str, str] = {code: names[0] for code, *names in _entries()}
"""English name by code."""

CODES: dict[str, str] = {
    word.casefold(): code for code, *names in _entries() for word in (code, *names)
}
"""Code by code or name, in small letters."""


def named(code: str) -> str:
    """A language by its name, with the code that stands in the file."""
    return f"{NAMES[code]} ({code})" if code in NAMES else code
