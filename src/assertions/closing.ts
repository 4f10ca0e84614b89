import { isStranger } from './absent-pods';
import { Stated } from './assertion';
import { Endpoint, formatEndpoint } from '../model/flow';
import { formatPolicy, TrafficDirection } from '../model/policy';
import { admittedBy, Trace } from '../model/trace';

/** Ways to deny the flow. They are alternatives, since it is enough to deny one direction. */
export function howToClose({ flow, egress, ingress }: Trace, stated: Stated): string[] {
  const admitting = [...new Set([...admittedBy(egress), ...admittedBy(ingress)]
    .map(({ policy, rule }) => `rule ${rule.index + 1} of \`${formatPolicy(policy)}\``))];
  return [
    ...(admitting.length === 0 ? [] : [`narrow ${admitting.join(' or ')}`]),
    ...(ingress.basis === 'not-isolated' ? isolate('ingress', flow.destination, stated) : []),
    ...(egress.basis === 'not-isolated' ? isolate('egress', flow.source, stated) : []),
  ];
}

/** The ways as help, each of them enough. */
export function alternatives(ways: readonly string[]): string[] {
  return ways.length === 0 ? ['no policy can close this connection']
    : ways.map((way, index) => (index === 0 ? way : `or ${way}`));
}

function isolate(direction: TrafficDirection, endpoint: Endpoint, stated: Stated): string[] {
  return endpoint.kind !== 'workload' || isStranger(endpoint) ? []
    : [`isolate \`${formatEndpoint(endpoint)}\` for ${direction}: ${denialIn(endpoint.workload.namespace, direction, stated)}`];
}

/** What isolates all pods of the namespace. */
export function denialIn(namespace: string, direction: TrafficDirection, { paths }: Stated): string {
  const [deny, type] = direction === 'ingress' ? ['DefaultDenyIngress', 'Ingress'] : ['DefaultDenyEgress', 'Egress'];
  return paths === undefined ? `\`new ${deny}(this, 'deny')\` in namespace \`${namespace}\``
    : `a NetworkPolicy in namespace \`${namespace}\` with \`podSelector: {}\` and \`policyTypes: [${type}]\``;
}
