"""Computing formulas exactly: fractions in, a fraction or a truth value out.

Exact numbers make `0.1 + 0.2 == 0.3` hold and keep a claim from failing by a rounding error nobody
can see. Every number has a limit of bits, so `9**9**9` is a fault and not a frozen screen.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from kjc_desktop.figures.formula import Fault, Formula, FormulaError

Result = Fraction | bool
_MAX_BITS = 2_048
_MAX_SIZE = Fraction(10) ** 300
_MAX_DIGITS = 100

_ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def number(formula: Formula, figures: Mapping[str, Fraction]) -> Fraction | Fault:
    """Return the value of a formula whose names are all in `figures`, or what keeps it from one."""
    try:
        return _Walk(formula, figures).number(formula.tree)
    except FormulaError as error:
        return error.fault


def condition(formula: Formula, figures: Mapping[str, Fraction]) -> bool | Fault:
    """Return whether a condition holds, or what keeps it from being decided."""
    try:
        return _Walk(formula, figures).condition(formula.tree)
    except FormulaError as error:
        return error.fault


class _Walk:
    """One walk over a tree; a fault leaves it as a `FormulaError`."""

    def __init__(self, formula: Formula, figures: Mapping[str, Fraction]) -> None:
        self._formula = formula
        self._figures = figures

    def number(self, node: ast.expr) -> Fraction:
        result = self._result(node)
        if isinstance(result, bool):
            self._formula.refuse("KJC311", node)
        return result

    def condition(self, node: ast.expr) -> bool:
        result = self._result(node)
        if not isinstance(result, bool):
            self._formula.refuse("KJC312", node)
        return result

    def _result(self, node: ast.expr) -> Result:
        match node:
            case ast.BoolOp(op=ast.And()):
                return all(self.condition(part) for part in node.values)
            case ast.BoolOp():
                return any(self.condition(part) for part in node.values)
            case ast.Compare():
                return self._comparison(node)
            case ast.UnaryOp(op=ast.Not()):
                return not self.condition(node.operand)
            case _:
                return self._within_limits(node, self._arithmetic(node))

    def _arithmetic(self, node: ast.expr) -> Fraction:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self._figures[node.id]
            case ast.UnaryOp(op=ast.USub()):
                return -self.number(node.operand)
            case ast.UnaryOp():
                return self.number(node.operand)
            case ast.BinOp():
                return self._operation(node)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(node, name)
            case _:
                raise TypeError(node)  # `read` lets nothing else through

    def _constant(self, node: ast.Constant) -> Fraction:
        if isinstance(node.value, int):
            return Fraction(node.value)
        written = Decimal(self._formula.written(node).replace("_", ""))
        if written and abs(written.adjusted()) > 300:
            self._formula.refuse("KJC309", node)
        return Fraction(written)

    def _operation(self, node: ast.BinOp) -> Fraction:
        left, right = self.number(node.left), self.number(node.right)
        try:
            if isinstance(node.op, ast.Pow):
                return self._power(node, left, right)
            return _ARITHMETIC[type(node.op)](left, right)
        except ZeroDivisionError:
            start, length = self._formula.place(node.right)
            values = {"part": self._formula.written(node.right)}
            raise FormulaError(Fault("KJC308", start, length, values)) from None

    def _power(self, node: ast.BinOp, base: Fraction, exponent: Fraction) -> Fraction:
        if exponent.denominator == 1:
            if abs(base) not in (0, 1) and _bits(base) * abs(exponent.numerator) > _MAX_BITS:
                self._formula.refuse("KJC309", node)
            return Fraction(base**exponent.numerator)
        if base < 0:
            self._formula.refuse("KJC317", node)
        try:
            # A root is rarely a fraction; its shortest decimal is as exact as can be had.
            return Fraction(Decimal(repr(float(base) ** float(exponent))))
        except OverflowError:
            self._formula.refuse("KJC309", node)

    def _call(self, node: ast.Call, name: str) -> Fraction:
        arguments = [self.number(argument) for argument in node.args]
        match name:
            case "abs":
                return abs(arguments[0])
            case "min":
                return min(arguments)
            case "max":
                return max(arguments)
            case "sum":
                return sum(arguments, Fraction(0))
            case _:
                return self._rounded(node, *arguments)

    def _rounded(self, node: ast.Call, value: Fraction, digits: Fraction = Fraction(0)) -> Fraction:
        if digits.denominator != 1 or abs(digits) > _MAX_DIGITS:
            self._formula.refuse("KJC306", node, name="round")
        return rounded(value, digits.numerator)

    def _comparison(self, node: ast.Compare) -> bool:
        left = self.number(node.left)
        for sign, operand in zip(node.ops, node.comparators, strict=True):
            right = self.number(operand)
            if not _COMPARISONS[type(sign)](left, right):
                return False
            left = right
        return True

    def _within_limits(self, node: ast.expr, value: Fraction) -> Fraction:
        if _bits(value) > _MAX_BITS or abs(value) > _MAX_SIZE:
            self._formula.refuse("KJC309", node)
        return value


def rounded(value: Fraction, digits: int) -> Fraction:
    """Return a fraction rounded to digits after the decimal sign, halves away from zero."""
    scale = Fraction(10) ** digits
    size = (abs(value) * scale + Fraction(1, 2)) // 1
    return (size if value >= 0 else -size) / scale


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())
