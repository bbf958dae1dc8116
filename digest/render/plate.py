"""One template file, read, checked and compiled, that says file and line when it fails."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes

from digest.errors import RenderError
from digest.render.braces import read_braces
from digest.render.filters import filters, finish_html, finish_text
from digest.render.words import Words

Values = Mapping[str, object]
"""What a block sees: text, numbers, booleans and tuples of them; nothing that can be called."""

_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
_FOREIGN = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@dataclass(frozen=True, slots=True)
class Plate:
    """A compiled template whose blocks are printed one by one."""

    file: str
    source: str
    template: Template
    lines: tuple[int, ...] = ()
    """The line as written of each tag of ``source``, where inlining moved lines; empty when none moved."""

    def print(self, block: str, values: Values) -> str:
        """Render one block; raises ``RenderError`` naming file and line."""
        try:
            return "".join(self.template.blocks[block](self.template.new_context(dict(values), shared=True)))
        except _MISTAKES as error:
            raise RenderError("mend the template", subject=f"{self.file}:{self._line_of(error)}", cause=error) from error

    def _line_of(self, error: Exception) -> int:
        at, trace = 1, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == self.file:
                at = self.template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        if not self.lines:
            return at
        starts = [brace.line for brace in read_braces(self.template.environment, self.source)]
        return next((line for start, line in zip(starts, self.lines, strict=True) if start >= at), at)


def make_environment(words: Words, *, is_html: bool) -> Environment:
    """Jinja2 with our filters, no globals, and an error for every unknown name."""
    environment = Environment(
        autoescape=is_html,  # noqa: S701 -- a text part has nothing to escape; HTML is escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finish_html if is_html else finish_text,
    )
    environment.globals.clear()
    environment.filters.update(filters(words))
    return environment


def read_source(path: Path) -> str:
    """The text of a template file; raises ``RenderError``."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise RenderError("this file of the look is missing", subject=f"{path}:1") from error
    except (OSError, UnicodeError) as error:
        raise RenderError("make this a readable file in UTF-8", subject=f"{path}:1", cause=error) from error


def compile_plate(path: Path, environment: Environment, source: str, *, lines: tuple[int, ...] = ()) -> Plate:
    """Compile a source that was checked."""
    code = environment.compile(source, str(path), str(path))
    return Plate(str(path), source, Template.from_code(environment, code, {}), lines)


def check_source(path: Path, environment: Environment, source: str, *, blocks: Collection[str], names: Collection[str]) -> None:
    """Refuse bad syntax, blocks other than ``blocks``, names other than ``names`` and text that stands in no block."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise RenderError("mend the syntax", subject=f"{path}:{error.lineno}", cause=error.message) from error
    for line, what in (*_wrong_blocks(tree, blocks), *_wrong_places(tree), *_wrong_filters(tree, environment), *_wrong_names(tree, names)):
        raise RenderError(what, subject=f"{path}:{line}")


Wrong = Iterator[tuple[int, str]]


def _wrong_blocks(tree: nodes.Template, blocks: Collection[str]) -> Wrong:
    written = {block.name: block.lineno for block in tree.find_all(nodes.Block)}
    known = ", ".join(sorted(blocks))
    yield from ((line, f"there is no block {name!r}; there are {known}") for name, line in written.items() if name not in blocks)
    yield from ((1, f"write a block {name!r}; it may be empty") for name in sorted(set(blocks) - set(written)))


def _wrong_places(tree: nodes.Template) -> Wrong:
    for node in tree.find_all(_FOREIGN):
        yield node.lineno, "write the look in one file: include, import and extends are not known here"
    for part in tree.body:
        if not isinstance(part, nodes.Block) and not _is_blank(part):
            yield part.lineno, "move this into a block: what stands outside of all is never printed"


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(isinstance(each, nodes.TemplateData) and not each.data.strip() for each in node.nodes)


def _wrong_filters(tree: nodes.Template, environment: Environment) -> Wrong:
    for node in tree.find_all(nodes.Filter):
        if node.name not in environment.filters:
            yield node.lineno, f"there is no filter {node.name!r}"


def _wrong_names(tree: nodes.Template, names: Collection[str]) -> Wrong:
    used = tuple(tree.find_all(nodes.Name))
    own = {node.name for node in used if node.ctx == "store"}
    for name in sorted(meta.find_undeclared_variables(tree) - own - set(names)):
        line = next((node.lineno for node in used if node.name == name), 1)
        yield line, f"there is no {name!r}; there are {', '.join(sorted(names))}"
