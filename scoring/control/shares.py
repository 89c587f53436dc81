"""When a chart of shares (p-chart) can signal at all; with six plans a week it cannot."""


def can_signal_both_ways(p: float, n: float) -> bool:
    """Whether three-sigma limits of a share p (0 to 1, both excluded) of n lie inside 0 and 1, so that both can signal.

    The lower limit needs n > 9(1 − p)/p, the upper one n > 9p/(1 − p). False for a share of 0 or 1.
    """
    if not 0 < p < 1:
        return False
    return n > 9 * (1 - p) / p and n > 9 * p / (1 - p)
