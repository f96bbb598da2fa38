"""Formula and source of every method, a line each: for the account of one series and for the methods chapter."""

from __future__ import annotations

FORMULAS: dict[str, str] = {
    "exact Poisson (Garwood)": (
        "exact Poisson limits, χ² quantiles with 2x and 2x + 2 degrees of freedom, halved (F. Garwood, "
        "Biometrika 28 (1936) 437-442)"
    ),
    "Byar": (
        "x (1 − 1/(9x) ∓ 1.96/(3√x))³ (N. E. Breslow and N. E. Day, Statistical Methods in Cancer "
        "Research II (1987) 69)"
    ),
    "Wilson": "score interval of a proportion (E. B. Wilson, JASA 22 (1927) 209-212)",
    "no data": "there is nothing to divide by",
    "exact Poisson ratio": (
        "given a + b the later count is binomial (J. Przyborowski and H. Wilenski, Biometrika 31 (1940) "
        "313-323); chance of counting only"
    ),
    "log ratio with the series' own dispersion and correlation": ("variance of the log ratio φ(1/a + 1/b), Student t"),
    "Newcombe": "Wilson limits joined, method 10 (R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890)",
    "quasi-Poisson regression": (
        "log μ = a + b·time + quarter effects (from 12 points) + log exposure; var b = φ uᵀR(ρ)u with "
        "R(ρ)ₛₜ = ρ^|s−t|, Student t (P. McCullagh and J. A. Nelder, Generalized Linear Models (1989))"
    ),
    "quasi-binomial regression": (
        "logit p = a + b·time + quarter effects (from 12 points); var b = φ uᵀR(ρ)u with R(ρ)ₛₜ = "
        "ρ^|s−t|, Student t (P. McCullagh and J. A. Nelder, Generalized Linear Models (1989))"
    ),
    "non-central t": (
        "the slope δ × its standard error for which a non-central t passes the critical value in 80 % (J."
        " Cohen, Statistical Power Analysis (1988))"
    ),
    "Mann-Kendall, exact with ties": ("all orders of the same values (H. B. Mann, Econometrica 13 (1945) 245-259)"),
    "seasonal Mann-Kendall, exact with ties": (
        "the sum of S within each quarter of the year (R. M. Hirsch, J. R. Slack and R. A. Smith, Water "
        "Resources Research 18 (1982) 107-121)"
    ),
    "Theil-Sen, Sen's interval": ("median of all slopes between two quarters (P. K. Sen, JASA 63 (1968) 1379-1389)"),
    "step": (
        "gain of one more column in the fit, beside 999 simulated series with the same correlation (C. R."
        " Rao's score test)"
    ),
    "XmR": ("mean ± 2.66 × mean moving range (W. A. Shewhart (1931); D. J. Wheeler, Understanding Variation (1993))"),
    "exact": "Poisson quantiles 0.00135 and 0.99865 about the mean count",
    "u'": "rate ± 3 σ × the spread of its z-scores (D. B. Laney, Quality Engineering 14 (2002) 531-537)",
    "p'": "share ± 3 σ × the spread of its z-scores (D. B. Laney, Quality Engineering 14 (2002) 531-537)",
    "runs": "longest run over log₂ n + 3, or too few crossings (J. Anhøj, PLoS ONE 10 (2015))",
    "baseline": (
        "the last year again with a random walk of log changes, and the quasi-Poisson line; frozen, "
        "looked at after four and eight quarters"
    ),
    "neighbours": (
        "mean ± t(k − 1) √(τ²(1 + 1/k) + s²), Paule-Mandel τ² (J. P. T. Higgins, S. G. Thompson and D. J."
        " Spiegelhalter, JRSS A 172 (2009) 137-159); rank by simulation (H. Goldstein and D. J. "
        "Spiegelhalter, JRSS A 159 (1996) 385-443)"
    ),
    "q": "a finding needs p ≤ 0.05 and q ≤ 0.10 (Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289-300)",
}
