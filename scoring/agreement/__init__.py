"""How far auditors agree: shares of agreeing pairs, Krippendorff's alpha, Gwet's AC2, weighted kappa, signed gaps.

Others may use what is named here. Works on numeric scores; what an NA or NE means is not known here: it is missing.
"""

from scoring.agreement.between import Between, BetweenIntervals, MeanGap, between, between_bootstrap
from scoring.agreement.bootstrap import AgreementIntervals, bootstrap, share_bootstrap
from scoring.agreement.coefficients import (
    MINIMUM_PAIRABLE,
    MINIMUM_PLANS,
    Coefficient,
    Metric,
    Share,
    ac2_quadratic,
    alpha,
    exact,
    publishable,
    reading,
    within_one,
)
from scoring.agreement.pairs import Gap, agency_gaps, pair_gaps, weighted_kappa
from scoring.agreement.ratings import SCALE, PlanSums, Tally, Unit, absent_raters, tally, tally_counts
from scoring.agreement.resampling import REPLICATES

__all__ = [
    "MINIMUM_PAIRABLE",
    "MINIMUM_PLANS",
    "REPLICATES",
    "SCALE",
    "AgreementIntervals",
    "Between",
    "BetweenIntervals",
    "Coefficient",
    "Gap",
    "MeanGap",
    "Metric",
    "PlanSums",
    "Share",
    "Tally",
    "Unit",
    "absent_raters",
    "ac2_quadratic",
    "agency_gaps",
    "alpha",
    "between",
    "between_bootstrap",
    "bootstrap",
    "exact",
    "pair_gaps",
    "publishable",
    "reading",
    "share_bootstrap",
    "tally",
    "tally_counts",
    "weighted_kappa",
    "within_one",
]
