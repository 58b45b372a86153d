"""A small pattern grammar: rules are values, matching is memoised recursive descent that yields every reading.

A pattern is words: `halb {hour}` is a literal and a reference, `um|gegen` one of several words, `[uhr]` may be missing,
`!tage|{unit}` must not follow, `&{day}` must. A rule's `build` gets what the references matched, in order (None for a
missing optional one),
and may refuse by returning None.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Start:
    """What a run of nodes can begin with; `anything` when it may take no token at all."""

    words: frozenset[str] = frozenset()
    terminals: frozenset[str] = frozenset()
    anything: bool = False

    def __or__(self, other: "_Start") -> "_Start":
        return _Start(
            self.words | other.words, self.terminals | other.terminals, anything=self.anything or other.anything
        )

    def fits(self, word: str | None, terminals: frozenset[str]) -> bool:
        return self.anything or word in self.words or not self.terminals.isdisjoint(terminals)


@dataclass(frozen=True, slots=True)
class _Alternative:
    nodes: tuple[_Node, ...]
    build: Callable[..., Any]
    start: _Start


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
        self.vocabulary: set[str] = set()
        compiled: dict[str, list[tuple[tuple[_Node, ...], Callable[..., Any]]]] = {}
        for rule in rules:
            for pattern in rule.patterns:
                nodes = _compile(pattern, spell)
                compiled.setdefault(rule.name, []).append((nodes, rule.build))
                self._learn(nodes)
        for name in {ref for alternatives in compiled.values() for nodes, _ in alternatives for ref in _refs(nodes)}:
            if name not in compiled and name not in self._terminals:
                raise ValueError(f"no rule for {{{name}}}")
        self._starts = _starts({name: [one for one, _ in found] for name, found in compiled.items()}, self._terminals)
        self._rules = {
            name: [_Alternative(nodes, build, _start(nodes, self._starts)) for nodes, build in found]
            for name, found in compiled.items()
        }

    def builders(self) -> Iterable[tuple[int, Callable[..., object | None]]]:
        """How many values each rule's `build` gets, for checking the tables."""
        return [(_captures(one.nodes), one.build) for alternatives in self._rules.values() for one in alternatives]

    def _learn(self, nodes: Iterable[_Node]) -> None:
        for node in nodes:
            if isinstance(node, _Words | _Ahead):
                self.vocabulary |= node.words
            elif isinstance(node, _Optional):
                self._learn(node.inner)

    def over(self, tokens: tuple[Token, ...]) -> "Parse":
        return Parse(tokens, self._rules, self._terminals, self._starts)


class Parse:
    """What the rules find in these tokens, each looked for once at each place."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        rules: Mapping[str, Sequence[_Alternative]],
        terminals: Mapping[str, Terminal],
        starts: Mapping[str, _Start],
    ) -> None:
        self.tokens = tokens
        self._rules, self._terminals, self._starts = rules, terminals, starts
        self._found: dict[tuple[str, int], Matches] = {}
        self._begins: dict[int, tuple[str | None, frozenset[str]]] = {}

    def match(self, name: str, at: int) -> Matches:
        """Every (end, value) of `name` starting at token `at`, rules in the order of the table."""
        key = (name, at)
        if key not in self._found:
            self._found[key] = ()  # a rule that begins with itself finds nothing, instead of never ending
            self._found[key] = self._terminal(name, at) if name in self._terminals else tuple(self._rule(name, at))
        return self._found[key]

    def _terminal(self, name: str, at: int) -> Matches:
        value = self._terminals[name](self.tokens[at]) if at < len(self.tokens) else None
        return () if value is None else ((at + 1, value),)

    def _rule(self, name: str, at: int) -> Iterable[tuple[int, object]]:
        word, terminals = self._begin(at)
        if not self._starts[name].fits(word, terminals):
            return
        for one in self._rules[name]:
            if one.start.fits(word, terminals):
                for end, captured in self._sequence(one.nodes, 0, at):
                    value = one.build(*captured)
                    if value is not None:
                        yield end, value

    def _begin(self, at: int) -> tuple[str | None, frozenset[str]]:
        """The word that stands here, and the terminals that take it."""
        if at not in self._begins:
            terminals = frozenset(name for name in self._terminals if self.match(name, at))
            self._begins[at] = (self._word(at), terminals)
        return self._begins[at]

    def _word(self, at: int) -> str | None:
        return self.tokens[at].word if at < len(self.tokens) and self.tokens[at].kind is not Kind.STOP else None

    def _sequence(self, nodes: tuple[_Node, ...], index: int, at: int) -> Iterable[tuple[int, tuple[object, ...]]]:
        if index == len(nodes):
            yield at, ()
            return
        node = nodes[index]
        steps: Iterable[tuple[int, tuple[object, ...]]]
        match node:
            case _Words(words=words):
                steps = [(at + 1, ())] if self._word(at) in words else []
            case _Ref(name=name):
                steps = [(end, (value,)) for end, value in self.match(name, at)]
            case _Optional(inner=inner, captures=captures):
                steps = [*self._sequence(inner, 0, at), (at, (None,) * captures)]
            case _Ahead(words=words, refs=refs, wanted=wanted):
                hit = self._word(at) in words or any(self.match(ref, at) for ref in refs)
                steps = [(at, ())] if hit == wanted else []
        for end, captured in steps:
            for final, rest in self._sequence(nodes, index + 1, end):
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


def _starts(rules: Mapping[str, Sequence[tuple[_Node, ...]]], terminals: Iterable[str]) -> dict[str, _Start]:
    """What each rule can begin with: grown until nothing is added, since rules begin with each other."""
    known = {name: _Start(terminals=frozenset({name})) for name in terminals} | {name: _Start() for name in rules}
    grows = True
    while grows:
        grows = False
        for name, alternatives in rules.items():
            start = known[name]
            for nodes in alternatives:
                start |= _start(nodes, known)
            grows = grows or start != known[name]
            known[name] = start
    return known


def _start(nodes: Iterable[_Node], known: Mapping[str, _Start]) -> _Start:
    found = _Start()
    for node in nodes:
        match node:
            case _Words(words=words):
                return found | _Start(words)
            case _Ref(name=name):
                found |= replace(known[name], anything=False)
                if not known[name].anything:
                    return found
            case _Optional(inner=inner):
                found |= replace(_start(inner, known), anything=False)
            case _Ahead():
                pass  # takes nothing
    return found | _Start(anything=True)
