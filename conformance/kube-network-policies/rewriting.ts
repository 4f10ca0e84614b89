import { Manifest, Port, Rule } from './manifest';
import { admits } from './node-selector';

function isOld({ apiVersion }: Manifest): boolean {
  return apiVersion === 'policy.networking.k8s.io/v1alpha1';
}

function rulesOf({ spec }: Manifest): Rule[] {
  return [...spec.ingress ?? [], ...spec.egress ?? []];
}

/** Whether some rule of v1alpha1 has nodes for a peer. */
export function hasNodes(manifests: readonly Manifest[]): boolean {
  return manifests.some(manifest => isOld(manifest)
    && rulesOf(manifest).some(({ to }) => to?.some(({ nodes }) => nodes !== undefined)));
}

/** Whether some rule of v1alpha1 has the name of a port. */
export function hasNamedPort(manifests: readonly Manifest[]): boolean {
  return manifests.some(manifest => isOld(manifest)
    && rulesOf(manifest).some(({ ports }) => ports?.some(({ namedPort }) => namedPort !== undefined)));
}

/** The addresses of the nodes in place of their labels. */
export function withNodesAsNetworks(manifest: Manifest, all: readonly Manifest[]): Manifest {
  if (!isOld(manifest)) {
    return manifest;
  }
  const networksOf = (selector: object) => all
    .filter(({ kind, metadata }) => kind === 'Node' && admits(selector, metadata.labels ?? {}))
    .flatMap(({ status }) => status!.addresses.filter(({ type }) => type !== 'Hostname'))
    .map(({ address }) => `${address}/${address.includes(':') ? 128 : 32}`);
  const egress = manifest.spec.egress?.map(rule => ({
    ...rule,
    to: rule.to!.map(peer => (peer.nodes === undefined ? peer : { networks: networksOf(peer.nodes) })),
  }));
  return { ...manifest, spec: { ...manifest.spec, ...(egress && { egress }) } };
}

/** The same policy in the words of v1alpha2, where the peer compares the number and the protocol of a named port. */
export function asClusterNetworkPolicy(manifest: Manifest): Manifest {
  if (!isOld(manifest)) {
    return manifest;
  }
  const { kind, metadata, spec } = manifest;
  const inNewWords = (rules: readonly Rule[] | undefined) => rules?.map(({ action, ports, ...rest }) => ({
    ...rest,
    action: action === 'Allow' ? 'Accept' : action,
    ...(ports !== undefined && ports.length > 0 && { protocols: ports.map(asProtocol) }),
  }));
  const tier = kind === 'AdminNetworkPolicy' ? 'Admin' : 'Baseline';
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: `${tier}-${metadata.name}` },
    spec: { tier, priority: 0, ...spec, ingress: inNewWords(spec.ingress), egress: inNewWords(spec.egress) },
  };
}

function asProtocol({ portNumber, portRange, namedPort }: Port): object {
  if (namedPort !== undefined) {
    return { destinationNamedPort: namedPort };
  }
  const protocol = ((portNumber ?? portRange)!.protocol ?? 'TCP').toLowerCase();
  const destinationPort = portRange === undefined ? { number: portNumber!.port }
    : { range: { start: portRange.start, end: portRange.end } };
  return { [protocol]: { destinationPort } };
}

/** What is left of a manifest where only one direction counts. */
export function inDirection(direction: 'egress' | 'ingress'): (manifest: Manifest) => Manifest[] {
  const [type, other] = direction === 'egress' ? ['Egress', 'ingress'] : ['Ingress', 'egress'];
  return manifest => {
    const { apiVersion, kind, spec } = manifest;
    if (!apiVersion.includes('networking.k8s.io')) {
      return [manifest];
    }
    if (kind !== 'NetworkPolicy') {
      return [{ ...manifest, spec: { ...spec, [other]: undefined } }];
    }
    const types = spec.policyTypes?.length ? spec.policyTypes : ['Ingress', ...spec.egress?.length ? ['Egress'] : []];
    return types.includes(type) ? [{ ...manifest, spec: { ...spec, policyTypes: [type], [other]: undefined } }] : [];
  };
}
