"""The examples and public facts, loaded through actions only; loading them again adds nothing."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

from dispositif.demo import accounts
from dispositif.documents import actions
from dispositif.documents.models import Document
from dispositif.documents.preview import preview
from dispositif.documents.rules import Part
from dispositif.files import actions as attachments
from dispositif.instruments.actions import facts as treaties
from dispositif.instruments.actions import session as conferences
from dispositif.kernel.refusal import phrase
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions as mandates
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.proposals import proposals
from dispositif.mandates.rules import Kind
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world import actions as world

SOURCE = phrase("yearly list of resolutions of this title; the extract read gives no date")
"""Where the adoption date of A/RES/61/181 comes from."""
KNOWN, ANSWER = "A/RES/61/181", "A/62/126"
"""The resolution without its text, and the report that probably answers it: no source read confirms that."""
EXAMPLES = ("model-resolution.fr.txt", "model-resolution.en.txt")


def load(*, by: Person, on: date, say: Callable[[str], None]) -> None:
    """Participants and organs, demo accounts, A/RES/61/181 without its text, the model resolution."""
    say("States and organs")
    world.load_facts(by=by.as_party(), on=on)
    say("treaties and who had joined them")
    treaties.load_instruments(by=by.as_party(), on=on)
    treaties.load_registers(by=by, on=on)
    say("sessions of the Conferences and the Commission")
    conferences.load_sessions(by=by.as_party(), on=on)
    say("demo accounts")
    accounts.enrol(by=by, on=on)
    say("A/RES/61/181: nine paragraphs, text not held")
    _known_resolution(by=by, on=on)
    for name in EXAMPLES:
        say(name)
        _example(name, by=by, on=on)
    say("A/RES/61/181: its mandates, and the report that probably answers paragraph 9")
    _register(by=by, on=on)


def _register(*, by: Person, on: date) -> None:
    """What the rule proposes of A/RES/61/181, unless somebody has begun; the model is left to try."""
    document = Document.objects.get(symbol=KNOWN)
    if Mandate.objects.filter(provision__document=document).exists():
        return
    chosen = [(one.provision, Kind(one.proposal)) for one in proposals(document) if one.open]
    for mandate in mandates.register_all(chosen=chosen, by=by, on=on):
        if mandate.asks_report:
            mandates.name_report(symbol=Symbol.parse(ANSWER), request=mandate, by=by, on=on)


def _example(name: str, *, by: Person, on: date) -> None:
    content = files("dispositif.demo").joinpath("examples", name).read_bytes()
    found = preview(content=content, name=name)
    if found.writes:
        attachment = attachments.store(content=content, name=name, by=by, on=on)
        actions.write(found=found, attachment=attachment, by=by, on=on)
    elif found.refusal is not None:
        raise found.refusal


def _known_resolution(*, by: Person, on: date) -> None:
    known = tomllib.loads(files("dispositif.demo").joinpath("a_res_61_181.toml").read_text(encoding="utf-8"))
    if Document.objects.filter(symbol=known["symbol"]).exists():
        return
    document = actions.register(
        symbol=Symbol.parse(known["symbol"]),
        titles=known["titles"],
        adopted_on=known["adopted_on"],
        adopted_source=SOURCE,
        adopted_verified=known["adopted_verified"],
        by=by,
        on=on,
    )
    for part in (Part.PREAMBULAR, Part.OPERATIVE):
        for number, paragraph in enumerate(known[part], 1):
            _paragraph(document, part, number, paragraph, known, on)
    trail.record(
        what="documents.facts_stated",
        about=document.as_party(),
        by=by.as_party(),
        content={"source": known["symbol"], "paragraphs": len(known["preambular"]) + len(known["operative"])},
    )


def _paragraph(
    document: Document, part: Part, number: int, paragraph: dict[str, Any], known: dict[str, Any], on: date
) -> None:
    """The paragraph's citations at act 0, then each of its acts."""
    where = f"{part} paragraph {number}"
    facts = [{"citations": paragraph["cites"]}, *paragraph["acts"]]
    place = number if part is Part.PREAMBULAR else len(known["preambular"]) + number
    for act, said in enumerate(facts):
        actions.state_facts(
            document=document,
            part=part,
            path=str(number),
            act=act,
            place=place,
            facts=said,
            source=known["source"] % {"where": where},
            verified=True,
            on=on,
        )
