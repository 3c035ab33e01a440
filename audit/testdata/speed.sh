#!/bin/sh
# Times an audit of a simulated table (9 binary and 2 numeric signals, years as whole
# numbers, skills in tenths; 40 requisitions) against what R and statsmodels need for
# their plain logit with requisition dummies and average marginal effects, in one run,
# and prints the ratios of wall time and peak memory. "adjusted" loads the table and
# makes the rate tables and the adjusted model with clustered errors; "complete" is all.
#
#   audit/testdata/speed.sh [APPLICATIONS]     (default 100000)
#
# Needs Go, R, python3 with statsmodels and pandas (/usr/bin/python3), GNU time.
set -eu
cd "$(dirname "$0")/../.."
n=${1:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WEAKSIGNAL_STATE="$work/state" WEAKSIGNAL_CACHE="$work/cache"
go build -o "$work/weaksignal" ./cmd/weaksignal
"$work/weaksignal" simulate --out "$work/pool" --applicants "$n" --requisitions 40 >/dev/null
table=$work/pool/candidates.csv
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "years_experience") c = i }
	NR > 1 && $c != "" { $c = int($c + 0.5) } { print }' "$table" >"$work/whole.csv"
mv "$work/whole.csv" "$table"

cat >"$work/logit.R" <<'R'
d <- read.csv(commandArgs(TRUE)[1])
x <- c("open_source","kaggle","referral","elite_employer","elite_school","award","phd","publication","years_experience","skills_match","certification")
m <- glm(reformulate(c(x, "factor(requisition)"), "decision"), binomial, d)
eta <- m$linear.predictors; b <- coef(m)
for (s in x) { e0 <- eta - b[s]*m$model[[s]]; cat(s, mean(plogis(e0 + b[s]) - plogis(e0)), "\n") }
R
cat >"$work/logit.py" <<'P'
import sys, pandas as pd, statsmodels.api as sm
d = pd.read_csv(sys.argv[1])
x = "open_source kaggle referral elite_employer elite_school award phd publication years_experience skills_match certification".split()
d = d.dropna(subset=x + ["decision"])
X = sm.add_constant(pd.concat([d[x], pd.get_dummies(d["requisition"], drop_first=True)], axis=1).astype(float))
print(sm.Logit(d["decision"], X).fit(disp=0).get_margeff(dummy=True).margeff[:11])
P
run() { name=$1; shift; /usr/bin/time -f '%e %M' -o "$work/time.$name" "$@" >/dev/null; }
run complete "$work/weaksignal" audit -q --config "$work/pool/config.yaml" --out "$work/out" --run-id complete
WEAKSIGNAL_AUDIT_RELIANCE=false run adjusted "$work/weaksignal" audit -q --config "$work/pool/config.yaml" --out "$work/out" --run-id adjusted
run R Rscript "$work/logit.R" "$table"
peers=R
if [ "$n" -le 300000 ]; then # statsmodels takes 4 GB for each 100,000
	peers="R statsmodels"
	run statsmodels /usr/bin/python3 "$work/logit.py" "$table"
fi
echo "$n applications"
for peer in $peers; do
	read -r theirs kb <"$work/time.$peer"
	echo "$peer, logit with average marginal effects: $theirs s, $((kb / 1024)) MB"
done
for part in adjusted complete; do
	read -r ours memory <"$work/time.$part"
	for peer in $peers; do
		read -r theirs kb <"$work/time.$peer"
		awk -v part="$part" -v p="$peer" -v o="$ours" -v t="$theirs" -v m="$memory" -v k="$kb" \
			'BEGIN { printf "%s: %s s, %d MB; of %s %.2f of the time, %.2f of the memory\n", part, o, m/1024, p, o/t, m/k }'
	done
done
