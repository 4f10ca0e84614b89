// The engine alone on one cluster, in a process of its own: `engine.js FOLDER matrix` prints `EngineFigures`,
// `engine.js FOLDER questions` a list of `Question`. bench/alone/run-alone.ts says why this imports lib/.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { EngineFigures, EngineMode, Question } from './figures';
import { KUBERNETES } from '../../lib/dialects/kubernetes';
import { diff } from '../../lib/engine/answers/diff';
import { reach } from '../../lib/engine/reach';
import { ingest } from '../../lib/ingest/ingest';
import { Manifest } from '../../lib/model/manifest';
import { Snapshot } from '../../lib/model/snapshot';
import { parseCidr } from '../../lib/sets/cidr';

/** Where pods get their addresses from, when that is declared; no rule of the generator has any of them. */
const POD_ADDRESSES = parseCidr('10.0.0.0/8')!.addresses;

/** So many questions of each kind are asked. */
const QUESTIONS = 200;

function main(folder: string, mode: EngineMode): void {
  const manifests = readManifests(folder);
  const [{ snapshot }, load] = timed(() => ingest(manifests, { dialect: KUBERNETES }));
  console.log(JSON.stringify(mode === 'matrix' ? figuresOf(snapshot, load) : [
    ...ask('nothing declared', snapshot),
    ...ask('podCidrs declared', { ...snapshot, facts: { podAddresses: POD_ADDRESSES } }),
  ]));
}

function readManifests(folder: string): Manifest[] {
  return readdirSync(folder).sort().map(file =>
    ({ content: JSON.parse(readFileSync(path.join(folder, file), 'utf8')), origin: { file } }));
}

function figuresOf(snapshot: Snapshot, load: number): EngineFigures {
  let pairs = 0;
  const [{ classes }, matrix] = timed(() => {
    const prepared = reach(snapshot);
    prepared.forEachConnection((_, destinations) => { pairs += destinations.length; });
    return prepared;
  });
  const peak = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024;
  const [, difference] = timed(() => diff(snapshot, { ...snapshot, policies: snapshot.policies.slice(1) }));
  return {
    workloads: snapshot.workloads.length,
    policies: snapshot.policies.length,
    classes: classes.length,
    pairs,
    load,
    matrix,
    diff: difference,
    peak,
  };
}

/** Each question once about each of some workloads that stand evenly in the snapshot. */
function ask(facts: string, snapshot: Snapshot): Question[] {
  const { workloads } = snapshot;
  const step = Math.max(1, Math.floor(workloads.length / QUESTIONS));
  const ends = workloads.filter((_, index) => index % step === 0).slice(0, QUESTIONS)
    .map(workload => ({ kind: 'workload', workload } as const));
  const prepared = reach(snapshot);
  const kinds: [string, (end: (typeof ends)[number], other: (typeof ends)[number]) => unknown][] = [
    ['one flow', (source, destination) => prepared.verdict({ source, destination, protocol: 'TCP', port: 8080 })],
    ['one pair', (source, destination) => prepared.connections(source, destination)],
    ['who can reach it', end => prepared.whoCanReach(end)],
    ['what can it reach', end => prepared.whatCanBeReached(end)],
    ['from outside', end => prepared.isReachableFromOutside(end)],
  ];
  return kinds.map(([question, answer]) => {
    const seconds = ends.map((end, index) => timed(() => answer(end, ends[ends.length - 1 - index]))[1]);
    return { facts, question, seconds };
  });
}

/** What the function returns, and the seconds that it took. */
function timed<T>(compute: () => T): [T, number] {
  const start = process.hrtime.bigint();
  const result = compute();
  return [result, Number(process.hrtime.bigint() - start) / 1e9];
}

main(process.argv[2], process.argv[3] as EngineMode);
