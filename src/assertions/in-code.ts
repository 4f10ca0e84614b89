import { isStranger } from './absent-pods';
import { Endpoint } from '../model/flow';
import { Labels } from '../model/labels';
import { familyOf, formatAddress } from '../sets/addresses';

/** The endpoint as a peer in TypeScript; undefined for one that no peer means. */
export function partyInCode(endpoint: Endpoint): string | undefined {
  switch (endpoint.kind) {
    case 'address': return `Cidr.of('${formatAddress(endpoint.address)}/${familyOf(endpoint.address) === 4 ? 32 : 128}')`;
    case 'node': return undefined;
    case 'workload': {
      const { labels: { known }, namespace } = endpoint.workload;
      return isStranger(endpoint) ? undefined : `${podsInCode(known)}.inNamespace(${quoted(namespace)})`;
    }
  }
}

function podsInCode(labels: Labels): string {
  return labels.size === 0 ? 'Pods.all()'
    : `Pods.labeled({ ${[...labels].map(([key, value]) => `${propertyName(key)}: ${quoted(value)}`).join(', ')} })`;
}

function propertyName(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}'`;
}
