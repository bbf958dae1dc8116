# ruff: noqa: E501, RUF001 - a table of other scripts, a language a line
"""Whether something is so or not: negations gained or lost, and words turned into their opposites.

A clause of the summary is compared with the clause of the source that has most of its words; where those of the
opposite polarity have more of them than those of its own, what was said has been turned round. Opposites are a short
table a language of what news turns on: risen and fallen, won and lost, accepted and refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.summarise.gate.forms import MATRES
from digest.summarise.gate.names import stems
from digest.summarise.gate.written import IS_UNSPACED, bare, read

_NEGATORS = {
    "en": "not no never cannot don didn isn wasn won't couldn doesn aren weren hasn haven wouldn shouldn hadn without none neither nobody nothing nor",
    "de": "nicht kein keine keinen keiner keinem keines nie niemals ohne niemand niemanden nichts weder",
    "fr": "pas ne n jamais aucun aucune sans rien ni", "es": "no nunca jamas ningun ninguna ninguno sin nadie nada tampoco ni",
    "it": "non mai nessun nessuno nessuna senza ne", "pt": "nao nunca nenhum nenhuma sem ninguem nada nem", "nl": "niet geen nooit zonder niemand niets",
    "pl": "nie bez nigdy zaden zadna zadne nikt nic", "cs": "ne neni nejsou bez nikdy zadny zadna zadne nikdo nic nebyl nebyla nebude nebudou",
    "sk": "nie bez nikdy ziadny ziadna nikto nic", "hr": "ne nije nisu bez nikada nitko nista nece",
    "ru": "не нет ни без никогда никто ничего нельзя", "uk": "не ні без ніколи ніхто нічого немає нема", "bg": "не няма без никога никой нищо",
    "tr": "degil yok hic asla", "hu": "nem ne sem nincs nincsenek nelkul soha senki", "fi": "ei eivat eika en et emme ilman eikä alkaa",
    "sv": "inte ej aldrig ingen inga inget utan", "da": "ikke ingen aldrig uden intet", "nb": "ikke ingen aldri uten intet", "ro": "nu fara niciun nicio niciodata nimeni",
    "el": "δεν δε μην μη χωρισ οχι ποτε κανεισ", "he": "לא אין בלי אינו אינה אינם ללא אף", "ar": "لا لم لن ليس ليست غير بدون دون",
    "fa": "نه نیست نبود بدون هیچ", "hi": "नहीं न मत बिना ना", "id": "tidak bukan tanpa belum tak jangan",
}  # fmt: skip
_EASTERN_NOT = re.compile("ない|なかっ|なく|ません|ずに|なし|不|没|沒|未|无|無|않|못 |없|아니|ไม่|មិន")
_TURKISH_NOT = re.compile(r"^.{2,}?m[aeiu](?:y[ae]c|di|z|mis|yor|sin|yan|yen|m[ae]k|den|dan)")
_NOT_PREFIX = {"cs": "ne", "sk": "ne", "hr": "ne", "sl": "ne", "lt": "ne", "lv": "ne", "fa": "ن"}
_OPPOSITES = {
    "en": (
        "rise rises rising rose risen increas grew grow climb up gain soar jump/fall falls falling fell fallen decreas declin drop shrank down sank slump|"
        "win wins winning won victory beat defeats/lose loses losing lost defeat|accept approv agree backed endors/reject refus declin oppos blocked|"
        "open reopen opens/clos shut|support supporters favour favor/oppos opponents against|arrest detain jail/releas freed acquit|surviv alive/died dead killed|"
        "guilty convict/acquit innocent|allow legal permit lifted/ban bans banned forbid prohibit outlaw|"
        "arriv join enter/leav left quit depart|buy bought acquir/sell sold sale|confirm admit/deny denies denied|highest best most/lowest worst least|"
        "north northern/south southern|east eastern/west western|yesterday/tomorrow|hire hires hired/fire fires fired dismiss|succe/fail|more/fewer less"
    ),
    "de": (
        "steig stieg gestiegen zunahm zunehm erhoh wuchs/sink sank gesunken fiel fallen gefallen abnahm abnehm|gewinn gewann gewonnen sieg/verlier verlor verloren niederlage|"
        "angenommen annehm nimmt gebilligt zugestimmt/ablehn abgelehnt lehnt verworfen|eroffn offn geoffnet/schliess geschlossen schloss|uberleb/starb gestorben getotet tot|"
        "erlaub zulass/verbot verbiet verboten|festgenommen verhaftet/freigelassen freigesprochen|unterstutz/bekampf|bestatig/dementier bestreit|beginn begann/ende endet"
    ),
    "fr": "augment hauss mont grimp progress/baiss diminu chut recul|gagn remport victoire/perd perdu defaite|accept approuv adopt/rejet refus|ouvr ouvert rouvr/ferm|surviv/mort tue deced|autoris/interdi|confirm/dement",
    "es": "sub aument crec creci alza/baj cay cae caer descend disminu|gan victoria/perd perdi derrota|acept aprob/rechaz|abr abiert reab/cerr cierr|sobreviv/muert muri fallec|permit autoriz/prohib|confirm/desmin neg",
    "it": "aument sal sali cresc/cal diminu scend scese|vinc vins vinto vittoria/perd perso sconfitt|accett approv/respin rifiut boccia|apr apert riapr/chiud chius|sopravviss/mort uccis|autorizz permet/viet|conferm/smenti",
    "pt": "sub aument cresc/desc cai caiu baix diminu|ganh venc vitoria/perd derrota|aceit aprov/rejeit recus|abr abert reab/fech encerr|sobreviv/mort morr|autoriz permit/proib|confirm/desment neg",
    "nl": "stijg steeg gestegen groei/daal dalen gedaald zakt|win won gewonnen zege/verlie verloor verloren nederlaag|accept goedgekeurd/verwerp verworpen afgewezen weiger|open geopend heropen/sluit gesloten dicht|overleef/overled dood gedood|toegestaan/verboden verbied",
    "pl": "wzrost wzros rosn zwieksz/spad spadek zmniejsz|wygra zwyciest/przegra porazk|przyje zaakcept zatwierdz poparl/odrzuc|otwar otwor/zamkn zamyk|przezy/zgin zmarl|dozwol zezwol/zakaz zabron|trafi do/opusci",
    "cs": "vzrost stoup rost zvys/klesl pokles snizi|vyhra vitez/prohra porazk|prija schvali/odmit zamit|otevr/zavr uzavr|prezi/zemre zahyn|povoli/zakaz",
    "ru": "вырос рост растет раст увелич повыс подорож/упал снизи сниж падени сократ уменьш подешев|выигра победи побед/проигра поражени|принял одобри поддержа/отклони отверг|откры/закры|выжи/погиб умер|разреш/запре|подтверди/опроверг|против/за",
    "uk": "зріс зрос збільш підвищ/впа знизи зниж паді скороти зменш|вигра перем/програ поразк|прийня схвали підтрима/відхили|відкри/закри|вижи/загин помер|дозволи/заборон|підтверди/спростува",
    "tr": "artti art yuksel/dus azal geriled|kazan galip/kaybet yenil|kabul onayla/reddet redd|acil acti/kapan kapat|kurtul/oldu hayatini|izin/yasak",
    "he": "עלה עלייה עלתה עלו/ירד ירידה ירדה ירדו|ניצח ניצחה ניצחון/הפסיד הפסידה הפסד|אישר אישרה/דחה דחתה|נפתח נפתחה פתח/נסגר נסגרה סגר",
    "ar": "ارتفع ارتفاع ارتفعت زاد/انخفض انخفاض انخفضت تراجع|فاز فوز فازت/خسر خساره خسرت|وافق وافقت/رفض رفضت|افتتح فتح/اغلق اغلاق",
    "hi": "बढ़ बढ/घट गिर|जीत/हार|मंजूर/खारिज नामंजूर|खुल/बंद",
    "sv": "okade okar stig steg vaxte/minsk sjonk sjunk foll|vann vinner seger/forlorade forlorar forlust|godk accept/avvis avslog|oppn/stang",
    "fi": "nous kasvoi kasva lisaant/lask vahen putos|voitt voitto/havis tappio|hyvaks/hylat hylka|avat avau/sulje sulki",
}  # fmt: skip
_EASTERN_OPPOSITES = (
    "上涨 上升 增长 增加 涨/下跌 下降 减少 跌|胜 赢 击败/负 输 落败|通过 批准 同意/否决 拒绝|开放 开幕/关闭 闭幕|支持/反对|上昇 増加 上が/下落 減少 下が 低下|"
    "勝利 勝っ 勝ち/敗北 敗れ 負け|可決 承認/否決 却下|賛成/反対|開幕 再開/閉幕 閉鎖|상승 증가 올랐/하락 감소 내렸|승리 이겼/패배 졌|昨天/明天|昨日/明日"
)
_CLAUSE = re.compile(r"[,;:.!?()，。；：！？、«»“”„\"「」『』\n]|\s[-–—]\s")
_LEAST, _SHARE, _LENGTH = 2, 0.6, 4
_REACH, _STEM = 1, 6
"""Words of weight that a negator reaches; letters by which they are compared here."""


def is_negator(word: str, language: str) -> bool:
    """Whether a bare word denies what stands with it."""
    return word in _negators(language)


def turned(told: str, known: str, language: str) -> Iterator[str]:
    """What the summary says of its source the other way round."""
    source = [clause for clause in (_clause(part, language) for part in _CLAUSE.split(known)) if clause[0]]
    for part in _CLAUSE.split(told):
        content, is_denied = _clause(part, language)
        if len(content) < _LEAST:
            continue
        opposite = _shared(content, source, is_denied=not is_denied)
        if opposite > _shared(content, source, is_denied=is_denied) and opposite >= max(_LEAST, _SHARE * len(content)):
            yield f"a negation: {part.strip()}"
    yield from _denied(told, known, language)
    yield from _opposites(told, known, language)


def _shared(content: frozenset[str], clauses: Sequence[tuple[frozenset[str], bool]], *, is_denied: bool) -> int:
    """How much of the content the clause of that polarity has that has most of it."""
    return max((len(content & other) for other, is_other in clauses if is_other == is_denied), default=0)


def _denied(told: str, known: str, language: str) -> Iterator[str]:
    """Words that are denied in the one text wherever they stand, and in the other never."""
    summary, source = _denials(told, language), _denials(known, language)
    for stem, here in summary.items():
        there = source.get(stem, here)
        if len(here | there) > 1 and len(here) == len(there) == 1:
            yield f"a negation of: {stem}"


def _denials(text: str, language: str) -> dict[str, frozenset[bool]]:
    """Each word's stem, and whether it is denied where it stands: right behind a negator, or with one before it glued on."""
    found: dict[str, frozenset[bool]] = {}
    for word, is_reached in _reached(text, language):
        for stem, is_denied in _stems_of(word, language, is_reached=is_reached):
            found[stem] = found.get(stem, frozenset()) | {is_denied}
    return found


def _reached(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """The common words of weight, and whether a negator before them in their clause reaches them."""
    for part in _CLAUSE.split(text):
        left = 0
        for word in read(part):
            if is_negator(word.bare, language):
                left = _REACH
            elif len(word.bare) >= _LENGTH and (word.is_first or not word.is_capital):
                yield word.bare, left > 0
                left -= 1


def _stems_of(word: str, language: str, *, is_reached: bool) -> Iterator[tuple[str, bool]]:
    """A word's stem and whether it is denied; one that may begin with a *not* is read both ways."""
    yield word[:_STEM], is_reached
    prefix = _NOT_PREFIX.get(language, "\0")
    if word.startswith(prefix) and len(word) > _LENGTH + 1:
        yield word.removeprefix(prefix)[:_STEM], True


def _clause(text: str, language: str) -> tuple[frozenset[str], bool]:
    """What a clause is about, and whether it denies it."""
    if IS_UNSPACED.search(text) or language == "ko":
        letters = re.sub(r"[\W\d_]+", "", _EASTERN_NOT.sub("", text))
        return frozenset(letters[at : at + 2] for at in range(len(letters) - 1)), bool(_EASTERN_NOT.search(text))
    words = [word.bare for word in read(text)]
    content = frozenset(filter(None, (_root(word, language) for word in words)))
    return content, any(_is_denying(word, language) for word in words)


def _is_denying(word: str, language: str) -> bool:
    return is_negator(word, language) or (language in {"tr", "az"} and _TURKISH_NOT.match(word) is not None)


def _root(word: str, language: str) -> str:
    """What a word is about, without its *not*; empty for a word that says nothing by itself."""
    prefix = _NOT_PREFIX.get(language, "\0")
    if language in {"cs", "sk", "fa"} and word.startswith(prefix) and len(word) > _LENGTH + 1:
        return word.removeprefix(prefix)[:_LENGTH]
    least = _LENGTH - 1 if language in MATRES else _LENGTH
    if len(word) < least or is_negator(word, language):
        return ""
    return min(stems(word, language), key=len) if language in MATRES else word[:_LENGTH]


def _opposites(told: str, known: str, language: str) -> Iterator[str]:
    summary, source = _said(told), _said(known)
    for one, other in (*_pairs(language), *_pairs("")):
        for here, there in ((one, other), (other, one)):
            said = _first(here, summary)
            if said and not _first(there, summary) and _first(there, source) and not _first(here, source):
                yield f"an opposite: {said}"


def _said(text: str) -> tuple[str, ...]:
    words = tuple(word.bare for word in read(text))
    return (text, *words) if IS_UNSPACED.search(text) else words


def _first(forms: Sequence[str], words: Sequence[str]) -> str:
    """The first word that is one of the forms, or begins with one that is long enough to be a stem."""
    for word in words:
        for form in forms:
            if word == form or (len(form) > _LENGTH - 2 and (word.startswith(form) if not IS_UNSPACED.match(form) else form in word)):
                return form if IS_UNSPACED.match(form) else word
            if IS_UNSPACED.match(form) and form in word:
                return form
    return ""


@lru_cache
def _pairs(language: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    table = _EASTERN_OPPOSITES if not language else _OPPOSITES.get(language, "")
    pairs = (pair.partition("/") for pair in table.split("|") if pair)
    return tuple((tuple(map(bare, one.split())), tuple(map(bare, other.split()))) for one, _, other in pairs)


@lru_cache
def _negators(language: str) -> frozenset[str]:
    code = {"": "en", "no": "nb", "nn": "nb", "sl": "hr", "sr": "hr"}.get(language, language)
    return frozenset(bare(word) for word in _NEGATORS.get(code, "").split())
