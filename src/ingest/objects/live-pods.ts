import { LabelFacts, UncertainLabel } from '../../model/labels';
import { Workload } from '../../model/workload';
import { unionOf } from '../reading/addresses';

/** Known are only those addresses and nodes that every pod has told. */
export function withLivePods(workload: Workload, pods: readonly Workload[]): Workload {
  if (pods.length === 0) {
    return workload;
  }
  const addresses = pods.flatMap(pod => pod.addresses ?? []);
  const nodes = pods.flatMap(pod => pod.nodes ?? []);
  return {
    ...workload,
    labels: withLiveLabels(workload.labels, pods),
    addresses: addresses.length === pods.length ? unionOf(addresses) : undefined,
    nodes: pods.every(pod => pod.nodes !== undefined) ? [...new Set(nodes)].sort() : undefined,
  };
}

/** Labels in which running pods differ from the template and that no policy asks for: a question may ask for them. */
function withLiveLabels(template: LabelFacts, pods: readonly Workload[]): LabelFacts {
  const keys = new Set([template, ...pods.map(({ labels }) => labels)].flatMap(({ known }) => [...known.keys()])
    .filter(key => !template.uncertain.has(key)));
  const varying = [...keys].filter(key => pods.some(({ labels }) => labels.known.get(key) !== template.known.get(key)));
  return varying.length === 0 ? template : {
    ...template,
    known: new Map([...template.known].filter(([key]) => !varying.includes(key))),
    uncertain: new Map([...template.uncertain, ...varying.map(key => [key, valuesOf(key, template, pods)] as const)]),
  };
}

function valuesOf(key: string, template: LabelFacts, pods: readonly Workload[]): UncertainLabel {
  const values = [template, ...pods.map(({ labels }) => labels)].map(({ known }) => known.get(key));
  const present = values.filter((value): value is string => value !== undefined);
  return { mayBeAbsent: present.length < values.length, values: [...new Set(present)], isAdded: true };
}
