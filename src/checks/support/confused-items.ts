import { isMeantForAll } from './open-to-all';
import { mayMeanUnseenPods } from './unseen-pods';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { Policy, Rule } from '../../model/policy';
import { selects, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { isInScope } from '../../semantics/match';
import { workloadsIn, workloadsInScope } from '../../semantics/selected';
import { nearest } from '../../sets/nearest';

/** An item of a rule that admits whole namespaces, beside one that asks for some pods and was meant to narrow it. */
export interface ConfusedItems {
  /**
   * How that is known: the pods that the second asks for are in the namespaces of the first and not where it looks, or the
   * first admits the own namespace as well, so that the second adds nothing; `perhaps` where the input has no pods in the
   * namespaces of the first.
   */
  readonly because: 'pods-are-there' | 'first-admits-them' | 'perhaps';
  readonly namespaces: NamespaceScope & { readonly kind: 'labeled' };
  /** The pods that both items together mean. */
  readonly meant: readonly Workload[];
  /** What the first admits beside those. */
  readonly others: readonly Workload[];
}

/** The item that the peer, which looks in the namespace of its policy, was meant to narrow; undefined where there is none. */
export function confusedWith(
  snapshot: Snapshot, { namespace }: Policy, rule: Rule, { namespaces, pods }: PodsPeer,
): ConfusedItems | undefined {
  const isLocal = namespaces.kind === 'named' && namespaces.name === namespace;
  const isPositive = pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  if (!isLocal || !isPositive || isMeantForAll(rule)) {
    return undefined;
  }
  const local = workloadsIn(snapshot, namespace);
  const isThere = local.some(({ labels }) => selects(pods, labels) !== 'no')
    || mayMeanUnseenPods(snapshot, pods, other => other === namespace);
  return rule.peers.filter(isOpenItem).flatMap((sibling): ConfusedItems[] => {
    const there = workloadsInScope(snapshot, sibling.namespaces);
    const meant = there.filter(({ labels }) => selects(pods, labels) === 'yes');
    const others = there.filter(workload => !meant.includes(workload));
    const found = { namespaces: sibling.namespaces, meant, others };
    return isInScope(snapshot, sibling.namespaces, namespace) === 'yes' ? [{ ...found, because: 'first-admits-them' }]
      : isThere ? []
        : meant.length > 0 ? [{ ...found, because: 'pods-are-there' }]
          : there.length === 0 && isNowhere(snapshot, pods, local) ? [{ ...found, because: 'perhaps' }] : [];
  })[0];
}

type OpenItem = PodsPeer & { readonly namespaces: NamespaceScope & { readonly kind: 'labeled' } };

function isOpenItem(peer: Rule['peers'][number]): peer is OpenItem {
  return peer.kind === 'pods' && peer.namespaces.kind === 'labeled' && peer.pods.requirements.length === 0;
}

/** Whether the input has pods where such would be, but no such pod at all, nor one that a misspelling would mean. */
function isNowhere({ workloads }: Snapshot, pods: Selector, local: readonly Workload[]): boolean {
  return local.length > 0 && workloads.every(({ labels }) => selects(pods, labels) === 'no')
    && !pods.requirements.some(({ key, values }) => values.some(value =>
      nearest(value, local.flatMap(({ labels }) => labels.known.get(key) ?? [])) !== undefined));
}
