"""The acts of a paragraph: its opener, further verbs at clause level, their strength, who, what, when."""

import re
from collections.abc import Iterator

from dispositif.engines.reading.addressees import mentions_in, spoken_to
from dispositif.engines.reading.deadlines import deadline_in, recurrence_in, report_in
from dispositif.engines.reading.lexicon import Lexicon, Opener, Trie
from dispositif.engines.reading.problem import Act, Deadline, Span
from dispositif.engines.reading.vocabulary import ACTS, DIRECTIVE, ENTITIES

_MODIFIERS = ("reiterated", "concern", "appreciation", "strong")
_ACTION_END = 700


class ActReader:
    """Reads the acts of one document: `organ` and `session` are the adopting body's.

    `whole` is all its folded text, whose operative part begins at `start`.
    """

    def __init__(self, lexicon: Lexicon, organ: str, session: int | None, whole: str, start: int) -> None:
        self.lexicon = lexicon
        self.organ = organ
        self.session = session
        self.mentions = mentions_in(lexicon, whole, start)
        self.told = self.mentions
        self.joint = lexicon.pattern("clause", "joint")
        self.relative = lexicon.pattern("clause", "relative")

    def operative(self, text: str, folded: str, at: int) -> tuple[Act, ...]:
        """The acts of an operative paragraph, `at` of the whole text; empty when no known verb opens it."""
        first = self.lexicon.opener(folded, 0, self.lexicon.says) if text[:1].isupper() else None
        if not first and not (first := self._late(text, folded)):
            return ()
        self.told = self.mentions.part(at, at + len(folded))
        openers = [first, *self._further(text, folded, first, self.lexicon.says)]
        ends = [one.start for one in openers[1:]] + [len(text)]
        return tuple(self._act(text, folded, one, end) for one, end in zip(openers, ends, strict=True))

    def preambular(self, text: str, folded: str, at: int) -> tuple[Act, ...]:
        """The stances of a preambular paragraph."""
        first = self.lexicon.opener(folded, 0, self.lexicon.opens)
        if not first:
            return ()
        openers = [first, *self._further(text, folded, first, self.lexicon.opens)]
        return tuple(self._stance(text, one) for one in openers)

    def _late(self, text: str, folded: str) -> Opener | None:
        """A verb behind an introduction: “In this regard and …, requests”; up to the first comma."""
        comma = folded.find(",", 0, 160)
        if comma < 0:
            return None
        at = comma + 1 + (folded[comma + 1 : comma + 2] == " ")
        return self.lexicon.opener(folded, at, self.lexicon.says)

    def _further(self, text: str, folded: str, first: Opener, trie: Trie) -> Iterator[Opener]:
        """Verbs behind a coordinator, at clause level and outside quotations."""
        quoted = self._quoted(text)
        last = first.end
        for joint in self.joint.finditer(folded, first.end):
            while quoted and quoted[-1][1] <= joint.start():
                quoted.pop()
            if joint.end() < last or (quoted and quoted[-1][0] < joint.start()):
                continue
            found = self.lexicon.opener(folded, joint.end(), trie)
            if found and self._stands(folded, joint, found, last):
                last = found.end
                yield found

    def _stands(self, folded: str, joint: re.Match[str], found: Opener, last: int) -> bool:
        """Whether a verb behind a coordinator speaks for the organ and not inside a relative clause."""
        comma, word = joint.group()[0] in ",;", joint.group().strip(" ,;")
        if not found.indicative:
            return (comma or bool(word)) and folded[found.end : found.end + 1] in (" ", "'")
        if found.act in DIRECTIVE:
            reach = spoken_to(self.lexicon, folded, found.end, len(folded), self.told)
            near = bool(reach.ids)
            if comma and word and near:
                return True
            return near and not (self._inside_relative(folded, last, joint.start()) and not comma)
        return comma and bool(word) and not self._inside_relative(folded, last, joint.start())

    def _inside_relative(self, folded: str, start: int, end: int) -> bool:
        return self.relative.search(folded, max(start, end - 120), end) is not None

    def _quoted(self, text: str) -> list[Span]:
        """Quotations, the last one first; one inside another counts with it."""
        spans: list[Span] = []
        for pair in self.lexicon.raw["clause"]["quotes"]:
            left = text.find(pair[0])
            while left >= 0 and (right := text.find(pair[1], left + 1)) >= 0:
                spans.append((left, right))
                left = text.find(pair[0], right + 1)
        spans.sort()
        return _joined(spans)[::-1]

    def _stance(self, text: str, found: Opener) -> Act:
        return Act(
            verb=text[found.start : found.end],
            act=found.act,
            strength=0,
            strength_range=(0, 0),
            start=found.start,
            end=found.end,
            rule="act.participle",
            confidence=1.0 if found.wording.split()[0] != "ayant" else 0.9,
            modifier=_modifier(found),
        )

    def _act(self, text: str, folded: str, found: Opener, end: int) -> Act:
        if found.act in DIRECTIVE:
            return self._directive(text, folded, found, end)
        strength = ACTS[found.act][0]
        action = _shown(text[found.end : end])
        agenda = found.act in ("decide", "extend")
        return Act(
            verb=text[found.start : found.end],
            act=found.act,
            strength=strength,
            strength_range=(strength, strength),
            start=found.start,
            end=found.end,
            rule=_rule(found),
            confidence=_confidence(found),
            modifier=_modifier(found),
            actions=(action,) if action else (),
            deadline=self._when(text, folded, found.end, end) if agenda else None,
        )

    def _directive(self, text: str, folded: str, found: Opener, end: int) -> Act:
        spoken = spoken_to(self.lexicon, folded, found.end, end, self.told)
        part, low = text[found.end : end], folded[found.end : end]
        name, strength, reach, rule = self._weighed(found, spoken.ids, low)
        return Act(
            verb=text[found.start : found.end],
            act=name,
            strength=strength,
            strength_range=reach,
            start=found.start,
            end=found.end,
            rule=rule,
            confidence=_confidence(found),
            modifier=_modifier(found),
            addressees=spoken.ids,
            addressee_text=_shown(text[spoken.start : spoken.end]) if spoken.ids else "",
            actions=tuple(_actions(self.lexicon, text, folded, spoken.action, end)),
            deadline=self._when(text, folded, found.end, end),
            recurrence=recurrence_in(self.lexicon, part, low),
            report=report_in(self.lexicon, part, low, self.organ),
        )

    def _when(self, text: str, folded: str, start: int, end: int) -> Deadline | None:
        return deadline_in(self.lexicon, text[start:end], folded[start:end], self.organ, self.session)

    def _weighed(self, found: Opener, ids: tuple[str, ...], folded: str) -> tuple[str, int, Span, str]:
        """Act, strength and its range as a function of verb, adverb and addressee class; by which rule."""
        name, rule, strength = found.act, _rule(found), ACTS[found.act][0]
        low = high = strength
        if weight := self.lexicon.weights.get(found.wording):
            (low, high), rule = weight["range"], "act.weighed"
            strength, name = weight["strength"], weight["act"]
            if "entity" in weight and ENTITIES & set(ids):
                strength, name = weight["entity"]["strength"], weight["entity"]["act"]
        if self._softened(folded):
            low = max(low - 1, 1)
        return name, strength, (low, max(high, strength)), rule

    def _softened(self, folded: str) -> bool:
        words = self.lexicon.raw["softeners"]["words"]
        return self.lexicon.seek("softeners!", folded, lambda: map(re.escape, words), 0, 300) is not None


def _joined(spans: list[Span]) -> list[Span]:
    """Sorted spans with those that overlap made one."""
    made: list[Span] = []
    for span in spans:
        if made and span[0] < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], span[1]))
        else:
            made.append(span)
    return made


def _rule(found: Opener) -> str:
    return "act.verb" if found.start == 0 else "act.further_verb"


def _confidence(found: Opener) -> float:
    return 1.0 if found.start == 0 else 0.85


def _modifier(found: Opener) -> str:
    return next((kind for kind in _MODIFIERS if kind in found.adverbs), "")


def _actions(lexicon: Lexicon, text: str, folded: str, start: int, end: int) -> Iterator[str]:
    """What is asked for, one entry for each infinitive that repeats the first one's preposition."""
    if start >= end:
        return
    starts = [start]
    lead = folded[start : start + 3].split(" ", maxsplit=1)[0].split("'", maxsplit=1)[0]
    joint = lexicon.compiled(f"actions!{lead}", lambda: rf"(?:,| et| and|, et|, and) (?={re.escape(lead)}\b)")
    for match in joint.finditer(folded, start, end):
        if lexicon.pattern("clause", "action").match(folded, match.end() - 1):
            starts.append(match.end())
    for left, right in zip(starts, [*starts[1:], end], strict=True):
        shown = _shown(text[left:right])
        if shown:
            yield shown


def _shown(text: str) -> str:
    """A stretch without the signs and coordinators at its ends, shortened to be read at a glance."""
    bare = text.strip(" ,;:.")
    for joint in (" et", " and"):
        bare = bare.removesuffix(joint).rstrip(" ,;:.")
    return bare if len(bare) <= _ACTION_END else bare[: _ACTION_END - 1] + "…"
