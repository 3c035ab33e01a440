// A ranker by words: the résumés of a slate are scored against the advert by BM25
// (k1 1.2, b .75), words stemmed, stop words left out.
import { createInterface } from "node:readline";
import bm25 from "wink-bm25-text-search";
import utils from "wink-nlp-utils";

const prepare = [utils.string.lowerCase, utils.string.tokenize0, utils.tokens.removeWords, utils.tokens.stem];

function rank(job, slate) {
  const engine = bm25();
  engine.defineConfig({ fldWeights: { text: 1 } });
  engine.definePrepTasks(prepare);
  slate.forEach(({ text }, i) => engine.addDoc({ text }, i));
  engine.consolidate();
  const found = new Map(engine.search(job, slate.length).map(([i, score]) => [Number(i), score]));
  return slate.map(({ id }, i) => ({ id, score: found.get(i) ?? 0 }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, job, slate } = JSON.parse(line);
  console.log(JSON.stringify({ id, scores: rank(job, slate) }));
}
