"""`ehcp-audit sample`: draws plans to audit, so that anybody can repeat it."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.draw_design import design_of
from audit_app.services.samples.sampling import Sampled, sample
from audit_app.store.log.people_log import people
from audit_app.store.read_draws import HeldPlace


def run(call: Call) -> int:
    """Print the drawn plans and the reserve; the same words on the same register give the same plans."""
    asked = call.asked
    design = design_of(asked.stratify, asked.quota, asked.exclude, asked.weight)
    with opened(call) as workspace:
        drawn = sample(
            workspace,
            cycle=asked.cycle,
            size=asked.size,
            seed=asked.seed,
            on=asked.on,
            months=asked.months,
            design=design,
        )
        names = {id_: person.name for id_, person in people(workspace.conn).items()}
        workspace.note_access("read", f"draw {drawn.draw_id}")
    if asked.json:
        call.console.say_json(_document(drawn, names))
    else:
        _say(call, drawn, names)
    return DONE


def _say(call: Call, drawn: Sampled, names: dict[str, str]) -> None:
    for place in drawn.plans:
        call.console.say(
            f"{place.number}  {place.plan_ref}  {_name(place, names)}, due {place.due}{_more(place, drawn)}"
        )
    for place in drawn.reserve:
        call.console.say(f"reserve  {place.plan_ref}{_more(place, drawn)}")
    for name, made in drawn.design.get("strata", []):
        how = "by quota" if made["by_quota"] else "by its size"
        call.console.warn(f"{name}: {made['drawn']} of {made['places']} {how}, from {made['plans']:,}.")
    call.console.warn(f"Drawn from {drawn.frame_size:,} plans; frame {drawn.frame_hash}.")
    for reason, number in drawn.excluded.items():
        if number:
            call.console.warn(f"Left out as {reason.replace('_', ' ')}: {number:,}.")
    if drawn.note:
        call.console.warn(drawn.note)
    if not drawn.is_new:
        call.console.warn("This draw was recorded before; nothing was written.")


def _more(place: HeldPlace, drawn: Sampled) -> str:
    """Its stratum, and which review or report of the plan is audited, where the draw has these."""
    paper = drawn.papers.get(place.number)
    parts = (place.stratum, paper.words if paper is not None else "")
    return "".join(f", {part}" for part in parts if part)


def _name(place: HeldPlace, names: dict[str, str]) -> str:
    return names.get(place.assigned_to, "nobody")


def _document(drawn: Sampled, names: dict[str, str]) -> dict[str, object]:
    return {
        "draw": drawn.draw_id,
        "cycle": drawn.cycle.value,
        "on": drawn.on.isoformat(),
        "seed": drawn.seed,
        "size": drawn.size,
        "months": drawn.months,
        "plans": [
            {
                "plan_ref": place.plan_ref,
                "number": place.number,
                "chance": place.chance,
                "assigned_to": names.get(place.assigned_to),
                "due": place.due or None,
                **_of_design(place, drawn),
            }
            for place in drawn.plans
        ],
        "reserve": [{"plan_ref": place.plan_ref, **_of_design(place, drawn)} for place in drawn.reserve],
        "frame": {"size": drawn.frame_size, "hash": drawn.frame_hash},
        "start": str(drawn.start),
        "weight_sum": str(drawn.weight_sum),
        "excluded": dict(drawn.excluded),
        "notes": [drawn.note] if drawn.note else [],
        "recorded_before": not drawn.is_new,
        **({"design": dict(drawn.design)} if drawn.design else {}),
    }


def _of_design(place: HeldPlace, drawn: Sampled) -> dict[str, object]:
    """What a place of a draw with a design, or about reviews or reports, has besides."""
    of_design = {"stratum": place.stratum, "weight": place.weight, "chance": place.chance} if drawn.design else {}
    paper = drawn.papers.get(place.number)
    return {**of_design, "paper": {**paper.plain(), "words": paper.words}} if paper is not None else of_design
