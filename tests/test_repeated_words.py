"""Errors, reasons and the lines of logs repeat what people and sites wrote only escaped, wherever they are made.

Between the literal words of such a text there may be

- what a function in `ESCAPING` returns, a number or a moment with a format (`{count:,}`, `{at:%H:%M}`), a constant;
- an error, which was checked where it was raised; and a parameter that is such a text, which is checked in each call,
  or a literal (`LiteralString`, which pyright checks);
- a variable or a function of the same module, if all that it can be is made so.
"""

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import bot
import cogs
from bot.discord_errors import NotDiscord
from bot.domain.posts import NothingToPost
from bot.errors import AlreadyHandled, FileFaults, StoreUnwritable, UnknownShow, UserError
from bot.outbox.deliverer import Deliverer
from bot.outbox.search import Unclear
from bot.services.facts.forms.faults import FormFaults
from bot.services.posts.deliveries import Deliveries
from bot.web.feed_entries import Unreadable

ROOT = Path(__file__).parents[1]
ESCAPING = frozenset(
    ("escape", "quoted", "bare_link", "to_copy", "permissions", "day_in_words", "in_words", "len", "int")
)
FORMAT = re.compile(r".*[dfg,]|.*%[A-Za-z].*")
# Texts by these names were checked where they were written down.
WRITTEN_DOWN = re.compile(
    r"(?:content|delivery)\.reason|.*\.faults|self\._faults|places\.fault\(channel\)|answer\['trouble'\]"
    r"|ended\.why\.then",
    re.DOTALL,
)
TAKES_TEXT = ("reason", "trouble", "words")


def _with_subclasses(kind: type) -> Iterator[type]:
    yield kind
    for each in kind.__subclasses__():
        yield from _with_subclasses(each)


def _imported() -> None:
    for package in (bot, cogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations" not in module.name:
                import_module(module.name)


_imported()
# AlreadyHandled and StoreUnwritable have their text in second place; FileFaults and UnknownShow escape what
# they are given.
ERRORS = {
    **{error.__name__: 0 for error in {*_with_subclasses(UserError), Unclear, Unreadable} - {FileFaults, UnknownShow}},
    **{
        AlreadyHandled.__name__: 1,
        StoreUnwritable.__name__: 1,
        NothingToPost.__name__: 0,
        NotDiscord.__name__: 0,
        "_Code": 1,
    },
}
METHODS = {
    name: position
    for owner in (Deliverer, Deliveries, FormFaults)
    for name, method in inspect.getmembers(owner, inspect.isfunction)
    for position, parameter in enumerate(list(inspect.signature(method).parameters)[1:])
    if parameter in TAKES_TEXT
}
RECEIVERS = re.compile(r"(?:self\.)?_?(?:faults|delivering|deliveries)|self")


class Source:
    """A module's source, and the faults that were found in it."""

    def __init__(self, text: str, *, of_files: bool = False) -> None:
        tree = ast.parse(text)
        self._methods = {} if of_files else METHODS
        self.functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        self._around: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(tree):
            for inner in ast.iter_child_nodes(node):
                self._around[inner] = node
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.setdefault(node.name, []).append(node)
        self._tree = tree
        self._asked: set[ast.AST] = set()
        self._in_question: set[tuple[ast.AST, str]] = set()

    def texts(self) -> Iterator[ast.expr]:
        """Every text that an error, a reason or a log's line is made of."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                yield from self._texts_of(node)

    def _texts_of(self, call: ast.Call) -> Iterator[ast.expr]:
        name, receiver = _name_of(call.func), ast.unparse(getattr(call.func, "value", call.func))
        position = ERRORS.get(name)
        if position is None and RECEIVERS.fullmatch(receiver) and (receiver, name) != ("self", "add"):
            position = self._methods.get(name)
        if position is not None:
            yield from call.args[position : position + 1]
        by_name = {"add": ("words",), "replace": ("faults",), "_Times": ("faults", "notes")}.get(name, ())
        yield from (given.value for given in call.keywords if given.arg in by_name)

    def is_safe(self, node: ast.AST | None) -> bool:
        """Whether a text repeats nothing that is not escaped."""
        match node:
            case None | ast.Constant():
                return True
            case ast.FormattedValue(value=value, format_spec=ast.JoinedStr() as spec):
                return bool(FORMAT.fullmatch(ast.unparse(spec)[2:-1])) or self.is_safe(value)
            case ast.FormattedValue(value=value) | ast.Starred(value=value) | ast.Await(value=value):
                return self.is_safe(value)
            case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part) | ast.NamedExpr(value=part):
                return self.is_safe(part)
            case ast.Subscript(value=value) if not WRITTEN_DOWN.fullmatch(ast.unparse(node)):
                return self.is_safe(value)
            case ast.Name(id=name):
                return _is_constant(name) or self._is_safe_name(node, name)
            case ast.Attribute(attr=name):
                return _is_constant(name) or bool(WRITTEN_DOWN.fullmatch(ast.unparse(node)))
            case ast.Call():
                return self._is_safe_call(node)
            case _:
                return bool(WRITTEN_DOWN.fullmatch(ast.unparse(node)))

    def _is_safe_call(self, call: ast.Call) -> bool:
        name = _name_of(call.func)
        if name in ESCAPING or WRITTEN_DOWN.fullmatch(ast.unparse(call)):
            return True
        if name in self.functions and ast.unparse(call.func) in (name, f"self.{name}"):
            return all(self._returns_safe(function) for function in self.functions[name])
        if name in ("str", "tuple", "shortened"):
            return self.is_safe(call.args[0])
        if isinstance(call.func, ast.Attribute):
            # A method of a text or of a constant: "…".join(…), words.strip(), _WORDS.get(…)
            return self.is_safe(call.func.value) and all(
                map(self.is_safe, call.args if name == "join" else call.args[1:])
            )
        return name in ERRORS

    def _returns_safe(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        if function in self._asked:
            return True
        self._asked.add(function)
        return all(self.is_safe(node.value) for node in ast.walk(function) if isinstance(node, ast.Return))

    def _is_safe_name(self, node: ast.AST, name: str) -> bool:
        function = node
        while not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            if isinstance(function, ast.ExceptHandler) and function.name == name:
                assert function.type is not None
                caught = [_name_of(each) for each in getattr(function.type, "elts", [function.type])]
                return all(each in ERRORS for each in caught)
            function = self._around[function]
        if isinstance(function, ast.Module):
            return False
        for parameter in (*function.args.args, *function.args.kwonlyargs):
            if parameter.arg == name:
                takes_text = name in TAKES_TEXT and function.name in METHODS
                kind = ast.unparse(parameter.annotation) if parameter.annotation else ""
                return takes_text or kind == "LiteralString" or kind in ERRORS
        given = list(_given(function, name))
        if (function, name) in self._in_question:
            return True
        self._in_question.add((function, name))
        return bool(given) and all(map(self.is_safe, given))


def _is_constant(name: str) -> bool:
    return name.strip("_").isupper()


def _name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _parts(value: ast.AST, at: int) -> Iterator[ast.AST]:
    """What a variable can be that is set together with others, as the one at this place."""
    match value:
        case ast.Tuple(elts=parts):
            yield parts[at]
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_parts(body, at), *_parts(orelse, at))
        case _:
            yield value


def _given(function: ast.AST, name: str) -> Iterator[ast.AST]:
    """Everything that a variable is set to."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                for at, target in enumerate(targets):
                    if ast.unparse(target) == name:
                        yield from _parts(value, at)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value
            case ast.NamedExpr(target=ast.Name(id=target), value=value) if target == name:
                yield value
            case ast.comprehension(target=ast.Name(id=target), iter=value) if target == name:
                yield value
            case ast.Call(func=ast.Attribute(value=ast.Name(id=target), attr="append"), args=[value]) if target == name:
                yield value
            case ast.For(target=ast.Name(id=target), iter=value) if target == name:
                yield value
            case _:
                pass


FILES = [path for folder in ("bot", "cogs") for path in sorted((ROOT / folder).rglob("*.py"))]
# The faults of a file are escaped as a whole, by FileFaults.
OF_FILES = ROOT / "bot" / "packs"


def faults_in(source: Source) -> list[str]:
    return [f"line {text.lineno}: {ast.unparse(text)}" for text in source.texts() if not source.is_safe(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_for_people_repeat_only_what_is_escaped(path: Path) -> None:
    source = Source(path.read_text(encoding="utf-8"), of_files=path.is_relative_to(OF_FILES))
    assert faults_in(source) == [], "what this repeats must go through bot.domain.text"


@pytest.mark.parametrize(
    "statement",
    [
        'raise BadInput(f"{text} is wrong.")',
        "raise BadInput(text)",
        'raise SiteTrouble(words=f"{text}")',
        'raise BadInput("Wrong: " + text)',
        'raise BadInput("Wrong: " + ", ".join(part for part in text.split()))',
        'raise BadInput(f"{text:>20} is wrong.")',
        'words = f"{text}"\n    raise BadInput(words)',
        "raise other(text)",
        'await gateways.log.add(1, 2, now, words=f"The feed {text} failed.")',
        "await self._delivering.fail(delivery, text)",
        'await self._log(gateways, delivery, f"{text}")',
        'self._faults.add(f"{text} is no season.")',
        'return NothingToPost(f"{text} is over.")',
        "return _Times(notes=(text,))",
        'raise BadInput(named(text)) if text else BadInput("No.")',
    ],
)
def test_words_that_repeat_something_unescaped_are_found(statement: str) -> None:
    made = "def other(words: str):\n    return BadInput(words)\ndef named(words):\n    return f'the {words}'\n"
    assert faults_in(Source(f"{made}async def made(text: str):\n    {statement}\n"))


@pytest.mark.parametrize(
    "statement",
    [
        'raise BadInput(f"{quoted(text)} is wrong; {_EXAMPLES}")',
        'raise BadInput(f"{len(text):,} are {count:d} too many at {at:%H:%M}.")',
        'raise BadInput(", ".join(escape(part) for part in text.split()))',
        'words = "Once" if text else escape(text)\n    raise BadInput(words)',
        'try:\n        pass\n    except SiteTrouble as error:\n        raise BadInput(f"{error} Later.")',
    ],
)
def test_words_that_repeat_only_what_is_escaped_are_not(statement: str) -> None:
    assert not faults_in(Source(f"async def made(text: str):\n    {statement}\n"))
