"""The straight lines of the program; only this room knows the order of the stages.

::

    intake     gather → identify (naming) → extract → pages for teasers → tag → story → one transaction
    publish    candidates → rank → summarise → draft a group → cards → fit → frame → one transaction
    hand_over  lease → sheets → messages → intent → transport → settle, until nothing is due

Each takes the ``Parts`` the app wired and gives a ``Report``. Whoever starts them (a command, the clock) decides
when and for whom, nothing else.
"""

from digest.pipeline.forgetting import forget
from digest.pipeline.intake import intake
from digest.pipeline.parts import Parts, no_weather
from digest.pipeline.publish import WAITING, Call, Printed, freeze, publish, typeset
from digest.pipeline.transmit import hand_over, proof, recover

__all__ = [
    "WAITING",
    "Call",
    "Parts",
    "Printed",
    "forget",
    "freeze",
    "hand_over",
    "intake",
    "no_weather",
    "proof",
    "publish",
    "recover",
    "typeset",
]
