"""Sample-size arithmetic before there are data: planning aids, not findings.

All take themes for things that are there or not, found whenever they are voiced, in interviews drawn at random;
whether that suits qualitative work is disputed (Braun & Clarke 2016).

References
----------
Fugard & Potts (2015), International Journal of Social Research Methodology 18, 669-684.
https://doi.org/10.1080/13645579.2015.1005453
Galvin (2015), Journal of Building Engineering 1, 2-12. https://doi.org/10.1016/j.jobe.2014.12.001
van Rijnsoever (2017), PLOS ONE 12(7), e0181689. https://doi.org/10.1371/journal.pone.0181689
Braun & Clarke (2016), International Journal of Social Research Methodology 19, 739-743.
https://doi.org/10.1080/13645579.2016.1195588
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log, log1p, prod

from qualkit.errors import BadOption

LARGEST = 10_000_000


def achieved_power(interviews: int, prevalence: float, *, instances: int = 1) -> float:
    """Chance that at least `instances` interviews voice a theme that this share of people holds (Fugard & Potts)."""
    _check_share("prevalence", prevalence)
    few = (_binomial(interviews, times, prevalence) for times in range(min(instances, interviews + 1)))
    return max(0.0, 1 - sum(few))


def sample_size(prevalence: float, *, power: float = 0.8, instances: int = 1) -> int:
    """The fewest interviews with that chance (Fugard & Potts). Raises BadOption for a share outside 0 to 1."""
    _check_share("prevalence", prevalence)
    _check_share("power", power)
    return _fewest(lambda n: achieved_power(n, prevalence, instances=instances) >= power, at_least=instances)


def galvin(prevalence: float, *, probability: float = 0.95) -> int:
    """Interviews until a theme that this share of people holds is voiced once with that chance (Galvin)."""
    return sample_size(prevalence, power=probability)


def all_seen(interviews: int, prevalences: Sequence[float]) -> float:
    """Chance that every code of these prevalences is seen in so many interviews at random (van Rijnsoever)."""
    return prod(1 - (1 - share) ** interviews for share in prevalences)


def interviews_for_all(prevalences: Sequence[float], *, probability: float = 0.95) -> int:
    """The fewest interviews at random with that chance to see every code."""
    for share in prevalences:
        _check_share("prevalence", share)
    _check_share("probability", probability)
    return _fewest(lambda n: all_seen(n, prevalences) >= probability)


def _binomial(n: int, k: int, p: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))


def _fewest(enough: Callable[[int], bool], at_least: int = 1) -> int:
    """The smallest number that is enough, where more always is enough too."""
    low, high = max(at_least, 1) - 1, max(at_least, 1)
    while not enough(high):
        if high > LARGEST:
            raise BadOption("--prevalence", "so small a share", f"shares that {LARGEST:,} interviews would show")
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _check_share(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise BadOption(f"--{name}", f"{value:g}", "a share between 0 and 1, such as 0.1")
