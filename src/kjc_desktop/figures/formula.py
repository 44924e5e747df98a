"""Reading formulas and conditions: Python's grammar, of which only arithmetic is let through.

Whatever an organizer writes ends in a `Formula` or a `Fault`, in bounded time: the length of the
text and the depth of the tree have limits. Nothing is ever executed.
"""

import ast
import re
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

MAX_LENGTH = 1_000
MAX_DEPTH = 100
FUNCTIONS = {"abs": (1, 1), "round": (1, 2), "min": (1, 99), "max": (1, 99), "sum": (1, 99)}
"""Function → fewest and most arguments."""

_DECIMAL_COMMA = re.compile(r"(?<![\w.])\d+,\d+")
_SIGNS = {
    "=": "==", "^": "**", "×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-",
    "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_FOREIGN_SIGN = re.compile(r"(?<![=<>!])=(?!=)|[\^×·÷:−–≤≥≠]")
_PARTS = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.Name, ast.Constant, ast.Load,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Mod, ast.UAdd, ast.USub, ast.Not, ast.And,
    ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a formula: a code of the catalogue, where, and the words to fill in."""

    code: str
    start: int = 0
    length: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None


class FormulaError(Exception):
    """Carries a fault out of a tree walk; never leaves `figures`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class Formula:
    """A formula that can be read; whether its names exist and it has a value is not said."""

    text: str
    tree: ast.expr
    offset: int
    """How many characters of the text come before the tree."""

    @cached_property
    def uses(self) -> tuple[ast.Name, ...]:
        """All places where a figure is named, in the order they are written."""
        called = {id(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call)}
        names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return tuple(sorted((n for n in names if id(n) not in called), key=lambda n: n.col_offset))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The figures that are named, each once, in the order they are written."""
        return tuple(dict.fromkeys(node.id for node in self.uses))

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Return first character and length of a part; Python counts bytes, people characters."""
        source = self.text[self.offset :].encode()
        begin, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", len(source))
        start = len(source[:begin].decode(errors="ignore"))
        return self.offset + start, len(source[begin:end].decode(errors="ignore"))

    def written(self, node: ast.AST) -> str:
        """Return a part as the organizer wrote it."""
        start, length = self.place(node)
        return self.text[start : start + length]

    def refuse(self, code: str, node: ast.AST, **values: object) -> NoReturn:
        """Raise the fault of a part.

        Raises:
            FormulaError: always.
        """
        start, length = self.place(node)
        raise FormulaError(Fault(code, start, length, {"part": self.written(node), **values}))


def read(text: str) -> Formula | Fault:
    """Return a formula in which only arithmetic, comparisons and known functions occur."""
    # A line break inside a formula means nothing; Python would end the formula there.
    text = re.sub(r"\s", " ", text)
    if len(text) > MAX_LENGTH:
        return _too_long(text)
    try:
        formula = _parsed(text)
        _check(formula, formula.tree, MAX_DEPTH)
    except FormulaError as error:
        return _comma_fault(text) or _sign_fault(text) or error.fault
    return formula


def key(name: str) -> str:
    """Return a figure's name as it stands in a tree: Python unifies ways to write one letter."""
    return unicodedata.normalize("NFKC", name)


def _parsed(text: str) -> Formula:
    body = text.lstrip()
    offset = len(text) - len(body)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on its own literals is not ours
            return Formula(text, ast.parse(body, mode="eval").body, offset)
    except SyntaxError as error:
        start = min(max(offset + (error.offset or 1) - 1, 0), max(len(text) - 1, 0))
        raise FormulaError(Fault("KJC301", start, 1)) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaError(_too_long(text)) from None


def _too_long(text: str) -> Fault:
    return Fault("KJC307", 0, len(text), {"limit": MAX_LENGTH})


def _comma_fault(text: str) -> Fault | None:
    """Return the fault of the first number that is written the German way, if there is one."""
    comma = _DECIMAL_COMMA.search(text)
    if not comma:
        return None
    values = {"number": comma[0], "right": comma[0].replace(",", ".")}
    return Fault("KJC302", comma.start(), len(comma[0]), values)


def _sign_fault(text: str) -> Fault | None:
    """Return the fault of the first sign that people write and Python does not read."""
    sign = _FOREIGN_SIGN.search(text)
    if not sign:
        return None
    values = {"sign": sign[0], "right": _SIGNS[sign[0]]}
    return Fault("KJC318", sign.start(), len(sign[0]), values)


def _check(formula: Formula, node: ast.AST, left: int) -> None:
    """Refuse every kind of part that is not arithmetic.

    Raises:
        FormulaError: there is one, or the tree is deeper than `left`.
    """
    if not left:
        raise FormulaError(_too_long(formula.text))
    if not isinstance(node, _PARTS):
        formula.refuse("KJC305", node)
    if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
        formula.refuse("KJC305", node)
    if isinstance(node, ast.Call):
        _check_call(formula, node)
    for child in ast.iter_child_nodes(node):
        _check(formula, child, left - 1)


def _check_call(formula: Formula, call: ast.Call) -> None:
    if call.keywords or not isinstance(call.func, ast.Name):
        formula.refuse("KJC305", call)
    name = call.func.id
    if name not in FUNCTIONS:
        formula.refuse("KJC304", call.func, name=name, known=", ".join(FUNCTIONS))
    fewest, most = FUNCTIONS[name]
    if not fewest <= len(call.args) <= most:
        formula.refuse("KJC306", call, name=name)
