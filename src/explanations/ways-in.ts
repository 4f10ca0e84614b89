import { formatEndpoint } from '../model/flow';
import { Trace } from '../model/trace';
import { EntryDoubt, WayIn, WayInSource } from '../model/ways-in';
import { JudgedSource, JudgedWayIn } from '../semantics/ways-in';
import { NO_ADDRESSES } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { describeTrace } from '../wording/traces';

/** The ways in with the reasons for their verdicts in words. */
export function explainWaysIn(judged: readonly JudgedWayIn[]): WayIn[] {
  return judged.map(({ entry: { kind, namespace, name, origin }, sources, doubts, ...way }) => ({
    ...way,
    entry: { kind, namespace, name, origin },
    sources: explainSources(sources),
    doubts: doubts.map(describeEntryDoubt),
  }));
}

/** Those of whom the same is said for the same reason stand together. */
function explainSources(sources: readonly JudgedSource[]): WayInSource[] {
  const groups = new Map<string, JudgedSource[]>();
  for (const one of sources) {
    const key = `${one.trace.verdict} ${reasonFor(one.trace)}`;
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return [...groups.values()].map(group => ({
    name: namesOf(group).join(', '),
    verdict: group[0].trace.verdict,
    why: reasonFor(group[0].trace),
  }));
}

/** The reason of the direction that decides. */
function reasonFor(trace: Trace): string {
  const [egress, ingress] = describeTrace(trace);
  const decides = (direction: 'egress' | 'ingress') => trace[direction].verdict === trace.verdict;
  return trace.verdict === 'allowed' || !decides('egress') ? ingress.text
    : decides('ingress') ? `${egress.text}; ${ingress.text}` : egress.text;
}

function namesOf(sources: readonly JudgedSource[]): string[] {
  const blocks = sources.flatMap(({ source }) => (source.kind === 'clients' ? source.block.cidrs : []))
    .map(cidr => parseCidr(cidr)!.addresses).reduce((sum, block) => sum.union(block), NO_ADDRESSES);
  return [
    ...sources.flatMap(({ source, trace }): string[] => {
      switch (source.kind) {
        case 'controller': return [formatEndpoint(trace.flow.source)];
        case 'absent-controller':
          return [source.namespace === undefined ? 'a controller in any namespace' : `one in \`${source.namespace}\``];
        case 'node': return ['a node'];
        case 'clients': return [];
      }
    }),
    ...blocks.isEmpty ? [] : [`an address in ${formatBlocks(blocks, 3)}`],
  ];
}

/** Why it is open whether there is such a way. */
function describeEntryDoubt(doubt: EntryDoubt | 'service-selector'): string {
  if (doubt === 'service-selector') {
    return 'it is not certain that the Service selects the pods: its selector asks for a label that is not known';
  }
  switch (doubt.kind) {
    case 'absent-parent': return `${doubt.parent} is not in the input, so that it is not known whether it takes the route`;
    case 'namespace-labels':
      return `${doubt.parent} takes routes by labels of their namespace, which are not known`;
    case 'absent-grant':
      return `no ReferenceGrant of namespace ${doubt.namespace} in the input lets the route refer to the Service`;
  }
}
