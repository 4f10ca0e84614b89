import { isUnstableLabel } from './unstable-labels';
import { variableFor } from './variable-name';
import { FlowProtocol } from '../../model/flow';
import { PortMatch } from '../../model/port-match';
import { selectorFor, selects } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { ALL_PORTS } from '../../sets/ports';
import { labeledPods, quote } from '../../wording/code';
import { list } from '../../wording/lists';

export type Label = readonly [string, string];

/** Labels that by custom tell a workload from all others. */
export const NAME_LABELS: readonly string[] = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name'];

/** The label that cdk8s-plus puts on the pods of each workload. Its value is made of the construct path. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

/** Of so many labels the smallest set that will do is looked for. More than that are never needed in practice. */
const TRIED_LABELS = 3;

/** The pods of a workload as a user writes them. */
export interface PodsInCode {
  /** `Pods.labeled({ app: 'web' }).inNamespace('shop')`, or `Pods.of(web)` */
  readonly code: string;
  /** The labels by which a policy would select them. */
  readonly labels: readonly Label[];
  /** What else the code selects, because no label of the pods tells them apart. */
  readonly others: readonly Workload[];
}

/**
 * The fewest labels that select no other workload of the namespace, for a policy that is pasted must open nothing that
 * nobody asked for. Where no labels do, all of them; undefined for pods that have none. Where it takes the label of
 * cdk8s-plus, the workload itself, which nobody has to look up.
 */
export function podsInCode(snapshot: Snapshot, workload: Workload): PodsInCode | undefined {
  const labels = inOrderOfPreference([...workload.labels.known]);
  const lasting = labels.filter(([key, value]) => !isUnstableLabel(key, value));
  const neighbours = snapshot.workloads.filter(other => other !== workload && other.namespace === workload.namespace);
  const isExact = (candidate: readonly Label[]) =>
    candidate.length > 0 && !neighbours.some(other => mayHave(other, candidate));
  const enough = [lasting, labels].find(isExact);
  const chosen = enough === undefined ? labels : subsets(enough).find(isExact) ?? enough;
  if (chosen.length === 0) {
    return undefined;
  }
  const isOfConstruct = chosen.some(([key]) => key === ADDRESS_LABEL);
  const variable = isOfConstruct ? variableFor(workload, snapshot.workloads) : undefined;
  return {
    labels: chosen,
    code: variable === undefined ? labeledPods(chosen, workload.namespace) : `Pods.of(${variable})`,
    others: neighbours.filter(other => mayHave(other, chosen)),
  };
}

/** What stands before pasteable code that cannot be written as it should. */
export function podsRemark(workload: Workload, pods: PodsInCode | undefined): string[] {
  if (pods === undefined) {
    return [`give the pods of \`${formatWorkload(workload)}\` a label first: they have none that a policy could select them by`];
  }
  return pods.others.length === 0 ? [] : [
    `no label tells \`${formatWorkload(workload)}\` from ${list(pods.others.map(other => `\`${formatWorkload(other)}\``))}: `
    + 'give it one of its own first, or the code below is about them too',
  ];
}

function inOrderOfPreference(labels: readonly Label[]): Label[] {
  const rank = ([key]: Label) => (key === ADDRESS_LABEL ? NAME_LABELS.length + 1
    : NAME_LABELS.includes(key) ? NAME_LABELS.indexOf(key) : NAME_LABELS.length);
  return [...labels].sort((left, right) => rank(left) - rank(right));
}

/** One label, two, three: the small sets first, and of equal ones those of the labels that stand first. */
function subsets(labels: readonly Label[]): Label[][] {
  let bySize: Label[][] = [[]];
  const all: Label[][] = [];
  for (let size = 1; size <= TRIED_LABELS; size += 1) {
    bySize = bySize.flatMap(chosen =>
      labels.slice(labels.indexOf(chosen[chosen.length - 1]) + 1).map(label => [...chosen, label]));
    all.push(...bySize);
  }
  return all;
}

function mayHave({ labels }: Workload, wanted: readonly Label[]): boolean {
  return selects(selectorFor(wanted), labels) !== 'no';
}

/** `Port.tcp(8080)` */
export function portInCode(protocol: FlowProtocol, port: number): string {
  return `Port.${protocol.toLowerCase()}(${port})`;
}

/** `Port.tcp(8080), Port.tcpRange(9000, 9010)`; undefined where no single ports are named. */
export function portsInCode(matches: readonly PortMatch[]): string | undefined {
  const parts = matches.map(match => {
    switch (match.kind) {
      case 'any': return undefined;
      case 'named': return `Port.named(${quote(match.name)}${match.protocol === 'TCP' ? '' : `, Protocol.${match.protocol}`})`;
      case 'numbered': return match.ports.equals(ALL_PORTS) ? undefined
        : match.ports.intervals.map(({ start, end }) => (end - start === 1 ? portInCode(match.protocol, start)
          : `Port.${match.protocol.toLowerCase()}Range(${start}, ${end - 1})`)).join(', ');
    }
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : [...new Set(parts)].join(', ');
}
