"""The columns of the table that a model was made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Tuple

import numpy as np


@dataclass(frozen=True)
class Column:
    """A column as the shell scaled it: (value - offset) · factor in double precision."""

    title: str
    scaling: str
    """`standard`, `minmax`, `robust`, `log1p` or `none`."""
    offset: float
    factor: float
    mean: float
    """The mean of the rows to train on, which stands for a missing number."""
    levels: Tuple[str, ...] = ()
    """The levels of a category; none for numbers."""
    shares: Tuple[float, ...] = ()
    """The share of each level, which stands for a missing one."""

    @staticmethod
    def parse(text: str) -> "Column":
        """A column as files write it: fields between tabs."""
        fields = text.split("\t")
        numbers = [float(field) for field in fields[2:10]]
        levels = tuple(unescaped(field) for field in fields[10::2])
        shares = tuple(float(field) for field in fields[11::2])
        return Column(unescaped(fields[0]), fields[1], numbers[0], numbers[1], numbers[4], levels, shares)

    @property
    def width(self) -> int:
        """How many numbers it gives an observation."""
        return len(self.levels) or 1

    def observed(self, values: Any) -> np.ndarray:
        """What the model observes of values in the column's unit, N × its width; None and NaN are missing."""
        if self.levels:
            return self._one_hot(np.asarray(values, object))
        numbers = np.asarray(values, np.float64)
        numbers = np.where(np.isnan(numbers), self.mean, numbers)
        if self.scaling == "log1p":
            numbers = np.log1p(numbers)
        elif self.scaling != "none":
            numbers = (numbers - self.offset) * self.factor
        if self.scaling == "minmax":
            numbers = np.clip(numbers, 0, 1)
        return numbers.astype(np.float32)[:, None]

    def original(self, observed: np.ndarray) -> np.ndarray:
        """Numbers in the column's unit, N, of what the model observes, N × its width; of a category, the likeliest level."""
        if self.levels:
            return np.array(self.levels, object)[observed.argmax(axis=1)]
        numbers = observed[:, 0].astype(np.float64)
        if self.scaling == "none":
            return numbers
        if self.scaling == "log1p":
            return np.expm1(numbers)
        return numbers / self.factor + self.offset if self.factor else np.full(len(numbers), self.offset)

    def _one_hot(self, values: np.ndarray) -> np.ndarray:
        places = {level: place for place, level in enumerate(self.levels)}
        rows = np.zeros((len(values), self.width), np.float32)
        for row, value in zip(rows, values):
            if value is None or value != value:
                row[:] = self.shares
            elif str(value) in places:
                row[places[str(value)]] = 1
            else:
                raise ValueError(f"the column '{self.title}' has '{value}', and the model knows {', '.join(self.levels)}")
        return rows


def parse(text: str) -> Tuple[Column, ...]:
    """The columns that a file tells of, one a line."""
    return tuple(Column.parse(line) for line in text.split("\n")) if text else ()


def observed(columns: Tuple[Column, ...], table: Any) -> np.ndarray:
    """What the model observes of a table of pandas; its columns may stand in any order, beside others."""
    lacking = [column.title for column in columns if column.title not in table.columns]
    if lacking:
        raise ValueError(f"the table lacks the columns {', '.join(lacking)}")
    return np.concatenate([column.observed(table[column.title]) for column in columns], axis=1)


def originals(columns: Tuple[Column, ...], rows: np.ndarray) -> Dict[str, np.ndarray]:
    """The columns in their own units, by title."""
    ends: List[int] = np.cumsum([column.width for column in columns]).tolist()
    return {
        column.title: column.original(rows[:, end - column.width : end]) for column, end in zip(columns, ends)
    }


def unescaped(text: str) -> str:
    escapes = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    result, place = "", 0
    while place < len(text):
        pair = text[place : place + 2]
        result += escapes.get(pair, text[place])
        place += 2 if pair in escapes else 1
    return result
