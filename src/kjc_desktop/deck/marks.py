"""Finds in a model what its fields are marked as: text for people, or the name of something.

The marks stand in the annotations (`fields.py`), inside unions and tuples as well; each model is
looked at once, so that a deck of a thousand slides is walked in milliseconds.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from kjc_desktop.deck.fields import Ref, TextMark

Mark = TextMark | Ref
Marked = tuple[tuple[str | int, ...], Mark, str]
"""Path inside the model in the words of the file, the mark, the value."""


def marked(model: BaseModel) -> Iterator[Marked]:
    """Yield every marked text of a model and of the models in it, in the order of the fields."""
    for name, key, mark in _plan(type(model)):
        value = getattr(model, name)
        if value is not None:
            yield from _walk(value, mark, (key,))


def model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel]:
    """Return the model that describes the mapping at a path of keys, positions and class names."""
    current = [model]
    for step in path:
        inner = [
            each
            for candidate in current
            for name, field in candidate.model_fields.items()
            if step in (name, field.alias)
            for each in _models_in(field.annotation)
        ]
        named = [each for each in current if each.__name__ == step]
        current = inner or named or current
    return current[0]


def _walk(value: object, mark: Mark | None, path: tuple[str | int, ...]) -> Iterator[Marked]:
    if isinstance(value, BaseModel):
        for inner, found, text in marked(value):
            yield (*path, *inner), found, text
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _walk(item, mark, (*path, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, mark, (*path, key))
    elif isinstance(value, str) and mark is not None:
        yield path, mark, value


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Mark | None], ...]:
    """Return attribute, key and mark of the fields that hold marked texts or models."""
    found = []
    for name, field in model.model_fields.items():
        mark = _own_mark(field.metadata) or _mark_in(field.annotation)
        if mark is not None or _models_in(field.annotation):
            found.append((name, field.alias or name, mark))
    return tuple(found)


def _own_mark(metadata: Sequence[object]) -> Mark | None:
    return next((each for each in metadata if isinstance(each, Mark)), None)


def _mark_in(annotation: Any) -> Mark | None:  # noqa: ANN401 - an annotation is anything
    """Return the first mark inside an annotation; the texts of one field are all of one kind."""
    if get_origin(annotation) is Annotated:
        held, *metadata = get_args(annotation)
        return _own_mark(metadata) or _mark_in(held)
    inner = map(_mark_in, _inside(annotation))
    return next((each for each in inner if each is not None), None)


def _models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - see above
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for each in _inside(annotation) for model in _models_in(each)]


def _inside(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - see above
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[:1]
    if get_origin(annotation) in (tuple, dict, Union, UnionType):
        return tuple(each for each in get_args(annotation) if each not in (NoneType, Ellipsis))
    return ()
