import { podsInCode } from './pasteable-code';
import { itemYaml, selectorYaml } from './selector-yaml';
import { Finding } from '../../model/finding';
import { PodsPeer } from '../../model/peer';
import { Policy, Rule, TrafficDirection } from '../../model/policy';
import { selects, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { workloadsInScope } from '../../semantics/selected';
import { list } from '../../wording/lists';
import { describeScope } from '../../wording/rules';

/** An item of a rule that admits whole namespaces, in which there are the pods that another item asks for in vain. */
interface OpenItem {
  readonly namespaces: Selector;
  /** `access`, `namespaces with team=a` */
  readonly where: string;
  readonly meant: readonly Workload[];
  /** What it admits beside those. */
  readonly others: readonly Workload[];
}

/**
 * What to say about two items of a list that were meant as one: the first admits all pods of some namespaces, the second
 * asks for pods of the policy's own namespace, where there are none. Giving the second its namespace would leave the
 * first open.
 */
export function joinedItems(
  snapshot: Snapshot, policy: Policy, direction: TrafficDirection, rule: Rule, peer: PodsPeer,
): Pick<Finding, 'evidence' | 'effect' | 'help'> | undefined {
  const item = peer.namespaces.kind === 'named' ? openItem(snapshot, rule, peer.pods) : undefined;
  if (item === undefined) {
    return undefined;
  }
  const { where, meant, others } = item;
  return {
    evidence: [{ label: 'beside it', text: `all pods in ${where}: ${list([...meant, ...others].map(formatWorkload))}` }],
    effect: others.length === 0 ? undefined
      : `the item for ${where} ${direction === 'ingress' ? 'admits' : 'opens the way to'} every pod there, `
        + `${list(others.map(other => `\`${formatWorkload(other)}\``))} too`,
    help: joiningHelp(snapshot, policy, direction, peer.pods, item),
  };
}

function openItem(snapshot: Snapshot, { peers }: Rule, pods: Selector): OpenItem | undefined {
  return peers.flatMap((sibling): OpenItem[] => {
    if (sibling.kind !== 'pods' || sibling.namespaces.kind !== 'labeled' || sibling.pods.requirements.length > 0) {
      return [];
    }
    const there = workloadsInScope(snapshot, sibling.namespaces);
    const meant = there.filter(({ labels }) => selects(pods, labels) === 'yes');
    return meant.length === 0 ? [] : [{
      namespaces: sibling.namespaces.selector,
      where: describeScope(sibling.namespaces),
      meant,
      others: there.filter(workload => !meant.includes(workload)),
    }];
  })[0];
}

function joiningHelp(
  snapshot: Snapshot, { origin }: Policy, direction: TrafficDirection, pods: Selector, { namespaces, meant }: OpenItem,
): string[] {
  const code = origin.constructPath === undefined || meant.length > 1 ? undefined : podsInCode(snapshot, meant[0]);
  return [
    [
      'make one item of the two, under one dash, so that both selectors must match:',
      `${direction === 'ingress' ? 'from' : 'to'}:`,
      ...itemYaml([...selectorYaml('namespaceSelector', namespaces), ...selectorYaml('podSelector', pods)]).map(line => `  ${line}`),
    ].join('\n'),
    ...code === undefined || code.others.length > 0 ? [] : [`in code that is one peer: \`${code.code}\``],
  ];
}
