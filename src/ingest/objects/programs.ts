import { Workload } from '../../model/workload';
import { addressesIn } from '../reading/addresses';
import { Field, valueAt } from '../reading/fields';

/** What the programs of a pod are known to do. Of what is wrong in these fields nothing is said. */
export function programsOf(spec: Field): Pick<Workload, 'mountsToken' | 'apiClient' | 'localAddresses'> {
  const containers = [...itemsAt(spec.value, 'containers'), ...itemsAt(spec.value, 'initContainers')];
  const mountsToken = mountsTokenOf(spec.value);
  const apiClient = containers.map(clientIn).find(name => name !== undefined);
  const addresses = addressesIn(containers.flatMap(localAddressesIn));
  return {
    ...mountsToken === undefined ? {} : { mountsToken },
    ...apiClient === undefined ? {} : { apiClient },
    ...addresses.isEmpty ? {} : { localAddresses: addresses },
  };
}

/** The volume of the token in a running pod, which the cluster adds. */
const ADDED_VOLUME = 'kube-api-access-';

/** A token that is for nobody in particular is one for the API server. */
function mountsTokenOf(spec: unknown): boolean | undefined {
  const tokens = itemsAt(spec, 'volumes').filter(volume => !textOf(valueAt(volume, 'name')).startsWith(ADDED_VOLUME))
    .flatMap(volume => itemsAt(valueAt(volume, 'projected'), 'sources'))
    .map(source => valueAt(source, 'serviceAccountToken')).filter(token => token !== undefined && token !== null);
  const mounted = valueAt(spec, 'automountServiceAccountToken');
  return tokens.some(token => valueAt(token, 'audience') === undefined) ? true
    : typeof mounted === 'boolean' ? mounted : undefined;
}

/** Programs that do nothing but ask the API server. */
const CLIENTS: readonly string[] = ['kubectl', 'kube-webhook-certgen'];

/** By the image, `registry.example/tools/kubectl:1.30`, or by the command. */
function clientIn(container: unknown): string | undefined {
  const image = textOf(valueAt(container, 'image'));
  const [command] = itemsAt(container, 'command').map(textOf);
  const names = [image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/, ''), (command ?? '').replace(/^.*\//, '')];
  return CLIENTS.find(client => names.some(name => name === client || name.endsWith(`-${client}`)));
}

/** The argument by which a cache of names on the node is told its addresses. */
const LOCAL_ADDRESS = /^--?localip(?:=(.*))?$/;

function localAddressesIn(container: unknown): string[] {
  const words = [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].map(textOf);
  return words.flatMap((word, index) => {
    const match = LOCAL_ADDRESS.exec(word);
    return match === null ? [] : (match[1] ?? words[index + 1] ?? '').split(',');
  });
}

function itemsAt(value: unknown, key: string): readonly unknown[] {
  const items = valueAt(value, key);
  return Array.isArray(items) ? items : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
