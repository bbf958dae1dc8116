"""What several connections work off together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.deliver.gate import Gate
from digest.errors import SenderRefusedError, TransportError
from digest.model import Message, Outcome, Status
from digest.ports import Witness


@dataclass(slots=True, eq=False)
class Load:
    """Messages that several connections work off together, made one by one as they are wanted."""

    source: Iterator[Message]
    witness: Witness
    gate: Gate
    unsent: deque[Message] = field(default_factory=deque)
    """Taken from the source and to be handed over next; those that a lost connection gave back among them."""
    answered: int = 0
    """How many messages the server has given an answer for."""
    failure: BaseException | None = None
    """The last one; when ``is_stopped`` the one that stopped it."""
    is_stopped: bool = False
    is_drained: bool = False
    """Whether the source has no more."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to hand over."""
        return self.is_drained and not self.unsent

    def stop(self, failure: BaseException | None = None) -> None:
        """Hand over no more; what is under way is carried through."""
        if not self.is_stopped:
            self.is_stopped, self.failure = True, failure or self.failure

    def fail(self, failure: TransportError) -> None:
        """Note that a connection failed; one that refuses the sender stops everything."""
        if self.is_stopped:
            return
        self.failure = failure
        self.is_stopped = isinstance(failure, SenderRefusedError)

    def fill(self, count: int) -> int:
        """Have up to ``count`` messages ready; how many are."""
        while len(self.unsent) < count and not (self.is_stopped or self.is_drained):
            self._draw()
        return min(count, len(self.unsent))

    def take(self) -> Message | None:
        """The next message to hand over, None when there is none."""
        return self.unsent.popleft() if self.fill(1) and not self.is_stopped else None

    def _draw(self) -> None:
        try:
            self.unsent.append(next(self.source))
        except StopIteration:
            self.is_drained = True
        except BaseException as error:  # noqa: BLE001  whatever the maker of messages met is his: raised when the answers that are due are in
            self.stop(error)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Pass answers on."""
        if outcomes:
            self.answered += sum(outcome.status is not Status.IN_DOUBT for outcome in outcomes)
            self.witness.answer(outcomes)
