import { assertionOf } from '../../src/analysis/parties';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { DeclaredFacts } from '../../src/model/cluster';
import { renderFinding } from '../../src/render/human';
import { cluster, metadata } from '../fixture';
import { IPeer, Port } from 'cdk8s-netpol';

/** What is stated of the ends, in namespace `shop`. */
export interface Stated {
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: readonly Port[];
  readonly futurePods?: boolean;
  readonly facts?: DeclaredFacts;
}

/** What the assertion finds, as people read it; `proved` where that is nothing. */
export function found(kind: 'must-reach' | 'must-not-reach', given: readonly object[], { facts, ...stated }: Stated): string {
  const check = kind === 'must-reach' ? mustReach : mustNotReach;
  const findings = check(cluster(given, facts), assertionOf({ at: { object: 'test' }, namespace: 'shop', ...stated }));
  return findings.length === 0 ? 'proved' : findings.map(renderFinding).join('\n');
}

/** A Service; the name is `namespace/name`. */
export function service(name: string, spec: object): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec };
}

/** The addresses that are listed for a Service. */
export function slice(name: string, ips: readonly string[], ports: readonly object[]): object {
  const [namespace, of] = name.split('/');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${of}-1`, labels: { 'kubernetes.io/service-name': of } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ips }],
    ports,
  };
}

/** The same for each of several inputs, under their names. */
export function foundInEach(
  kind: 'must-reach' | 'must-not-reach', rows: Readonly<Record<string, readonly [readonly object[], Stated]>>,
): string {
  return Object.entries(rows).map(([name, [given, stated]]) => `# ${name}\n\n${found(kind, given, stated)}\n`).join('\n');
}
