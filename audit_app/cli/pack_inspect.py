"""`ehcp-audit pack inspect`: what stands outside on a pack, in words; it opens nothing and needs no keys."""

from collections.abc import Iterator
from datetime import date

from audit_app.cli.call import DONE, Call
from audit_app.domain.counting import counted
from audit_app.exchange.header import Header, Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import look
from audit_app.files import read_bounded

ABOUT = {
    Kind.INVITE: "an invitation",
    Kind.ASSIGN: "plans to score, for a member",
    Kind.CUSTODY: "a half of a round's key, for a keyholder",
    Kind.RETURN: "what a member sends back",
    Kind.HELLO: "the keys of an invited keyholder",
    Kind.ASK: "a request to a keyholder to release their half",
    Kind.RELEASE: "a keyholder's half, for the chair",
    Kind.RESULT: "the result of a round, for a member",
    Kind.CHANGES: "changes of a copy of the workspace",
}
_KNOWN = "Its signature is right. Whether its sender is whom they say is checked when it is taken in."


def run(call: Call) -> int:
    """Print it, or the reason why it would be refused wherever it is opened."""
    header = look(read_bounded(call.asked.file, LARGEST_PACK))
    if call.asked.json:
        call.console.say_json(_document(header))
        return DONE
    for line in _lines(header):
        call.console.say(line)
    call.console.warn(_KNOWN)
    return DONE


def _lines(header: Header) -> Iterator[str]:
    on = date.fromisoformat(header.made_on)
    people = ", ".join(header.recipients)
    yield f"What:       {header.kind}, {ABOUT[header.kind]}"
    yield f"From:       {header.sender.name} ({header.sender.person})"
    yield "For:        whoever knows its six words" if header.code else f"For:        {people}"
    yield f"Workspace:  {header.workspace}"
    if header.round:
        yield f"Round:      {header.round}"
    yield f"Made on:    {on:%d/%m/%Y}, number {header.number:,}"
    for writer, (first, last) in header.ranges.items():
        yield f"Changes:    {first:,} to {last:,} of {writer}"
    yield f"Size:       {counted(header.sizes.body, 'byte')}, {header.sizes.inflated:,} unpacked"
    yield f"Digest:     {header.digest}"


def _document(header: Header) -> dict[str, object]:
    sender = header.sender
    return {
        "format": header.format,
        "kind": header.kind.value,
        "workspace": header.workspace,
        "round": header.round or None,
        "number": header.number,
        "made_on": header.made_on,
        "sender": {
            "person": sender.person,
            "name": sender.name,
            "box_key": sender.box_key.hex(),
            "sign_key": sender.sign_key.hex(),
        },
        "recipients": list(header.recipients),
        "has_code": header.code is not None,
        "ranges": {writer: list(reach) for writer, reach in header.ranges.items()},
        "sizes": {"body": header.sizes.body, "inflated": header.sizes.inflated},
        "digest": header.digest,
    }
