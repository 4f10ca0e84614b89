import { digits, mebibytes, seconds, table, thousands } from './markdown';
import { EngineTable } from '../alone/engine-table';
import { Phase } from '../alone/figures';
import { StartTable } from '../alone/start-table';
import { SynthTable } from '../alone/synth-table';
import { median, quantile } from '../measure/statistics';
import { CheckTable } from '../table/check-table';
import { PeerRow, PeerTable } from '../table/peer-table';
import { UnevenTable } from '../table/uneven-table';

/** The heads of the tables; a test holds docs/performance.md to them. */
export const HEADINGS = {
  peers: '## Whole process, beside the peers',
  uneven: '### A cluster of the shape of a real one',
  checks: '### Every check',
  engine: '## The engine alone',
  questions: '### One question on the largest cluster',
  phases: '### Where the time goes',
  synth: '## Synth with validation',
  start: '## The start of the command',
} as const;

/** Ours first, then each peer with how many times longer it takes. */
export function peerSection({ tools, rows, startUp, exponent }: PeerTable): string {
  const [own, ...peers] = tools;
  const head = ['cluster', 'workloads', 'policies', 'classes', own, 'peak', ...peers.flatMap(name => [name, 'peak', 'ratio'])];
  return [
    table(head, rows.map(row => peerCells(row, own, peers))),
    [
      `\`${own}\` takes ${seconds(startUp)} for a single workload, which is the start of the process.`,
      ...exponent === undefined ? []
        : [`What comes on top grows with the number of workloads to the power of ${digits(exponent)}.`],
    ].join('\n'),
  ].join('\n\n');
}

function peerCells({ label, shape, classes, timings }: PeerRow, own: string, peers: readonly string[]): string[] {
  const { seconds: time, peak } = timings.get(own)!;
  const counts = [shape.workloads, shape.policies, classes].map(thousands);
  return [label, ...counts, seconds(time), mebibytes(peak), ...peers.flatMap(name => {
    const timing = timings.get(name);
    return timing === undefined ? ['-', '-', '-']
      : [seconds(timing.seconds), mebibytes(timing.peak), `${digits(timing.seconds / time)} x`];
  })];
}

/** Ours first, then the peer; one that did not come to an end is said to have been stopped. */
export function unevenSection({ tools, rows }: UnevenTable): string {
  const head = ['namespaces', 'pods', 'policies', ...tools.flatMap(name => [name, 'peak'])];
  return table(head, rows.map(({ shape, usages }) => [
    ...[shape.namespaces, shape.pods, shape.policies].map(thousands),
    ...tools.flatMap(name => {
      const { seconds: time, peak, isStopped } = usages.get(name)!;
      return [isStopped ? `stopped after ${seconds(time)}` : seconds(time), mebibytes(peak)];
    }),
  ]));
}

/** Both verbs, and how many times longer the checks take. */
export function checkSection(rows: CheckTable): string {
  const head = ['cluster', 'workloads', 'policies', 'netpol list', 'peak', 'netpol check', 'peak', 'ratio'];
  return table(head, rows.map(({ label, shape, list, check }) => [
    label, ...[shape.workloads, shape.policies].map(thousands), seconds(list.seconds), mebibytes(list.peak),
    seconds(check.seconds), mebibytes(check.peak), `${digits(check.seconds / list.seconds)} x`,
  ]));
}

/** What each step takes. */
export function phaseSection(phases: readonly Phase[]): string {
  if (phases.every(({ optimized }) => optimized === undefined)) {
    return table(['step', 'time'], phases.map(({ name, seconds: taken }) => [name, seconds(taken)]));
  }
  return table(['step', 'time', 'once optimized'], phases.map(({ name, seconds: taken, optimized }) =>
    [name, seconds(taken), optimized === undefined ? '' : seconds(optimized)]));
}

/** From manifests in memory to the last cell. */
export function engineSection({ rows, exponent }: EngineTable): string {
  const head = ['workloads', 'policies', 'classes', 'snapshot', 'full matrix', 'peak of the process', 'one policy less'];
  return [
    table(head, rows.map(({ workloads, policies, classes, load, matrix, peak, diff }) => [
      ...[workloads, policies, classes].map(thousands), seconds(load), seconds(matrix), mebibytes(peak), seconds(diff),
    ])),
    `The time for the full matrix grows with the number of classes to the power of ${digits(exponent)}.`,
  ].join('\n\n');
}

/** The first question of a kind may prepare what later ones use. */
export function questionSection({ questions }: EngineTable): string {
  const head = ['question', 'facts', 'first', 'median', '95 %', 'slowest but one', 'slowest'];
  return table(head, questions.map(({ question, facts, seconds: taken }) => {
    const [last, slowest] = [...taken].sort((left, right) => left - right).slice(-2);
    return [question, facts, ...[taken[0], median(taken), quantile(taken, 0.95), last, slowest].map(seconds)];
  }));
}

/** What each step adds, as a share of the synth without it. */
export function synthSection({ medians }: SynthTable): string {
  const { plain } = medians;
  const share = (value: number) => `${value < 0 ? '-' : '+'}${Math.round(Math.abs(value) / plain * 100)} %`;
  return table(['synth', 'time', 'more than without'], [
    ['without validation', seconds(plain), ''],
    ['calling `toJson()` of every object once more', seconds(medians['calling-to-json']), share(medians['calling-to-json'] - plain)],
    ['with `NetworkPolicyValidation`', seconds(medians.validated), share(medians.validated - plain)],
    ['... of which not `toJson()`', seconds(medians.validated - medians['calling-to-json']),
      share(medians.validated - medians['calling-to-json'])],
  ]);
}

/** An empty program, the command, and how many times longer that takes. */
export function startSection({ node, version }: StartTable): string {
  const rows = [['node -e 0', seconds(node), ''], ['netpol --version', seconds(version), `${digits(version / node)} x`]];
  return table(['program', 'time', 'ratio'], rows);
}
