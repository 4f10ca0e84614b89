import { labelFacts } from '../../model/labels';
import { Node } from '../../model/workload';
import { NO_ADDRESSES } from '../../sets/addresses';
import { ObjectKind } from '../collecting/object-kind';
import { readAddresses, readBlocks } from '../reading/addresses';
import { readLabels } from '../reading/labels';
import { ManifestObject } from '../reading/manifest-object';

export const NODE: ObjectKind = {
  kind: 'Node',
  groups: [''],
  isClusterScoped: true,
  read: (object, { nodes }) => nodes.add(object, readNode(object)),
};

/** A Node object; what it does not tell stays an empty set. */
function readNode({ name, root, origin }: ManifestObject): Node {
  const spec = root.get('spec');
  const addresses = root.get('status').get('addresses').items()
    .filter(item => ['InternalIP', 'ExternalIP'].includes(item.get('type').value as string))
    .map(item => item.get('address'));
  const blocks = [...spec.get('podCIDRs').items(), spec.get('podCIDR')]
    .filter(field => !field.isAbsent && field.value !== '');
  return {
    name,
    labels: labelFacts(readLabels(root.get('metadata').get('labels'))),
    addresses: readAddresses(addresses) ?? NO_ADDRESSES,
    podAddresses: readBlocks(blocks) ?? NO_ADDRESSES,
    origin,
  };
}
