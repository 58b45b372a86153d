"""A small pattern grammar: rules are values, matching is memoised recursive descent that yields every reading.

A pattern is words: `halb {hour}` is a literal and a reference, `um|gegen` one of several words, `[uhr]` may be missing,
`!tage|{unit}` must not follow, `&{day}` must. A rule's `build` gets what the references matched, in order (None for a
missing optional one),
and may refuse by returning None.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.spoken.times.tokens import Kind, Token

Terminal = Callable[[Token], object | None]
Matches = tuple[tuple[int, object], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    patterns: tuple[str, ...]
    build: Callable[..., object | None]


@dataclass(frozen=True, slots=True)
class _Words:
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Ref:
    name: str


@dataclass(frozen=True, slots=True)
class _Optional:
    inner: tuple["_Node", ...]
    captures: int


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What must (`wanted`) or must not follow, without being taken."""

    words: frozenset[str]
    refs: tuple[str, ...]
    wanted: bool


_Node = _Words | _Ref | _Optional | _Ahead


def _compile(pattern: str, spell: Callable[[str], str]) -> tuple[_Node, ...]:
    pieces = pattern.replace("[", " [ ").replace("]", " ] ").split()
    stack: list[list[_Node]] = [[]]
    for piece in pieces:
        if piece == "[":
            stack.append([])
        elif piece == "]":
            inner = tuple(stack.pop())
            stack[-1].append(_Optional(inner, _captures(inner)))
        elif piece[0] in "!&":
            options = piece[1:].split("|")
            refs = tuple(option[1:-1] for option in options if option.startswith("{"))
            words = frozenset(spell(option) for option in options if not option.startswith("{"))
            stack[-1].append(_Ahead(words, refs, wanted=piece[0] == "&"))
        elif piece.startswith("{"):
            stack[-1].append(_Ref(piece[1:-1]))
        else:
            stack[-1].append(_Words(frozenset(spell(word) for word in piece.split("|"))))
    if len(stack) != 1:
        raise ValueError(f"unbalanced brackets: {pattern}")
    return tuple(stack[0])


def _captures(nodes: Iterable[_Node]) -> int:
    return sum(1 if isinstance(node, _Ref) else node.captures if isinstance(node, _Optional) else 0 for node in nodes)


class Grammar:
    def __init__(self, rules: Iterable[Rule], terminals: Mapping[str, Terminal], spell: Callable[[str], str]) -> None:
        self._terminals = dict(terminals)
        self._rules: dict[str, list[tuple[tuple[_Node, ...], Callable[..., Any]]]] = {}
        self.vocabulary: set[str] = set()
        for rule in rules:
            for pattern in rule.patterns:
                nodes = _compile(pattern, spell)
                self._rules.setdefault(rule.name, []).append((nodes, rule.build))
                self._learn(nodes)
        for name in {ref for alternatives in self._rules.values() for nodes, _ in alternatives for ref in _refs(nodes)}:
            if name not in self._rules and name not in self._terminals:
                raise ValueError(f"no rule for {{{name}}}")

    def builders(self) -> Iterable[tuple[int, Callable[..., object | None]]]:
        """How many values each rule's `build` gets, for checking the tables."""
        return [(_captures(nodes), build) for alternatives in self._rules.values() for nodes, build in alternatives]

    def _learn(self, nodes: Iterable[_Node]) -> None:
        for node in nodes:
            if isinstance(node, _Words | _Ahead):
                self.vocabulary |= node.words
            elif isinstance(node, _Optional):
                self._learn(node.inner)

    def match(self, name: str, tokens: tuple[Token, ...], at: int, memo: dict[tuple[str, int], Matches]) -> Matches:
        """Every (end, value) of `name` starting at token `at`, rules in the order of the table."""
        key = (name, at)
        if key in memo:
            return memo[key]
        memo[key] = ()  # a rule that begins with itself finds nothing, instead of never ending
        if name in self._terminals:
            value = self._terminals[name](tokens[at]) if at < len(tokens) else None
            memo[key] = () if value is None else ((at + 1, value),)
            return memo[key]
        found: list[tuple[int, object]] = []
        for nodes, build in self._rules[name]:
            for end, captured in self._sequence(nodes, 0, tokens, at, memo):
                value = build(*captured)
                if value is not None:
                    found.append((end, value))
        memo[key] = tuple(found)
        return memo[key]

    def _sequence(
        self,
        nodes: tuple[_Node, ...],
        index: int,
        tokens: tuple[Token, ...],
        at: int,
        memo: dict[tuple[str, int], Matches],
    ) -> Iterable[tuple[int, tuple[object, ...]]]:
        if index == len(nodes):
            yield at, ()
            return
        node = nodes[index]
        steps: Iterable[tuple[int, tuple[object, ...]]]
        match node:
            case _Words(words=words):
                fits = at < len(tokens) and tokens[at].kind is not Kind.STOP and tokens[at].word in words
                steps = [(at + 1, ())] if fits else []
            case _Ref(name=name):
                steps = [(end, (value,)) for end, value in self.match(name, tokens, at, memo)]
            case _Optional(inner=inner, captures=captures):
                steps = [*self._sequence(inner, 0, tokens, at, memo), (at, (None,) * captures)]
            case _Ahead(words=words, refs=refs, wanted=wanted):
                hit = at < len(tokens) and tokens[at].kind is not Kind.STOP and tokens[at].word in words
                hit = hit or any(self.match(ref, tokens, at, memo) for ref in refs)
                steps = [(at, ())] if hit == wanted else []
        for end, captured in steps:
            for final, rest in self._sequence(nodes, index + 1, tokens, end, memo):
                yield final, (*captured, *rest)


def _refs(nodes: Iterable[_Node]) -> set[str]:
    refs: set[str] = set()
    for node in nodes:
        if isinstance(node, _Ref):
            refs.add(node.name)
        elif isinstance(node, _Ahead):
            refs |= set(node.refs)
        elif isinstance(node, _Optional):
            refs |= _refs(node.inner)
    return refs
