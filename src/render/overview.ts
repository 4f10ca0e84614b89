import { Cell, renderWrapped, wrap } from './wrapped-columns';
import { Overview, Sure } from '../model/grouping';
import { Policy, Tier, TrafficDirection } from '../model/policy';
import { WayIn } from '../model/ways-in';
import { Workload } from '../model/workload';
import { Folding } from '../wording/folding';
import { count } from '../wording/lists';

/** What the overview is of. */
export interface Surroundings {
  readonly workloads: readonly Workload[];
  readonly policies: readonly Pick<Policy, 'tier'>[];
  /** Policies of kinds that are not simulated. */
  readonly unsimulated: number;
  readonly waysIn: readonly Pick<WayIn, 'verdict'>[];
  /** The pairs of endpoints between which something is unknown, and why. */
  readonly unknown: { readonly pairs: number; readonly reasons: readonly string[] };
}

/** What stands out, before it is laid out. */
export interface OverviewParts {
  readonly counts: readonly string[];
  /** A label, and what is to be said. */
  readonly facts: readonly (readonly Cell[])[];
}

/** A few lines on what stands out: what is isolated, what is not, who is reached from outside. */
export function renderOverview(
  overview: Overview, surroundings: Surroundings, folding: Folding, width: number,
): string[] {
  const { counts, facts } = overviewParts(overview, surroundings, folding);
  return [
    ...wrap(counts, width),
    ...renderWrapped(facts, width - INDENT.length).map(line => `${INDENT}${line}`),
  ];
}

/** The same in parts. */
export function overviewParts(overview: Overview, surroundings: Surroundings, folding: Folding): OverviewParts {
  const { workloads, policies, unsimulated, unknown } = surroundings;
  const namespaces = new Set(workloads.map(({ namespace }) => namespace)).size;
  const facts: [string, Cell][] = [
    ['isolated', (['ingress', 'egress'] as const).map(direction => isolatedText(overview, direction, workloads.length))],
    ['unprotected', folding.foldWorkloads(overview.unprotected)],
    ['from outside', sureText(overview.fromOutside, folding)],
    ['ways in', waysInText(surroundings.waysIn)],
    ['closed to nodes', closedText(overview, folding)],
    ['cannot reach nodes', folding.foldWorkloads(overview.closedToNodes.egress)],
    ['unknown', unknownText(unknown)],
  ];
  const counts = [
    `${count(workloads.length, 'workload')} in ${count(namespaces, 'namespace')}`,
    policies.length === 1 ? '1 policy' : `${policies.length} policies`,
    ...(['admin', 'baseline'] as const).flatMap(tier => tierText(policies, tier)),
    ...unsimulated === 0 ? [] : [`${unsimulated} more that ${unsimulated === 1 ? 'is' : 'are'} not simulated`],
  ];
  return { counts, facts: facts.filter(([, cell]) => cell.length > 0).map(([label, cell]) => [[label], cell]) };
}

const INDENT = '  ';

function tierText(policies: Surroundings['policies'], tier: Tier): string[] {
  const { length } = policies.filter(policy => policy.tier === tier);
  return length === 0 ? [] : [`${length} of them in the ${tier} tier`];
}

function isolatedText({ isolated }: Overview, direction: TrafficDirection, all: number): string {
  const { certain, perhaps } = isolated[direction];
  return `${direction} ${certain.length} of ${all}${perhaps.length === 0 ? '' : ` and perhaps ${perhaps.length} more`}`;
}

function unknownText({ pairs, reasons: [first, ...others] }: Surroundings['unknown']): Cell {
  return pairs === 0 ? [] : [`${count(pairs, 'pair')} of endpoints${first === undefined ? '' : `: ${first}`}`, ...others];
}

function sureText({ certain, perhaps }: Sure, folding: Folding): Cell {
  const open = folding.foldWorkloads(perhaps);
  return certain.length + open.length === 0 ? ['no pod directly']
    : [...folding.foldWorkloads(certain), ...open.map((name, index) => (index === 0 ? `perhaps ${name}` : name))];
}

/** `2 open, 1 unknown`: those of Ingresses, routes and Services, which stand at the end. */
function waysInText(waysIn: Surroundings['waysIn']): Cell {
  const words = { allowed: 'open', unknown: 'unknown', denied: 'closed' };
  return (['allowed', 'unknown', 'denied'] as const)
    .map(verdict => ({ verdict, number: waysIn.filter(way => way.verdict === verdict).length }))
    .filter(({ number }) => number > 0).map(({ verdict, number }) => `${number} ${words[verdict]}`);
}

/** Nodes matter most where the kubelet probes pods, which policies do not keep it from as a rule. */
function closedText({ closedToNodes: { ingress }, ownNodePasses }: Overview, folding: Folding): Cell {
  const names = folding.foldWorkloads(ingress);
  return names.length === 0 || !ownNodePasses ? names
    : [...names.slice(0, -1), `${names[names.length - 1]} (the own node of a pod reaches it all the same: probes of the kubelet pass)`];
}
