import { TargetRule } from './target-rule';
import { Snapshot } from '../model/snapshot';
import { count, list } from '../model/words';
import { formatWorkload, Service, Workload } from '../model/workload';
import { isolatingPolicies } from '../spec/isolation';
import { selectsPods } from '../spec/match';

export const servicesAfterPolicy: TargetRule = {
  meta: {
    name: 'services-after-policy',
    severity: 'warning',
    summary: 'Egress rules select pods that are reached through a Service, whose address the cluster replaces too late.',
    why: 'Where kube-proxy translates a Service after the policies have been applied, they see the address of the Service '
      + 'and not the pod behind it, so a rule that selects the pod does not match.',
  },

  check: ({ target, enforced }) => {
    if (target === undefined || enforced.facts.servicesBeforePolicy !== false) {
      return [];
    }
    const calls = enforced.workloads.flatMap(source => servicesOf(enforced, source)
      .map(service => `${formatWorkload(source)} -> Service ${service.namespace}/${service.name}`));
    return calls.length === 0 ? [] : [{
      rule: 'services-after-policy',
      severity: 'warning',
      title: `${count(calls.length, 'connection')} through a Service will not match the egress rule that allows the pods behind it`,
      at: target.origin,
      evidence: [{ label: 'connections', text: list(calls) }],
      effect: 'connections to the Service time out, while those to the pod\'s own address succeed',
      notes: ['declared: Services are translated after policy (`serviceTranslation`)'],
      help: ['let Cilium translate Services, or admit the Service addresses with `AllowCidr` on the Service\'s port'],
    }];
  },
};

/** The Services in front of pods that an egress rule of the workload selects. */
function servicesOf(snapshot: Snapshot, source: Workload): Service[] {
  const peers = isolatingPolicies(snapshot, source, 'egress').flatMap(policy => policy.egress!.rules)
    .flatMap(rule => rule.peers);
  if (peers.some(({ kind }) => kind === 'everyone')) {
    return [];
  }
  return snapshot.services.filter(service => snapshot.workloads.some(workload => isBehind(service, workload)
    && peers.some(peer => peer.kind === 'pods' && selectsPods(snapshot, peer, workload) === 'yes')));
}

function isBehind({ namespace, selector }: Service, workload: Workload): boolean {
  return selector !== undefined && selector.size > 0 && workload.namespace === namespace
    && [...selector].every(([key, value]) => workload.labels.known.get(key) === value);
}
