import { Evidence } from '../model/finding';
import { Flow, formatEndpoint } from '../model/flow';
import { formatPolicy, Policy, TrafficDirection } from '../model/policy';
import { formatRequirement } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { NearMiss, nearestRule } from '../semantics/nearest-rule';
import { describePortMatches, describeScope } from '../wording/rules';

/** A line about the rule that would admit the peer but for one thing, where there is such a rule. */
export function nearestLine(
  snapshot: Snapshot, policies: readonly Policy[], direction: TrafficDirection, peer: Workload, flow: Flow,
): Evidence[] {
  const miss = nearestRule(snapshot, policies, direction, peer, flow);
  return miss === undefined ? [] : [{
    label: '',
    columns: ['', ''],
    text: `nearest: ${formatPolicy(miss.policy)}, rule ${miss.rule.index + 1} ${whatIsMissing(miss, peer)}`,
  }];
}

function whatIsMissing({ policy, rule, peer: meant, fault }: NearMiss, peer: Workload): string {
  const name = formatEndpoint({ kind: 'workload', workload: peer });
  switch (fault.kind) {
    case 'port': return `admits \`${name}\`, but on ${describePortMatches(rule.ports)} only`;
    case 'namespace': {
      const { namespaces } = meant;
      return `admits such pods, but in ${namespaces.kind === 'named' && namespaces.name === policy.namespace
        ? `\`${policy.namespace}\`` : describeScope(namespaces)} only`;
    }
    case 'label': {
      const { requirement } = fault;
      const value = peer.labels.known.get(requirement.key);
      const has = value === undefined ? 'no such label' : `${requirement.key}=${value}`;
      return `asks for ${formatRequirement(requirement)}, and \`${name}\` has ${has}`;
    }
  }
}
