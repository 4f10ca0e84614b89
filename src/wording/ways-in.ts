import { Listener, WayIn } from '../model/ways-in';

/** What names a way in, up to the Service. */
type DescribedWay = Pick<WayIn, 'clients' | 'listeners' | 'service'> & {
  readonly entry: Pick<WayIn['entry'], 'kind' | 'namespace' | 'name'>;
};

/** `internet -> Ingress shop/web (shop.example.com /) -> Service shop/web:80`: how traffic from outside gets to a Service. */
export function describeWayTo({ clients, entry, listeners, service }: DescribedWay): string {
  const from = clients === undefined ? 'internet' : `internet at ${clients.join(', ')}`;
  const isItself = entry.kind === 'Service' && entry.name === service.name && entry.namespace === service.namespace;
  const where = `${entry.kind} ${entry.namespace}/${entry.name}`;
  const doors = formatListeners(listeners);
  return isItself ? `${from} -> ${where}:${service.port} (${doors})`
    : `${from} -> ${where} (${doors}) -> Service ${service.namespace}/${service.name}:${service.port}`;
}

/** `shop.example.com /, HTTPS www.example.com`: the protocol stands where it is not HTTP, the port where it is known. */
function formatListeners(listeners: readonly Listener[]): string {
  return [...new Set(listeners.map(({ protocol, port, host, path, at }) => [
    ...at === undefined ? [] : [at],
    ...protocol === 'HTTP' || at !== undefined ? [] : [protocol],
    ...host === undefined && at === undefined ? ['*'] : host === undefined ? [] : [host],
    ...port === undefined ? [] : [`:${port}`],
    ...path === undefined ? [] : [path],
  ].join(' ').replace(/ :/g, ':')))].join(', ');
}

/** `TCP 8080`: the traffic that the pods take. */
export function describeTrafficIn({ protocol, port }: Pick<WayIn, 'protocol' | 'port'>): string {
  return `${protocol} ${port}`;
}
