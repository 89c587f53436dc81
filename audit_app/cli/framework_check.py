"""`ehcp-audit framework check`: says line by line what is wrong with a framework file."""

from audit_app.cli.call import DONE, FAULTS, Call
from audit_app.errors import one_line
from audit_app.services.frameworks import check_file


def run(call: Call) -> int:
    """Each problem on a line of its own on standard error, or one sentence that there is none."""
    path = call.asked.file
    problems = check_file(path)
    call.console.warn_all(one_line(str(problem)) for problem in problems)
    if problems:
        return FAULTS
    call.console.say(f"{path.name}: nothing is wrong with it.")
    return DONE
