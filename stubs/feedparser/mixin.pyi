class _FeedParserMixin:
    namespaces: dict[str, str]
    @staticmethod
    def looks_like_html(s: str) -> bool: ...
