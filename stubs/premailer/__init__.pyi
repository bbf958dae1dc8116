from collections.abc import Sequence

class Premailer:
    def __init__(
        self,
        html: str,
        *,
        allow_network: bool = ...,
        disable_validation: bool = ...,
        strip_important: bool = ...,
        disable_basic_attributes: Sequence[str] = ...,
        disable_link_rewrites: bool = ...,
        cssutils_logging_level: int = ...,
    ) -> None: ...
    def transform(self, *, pretty_print: bool = ...) -> str: ...
