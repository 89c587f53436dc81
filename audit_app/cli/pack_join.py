"""`ehcp-audit pack join`: makes somebody's own workspace from the invitation they were sent."""

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.domain.problems import AppError
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import look
from audit_app.files import read_bounded, sentence
from audit_app.services.member.joining import join

CODE_VARIABLE = "EHCP_AUDIT_PACK_CODE"


def run(call: Call) -> int:
    """Print the folder of the workspace; the passphrase is a new one."""
    asked = call.asked
    data = read_bounded(asked.file, LARGEST_PACK)
    look(data)  # what is no pack is told before anything is asked
    code, passphrase = _code(call), passphrases.founding(call)
    try:
        asked.dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError(sentence(error, asked.dir)) from error
    with join(asked.dir, data, code, passphrase, call.compose().means, beside=asked.beside) as workspace:
        call.console.say(str(workspace.folder))
    return DONE


def _code(call: Call) -> str:
    """The six words: from a file, from the environment, or typed."""
    found = passphrases.given(call.asked.code_file, CODE_VARIABLE)
    if found is not None:
        return found
    if not call.console.may_ask:
        raise WrongUse("There are no six words, and without a terminal nothing is asked. Give --code-file FILE.")
    try:
        return call.console.ask("The six words that you were told: ")
    except EOFError:
        raise WrongUse("Nothing was typed. Start again and type the six words.") from None
