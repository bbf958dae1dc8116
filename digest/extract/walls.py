"""Pages that stand before an article instead of showing it: for payers only, for consenters, for people and no machines.

Their text is no text of the article, and must not become it. A page says so itself (schema.org's ``isAccessibleForFree``,
the tier of its content), or it says little and that little asks for money, consent or a proof. A long text is never
a wall, whatever it says: newspapers write about cookies and subscriptions too.
Source: schema.org and Google's structured data for paywalled content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from digest.text import count_words

PAYWALL = "The page shows its text to subscribers only; the teaser stands."
CONSENT = "The page asks for consent before it shows its text; the teaser stands."
CHECK = "The page asks for a proof that no machine reads it; the teaser stands."

_SHORT = 250
"""Words; a longer text is an article."""
_MOST_SAID = 400
"""Characters of a line that may ask for something; longer ones tell."""
_MOST_LINES = 2_000
_SENTENCE = 4
"""Words."""
_SHARE = 3
"""A page is a wall where one line in so many speaks of consent."""
_PAYING = re.compile(
    r"subscri(?:be|ption|bers?)\b.{0,40}\b(?:continue|read|unlock|access|only|exclusive)|"
    r"(?:continue|keep) reading.{0,40}(?:subscri|account|free trial)|"
    r"already (?:a |have a )?(?:subscriber|subscription|member)|(?:for|to) (?:our )?(?:paying )?(?:subscribers|members) only|"
    r"you have (?:reached|read) (?:your|all).{0,40}(?:limit|free articles)|"
    r"nur für abonnent|(?:jetzt )?(?:weiterlesen|freischalten).{0,40}(?:abo|testen|plus|angebot|anmeld)|"
    r"bereits (?:abonnent|registriert|ein abo)|"
    r"\b(?:abo|abonnement|premium)\b.{0,30}(?:weiterlesen|alle artikel lesen)|"
    r"dieser (?:artikel|inhalt|beitrag) ist (?:nur |exklusiv )?(?:für|kostenpflichtig)|"
    r"wählen sie ihren zugang|ich (?:bin|benötige ein) abo|"
    r"réservée?s? (?:à nos |aux )abonnés|il vous reste.{0,30}à (?:lire|découvrir)|déjà abonnée?|abonnez-vous pour|pour lire la suite|"
    r"(?:exclusiv[oa]|solo|sólo) para (?:suscriptores|abonados)|suscríb(?:ete|ase) para|ya (?:soy|eres) suscriptor|para seguir leyendo|"
    r"riservat[oi] agli abbonati|abbonati per (?:leggere|continuare)|sei già abbonato|per continuare a leggere|"
    r"exclusivo para assinantes|já é assinante|assine para (?:ler|continuar)|conteúdo para assinantes|"
    r"alleen voor abonnees|verder lezen\?|al abonnee|exclusief voor abonnees|"
    r"dla (?:subskrybentów|prenumeratorów)|czytaj dalej.{0,30}(?:subskrypc|prenumer)|masz już subskrypcję|wykup dostęp|"
    r"только для подписчиков|оформите подписку|уже есть подписка|лише для передплатників|вже маєте передплату|"
    r"prenumerera för att|redan prenumerant|for at læse (?:videre|artiklen)|kun for abonnenter|vain tilaajille|jen pro předplatitele|"
    r"有料会員|会員限定|続きを読むには|订阅.{0,10}阅读|付费|للمشتركين فقط|abonelere özel",
    re.IGNORECASE,
)
_CONSENTING = re.compile(
    r"(?:accept|agree|allow|reject|manage).{0,20}(?:all|cookies|consent|preferences)|we (?:value|respect) your privacy|before you continue|"
    r"(?:we|our partners|partners) (?:and .{0,40})?(?:use|store).{0,40}(?:cookies|information on a device)|"
    r"this (?:site|website) uses cookies|"
    r"your privacy (?:choices|settings|matters)|cookie (?:policy|settings|preferences|notice)|privacy policy|"
    r"(?:wir|unsere partner).{0,60}(?:cookies|einwilligung|datenschutz)|alle akzeptieren|akzeptieren und weiter|zustimm(?:en|ung)|"
    r"datenschutz(?:erklärung|einstellungen)|mit werbung (?:und tracking )?weiterlesen|pur-abo|"
    r"nous (?:et nos partenaires|utilisons).{0,60}cookies|tout accepter|continuer sans accepter|votre vie privée|"
    r"(?:utilizamos|usamos) cookies|aceptar (?:todo|todas|y continuar|cookies)|tu privacidad|"
    r"(?:utilizziamo|usiamo).{0,30}cookie|accetta (?:tutto|tutti|e continua)|la tua privacy|"
    r"(?:wij|we) gebruiken cookies|alles accepteren|używamy (?:plików )?cookie|zaakceptuj|przejdź do serwisu|"
    r"мы используем (?:файлы )?cookie|принять все|同意して|cookieを使用|接受.{0,6}cookie",
    re.IGNORECASE,
)
_CHECKING = re.compile(
    r"just a moment|checking (?:your|if the site|the) .{0,20}(?:browser|connection|secure)|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|captcha|enable javascript|javascript is (?:disabled|required)|access (?:to this page has been )?denied|"
    r"attention required|unusual traffic|ddos protection|please turn javascript on|pardon our interruption|"
    r"bitte (?:aktivieren sie|schalten sie) javascript|veuillez activer javascript|habilite javascript",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"\A(?:consent|cmp|guce|privacy)[.-]", re.IGNORECASE)
_CONSENT_PATH = re.compile(r"/(?:consent|cookie-?wall|collectconsent|privacy-?wall|zustimmung)\b", re.IGNORECASE)
_LOCKED = frozenset({"locked", "paid", "premium", "subscriber", "subscribers"})
_TIERS = ("article:content_tier", "cxenseparse:articleprotection", "content_tier", "article:access")


def is_declared_locked(meta: Mapping[str, str], graph: Mapping[str, object]) -> bool:
    """Whether the page says that its article is not for everybody; ``graph`` is the article's JSON-LD."""
    parts = graph.get("hasPart")
    said = [graph.get("isAccessibleForFree")]
    said += [part.get("isAccessibleForFree") for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)]
    is_paid = any(str(value).strip().lower().rsplit("/", maxsplit=1)[-1] == "false" for value in said)
    return is_paid or any(meta.get(name, "").strip().lower() in _LOCKED for name in _TIERS)


def wall_in(lines: Sequence[str], *, said: Sequence[str] = (), title: str = "", url: str = "") -> str:
    """Why the page is no article, as a sentence; empty when it is one.

    ``lines`` are the text found, ``said`` is what else the page says (any of its lines), ``url`` where it was found.
    """
    if count_words(" ".join(lines)) >= _SHORT:
        return ""
    asking = [line for line in said[:_MOST_LINES] if len(line.split()) >= _SENTENCE]  # a label may stand at the title of another article
    short = [line for line in (*lines, *asking) if len(line) <= _MOST_SAID]
    if _CHECKING.search(title[:_MOST_SAID]) or any(_CHECKING.search(line) for line in lines if len(line) <= _MOST_SAID):
        return CHECK
    if _is_for_consent(url) or _speaks_of_consent(lines):
        return CONSENT
    return PAYWALL if any(_PAYING.search(line) for line in short) else ""


def _is_for_consent(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return _CONSENT_HOST.match(parts.netloc) is not None or _CONSENT_PATH.search(parts.path) is not None


def _speaks_of_consent(lines: Sequence[str]) -> bool:
    """Whether a third of what the page says is about consent."""
    asking = sum(_CONSENTING.search(line[:_MOST_SAID]) is not None for line in lines)
    return asking * _SHARE >= len(lines) > 0
