"""Why a pack is refused: a class for each reason, each with what happened and the next step; none names a plan."""

from audit_app.domain.problems import AppError

_NOTHING = "Nothing was taken in."


class PackRefused(AppError):
    """A pack was not taken in; nothing was changed."""


class NotAPack(PackRefused):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(f"This file is not a pack. {_NOTHING} Choose a file whose name ends in .ehcppack.")


class CutShort(PackRefused):
    """The file ends before the pack does."""

    def __init__(self) -> None:
        super().__init__(
            f"This pack is cut short: the end of the file is missing. {_NOTHING} "
            "Copy it again, or ask its sender to send it again."
        )


class Altered(PackRefused):
    """The bytes are not those that the sender signed or sealed; `part` says where, without any of its content."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"This pack was altered or damaged on its way: {part}. {_NOTHING} Ask its sender for it again."
        )


class NotForYou(PackRefused):
    """The pack is not locked to these keys."""

    def __init__(self, why: str = "it is addressed to somebody else") -> None:
        super().__init__(
            f"This pack cannot be opened here: {why}. {_NOTHING} "
            "Choose the pack that was made for you, or ask its sender for one."
        )


class NewerPack(PackRefused):
    """A later version of the app made the pack."""

    def __init__(self) -> None:
        super().__init__(
            f"This pack was made by a newer version of the app, which this version cannot read. {_NOTHING} "
            "Install the newer version and open the pack again."
        )


class TooLarge(PackRefused):
    """The pack, or what is in it, goes beyond what a pack may hold; `what` says which limit."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This pack is too large: {what}. {_NOTHING} Ask for it in smaller parts.")


class TooLargeToSend(TooLarge):
    """What was to be packed goes beyond what a pack may hold; no pack was made."""

    def __init__(self, what: str) -> None:
        AppError.__init__(
            self,
            f"This is too much for one pack: {what}. Nothing was made. Send less at a time: fewer plans or documents.",
        )


class WrongCode(PackRefused):
    """The six words are those of another pack."""

    def __init__(self) -> None:
        super().__init__(
            f"These six words do not open this pack. {_NOTHING} "
            "Read them back to whoever told you them; each pack has words of its own."
        )
