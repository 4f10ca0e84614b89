import { isStranger } from './absent-pods';
import { Endpoint } from '../model/flow';
import { familyOf, formatAddress } from '../sets/addresses';
import { labeledPods } from '../wording/code';

/** The endpoint as a peer in TypeScript; undefined for one that no peer means. */
export function partyInCode(endpoint: Endpoint): string | undefined {
  switch (endpoint.kind) {
    case 'address': return `Cidr.of('${formatAddress(endpoint.address)}/${familyOf(endpoint.address) === 4 ? 32 : 128}')`;
    case 'node': return undefined;
    case 'workload': {
      const { labels: { known }, namespace } = endpoint.workload;
      return isStranger(endpoint) ? undefined : labeledPods(known, namespace);
    }
  }
}
