from collections.abc import Callable, Mapping
from datetime import tzinfo

class BackgroundScheduler:
    def __init__(
        self,
        *,
        timezone: tzinfo,
        jobstores: Mapping[str, object],
        executors: Mapping[str, object],
        job_defaults: Mapping[str, object],
        daemon: bool = True,
    ) -> None: ...
    def add_job(self, func: Callable[[], object], trigger: str, *, seconds: float) -> object: ...
    def start(self) -> None: ...
    def shutdown(self, *, wait: bool = True) -> None: ...
