"""Formulas agree with exact arithmetic, and no text whatever raises."""

import operator
from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.figures.compute import condition, number
from kjc_desktop.figures.formula import Fault, Formula, read

FIGURES = {"a": Fraction(104), "bä": Fraction(-7, 3), "c": Fraction(0)}
Expression = tuple[str, Fraction | None]
"""A formula and its value; None where it divides by zero."""

OPERATORS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "%": operator.mod,
}  # fmt: skip


def leaves() -> st.SearchStrategy[Expression]:
    names = st.sampled_from(sorted(FIGURES)).map(lambda name: (name, FIGURES[name]))
    whole = st.integers(0, 10**6).map(lambda value: (str(value), Fraction(value)))
    parts = st.decimals(0, 1000, places=3).map(lambda value: (str(value), Fraction(value)))
    return st.one_of(names, whole, parts)


def joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def join(left: Expression, sign: str, right: Expression) -> Expression:
        text = f"({left[0]} {sign} {right[0]})"
        if left[1] is None or right[1] is None or (sign in "/%" and right[1] == 0):
            return text, None
        return text, OPERATORS[sign](left[1], right[1])

    return st.builds(join, parts, st.sampled_from(sorted(OPERATORS)), parts)


@given(st.recursive(leaves(), joined, max_leaves=12))
def test_formulas_agree_with_exact_arithmetic(expression: Expression) -> None:
    text, expected = expression
    formula = read(text)
    assert isinstance(formula, Formula)
    result = number(formula, FIGURES)
    if expected is None:
        assert isinstance(result, Fault)
        assert result.code == "KJC308"
    else:
        assert result == expected


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="ab01.,()+-*/%<>=!äc nodrt'\"[]{}:_", max_size=60),
        st.lists(
            st.sampled_from(
                ["a", "bä", "c", "9", "0.5", "1e99", "**", "*", "/", "-", "(", ")", "<", "==",
                 " and ", " not ", "abs(", "round(", ",", "max(", "min(", "sum("]
            ),
            max_size=25,
        ).map("".join),
    )
)  # fmt: skip
def test_no_formula_raises_or_takes_long(text: str) -> None:
    formula = read(text)
    if isinstance(formula, Formula):
        known = set(formula.names) <= FIGURES.keys()
        results = (number(formula, FIGURES), condition(formula, FIGURES)) if known else ()
        faults = [result for result in results if isinstance(result, Fault)]
        assert len(faults) >= 1 if results else not faults
    else:
        faults = [formula]
    for fault in faults:
        assert 0 <= fault.start <= len(text)
        assert fault.start + fault.length <= max(len(text), 1)
