import fc from 'fast-check';
import { cluster } from '../../test/fixture';
import { anyAdminPolicies } from '../../test/generators/admin-policies';
import { anyPolicies } from '../../test/generators/policies';
import {
  anyLabels, anyNamespace, anyNamespaceLabels, anyNodeLabels, anyNodeName, NAMESPACES, NODES,
} from '../../test/generators/vocabulary';
import { anyContainers } from '../../test/generators/workloads';

// Clusters of which all is known: a data plane is asked about packets, and leaves nothing open. Every pod runs, on a node
// and with an address of its own; every namespace and node has an object.

const NODE_ADDRESSES: Record<string, string> = { n1: '192.168.0.1', n2: '10.0.0.9' };
const POD_ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.5', '10.0.1.7', '10.1.0.1', '172.16.0.3', 'fd00::1', 'fd00:1::9'];

const anyNamespaceObjects: fc.Arbitrary<object[]> = fc.tuple(...NAMESPACES.map(() => anyNamespaceLabels))
  .map(drawn => drawn.map((labels, index) => (
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACES[index], labels } })));

const anyNodeObjects: fc.Arbitrary<object[]> = fc.tuple(...NODES.map(() => anyNodeLabels))
  .map(drawn => drawn.map((labels, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: NODES[index], labels },
    status: { addresses: [{ type: 'InternalIP', address: NODE_ADDRESSES[NODES[index]] }] },
  })));

/** A pod on the host network has the address of its node. Sidecars are left out: the peer does not know their ports. */
const anyPods: fc.Arbitrary<object[]> = fc.uniqueArray(fc.record({
  address: fc.constantFrom(...POD_ADDRESSES),
  namespace: anyNamespace,
  labels: anyLabels,
  containers: anyContainers,
  nodeName: anyNodeName,
  hostNetwork: fc.constantFrom(...Array<boolean>(7).fill(false), true),
}), { minLength: 2, maxLength: 6, selector: ({ address }) => address }).map(drawn =>
  drawn.map(({ address, namespace, labels, containers, nodeName, hostNetwork }, index) => {
    const ip = hostNetwork ? NODE_ADDRESSES[nodeName] : address;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name: `p${index}`, labels },
      spec: { containers, nodeName, ...(hostNetwork && { hostNetwork }) },
      status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] },
    };
  }));

/** The manifests of a cluster; in most of them there are policies of the whole cluster. */
export const anyKnownCluster: fc.Arbitrary<object[]> = fc.tuple(
  anyNamespaceObjects, anyNodeObjects, anyPods, anyPolicies,
  fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 5, arbitrary: anyAdminPolicies }),
).map(lists => lists.flat());

/** What is read of it. */
export const snapshotOf = cluster;
