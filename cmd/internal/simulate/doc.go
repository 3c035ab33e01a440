// Package simulate makes pools of invented applications with planted, stated
// effects, so that an audit can be held against the truth.
//
//  1. A [Spec] states the pool: sizes, groups, screeners, and each signal's
//     prevalence, its effect on decisions and how well it is read. It is read
//     from YAML, strictly ([ReadSpec]), or is the [DefaultSpec].
//  2. [New] solves for the coefficients that give the stated effects.
//  3. [Population.Each] walks over the applications. Application i is drawn from
//     a generator of its own, seeded with the pool's seed and i: any row can be
//     drawn again, in any order, in constant memory.
//  4. [Population.Truth] gives the effects in the very pool that was drawn, over
//     the applications that an audit can use.
//  5. [Population.WriteTablePool] and [Population.Dataset] give the applications as a
//     candidates table and as the audit's input.
//
// The decision of application i at requisition r before screener s is a Bernoulli
// draw with
//
//	logit p = a + u_r + v_s + Σ_j (b_j + d_jr) x_ij + Σ_g c_g
//
// with x the signals as they are (not as read), u, v and d normal with the stated
// spreads, and c the direct effects of groups. A numeric signal may enter by a shape of
// its own, an effect differ by screener, role, group or strength, a signal follow from
// others, people bring what no column shows, and those who advance enter later stages
// with coefficients of their own (decision.go). [Population.Contrast] gives the true
// effect of any change of a signal.
//
// What it does not do: fixed numbers of openings, or any dependence between the
// decisions on two applications beyond requisition, screener and person.
package simulate
