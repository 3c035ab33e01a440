# A second route to marginal effects: Debian's statsmodels 0.13.5 under /usr/bin/python3.
# /usr/bin/python3 margeff.py pool.csv > margeff.json
import json, sys
import numpy as np, pandas as pd, statsmodels.api as sm
d = pd.read_csv(sys.argv[1]); d["graduated"] -= 2015
terms = ["referral", "school", "award", "years", "graduated", "match"]
# Requisition dummies as one intercept and eight 0/1 columns span the same model.
X = pd.concat([pd.get_dummies(d.requisition, prefix="r").astype(float).iloc[:, 1:], d[terms].astype(float)], axis=1)
X = sm.add_constant(X)
out = {}
for name, kw in {"model": {}, "requisition_CR0": dict(cov_type="cluster", cov_kwds=dict(groups=d.requisition, use_correction=False)),
                 "screener_CR0": dict(cov_type="cluster", cov_kwds=dict(groups=d.screener, use_correction=False))}.items():
    fit = sm.Logit(d.decision, X).fit(disp=0, method="newton", tol=1e-14, maxiter=200, **kw)
    m = fit.get_margeff(at="overall", method="dydx", dummy=True)
    pos = [list(X.columns).index(t) - 1 for t in terms]
    out[name] = {t: [float(m.margeff[p]), float(m.margeff_se[p])] for t, p in zip(terms, pos)}
print(json.dumps(out, indent=1))
