import { parseAllDocuments } from 'yaml';
import { Dialect } from '../src/dialects/dialect';
import { KUBERNETES } from '../src/dialects/kubernetes';
import { ingest, Ingested } from '../src/ingest/ingest';
import { DeclaredFacts } from '../src/model/cluster';
import { Endpoint, Flow, FlowProtocol } from '../src/model/flow';
import { Snapshot } from '../src/model/snapshot';
import { Trace, FlowVerdict } from '../src/model/trace';
import { formatWorkload, Workload } from '../src/model/workload';
import { judge } from '../src/semantics/judge';
import { AddressSet, parseAddress } from '../src/sets/addresses';
import { parseCidr } from '../src/sets/cidr';

/** Manifests as YAML text with `---` between them, or as objects. */
export type Input = string | readonly object[];

/** What ingest makes of the input, problems included. */
export function read(input: Input, known?: DeclaredFacts, dialect: Dialect = KUBERNETES): Ingested {
  const contents = typeof input === 'string' ? parseAllDocuments(input).map(document => document.toJS()) : input;
  return ingest(contents.map(content => ({ content })), { dialect, facts: known });
}

/** The snapshot of the input; an error in it fails the test. */
export function cluster(input: Input, known?: DeclaredFacts, dialect: Dialect = KUBERNETES): Snapshot {
  const { snapshot, problems } = read(input, known, dialect);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new Error(errors.map(({ at, message }) => `${at.object}: ${message}`).join('\n'));
  }
  return snapshot;
}

/** `facts({ pods: ['10.0.0.0/8'] })` */
export function facts({ pods, nodes }: { pods?: readonly string[]; nodes?: readonly string[] }): DeclaredFacts {
  return {
    podAddresses: pods === undefined ? undefined : addresses(...pods),
    nodeAddresses: nodes === undefined ? undefined : addresses(...nodes),
  };
}

/** The addresses of the blocks. */
export function addresses(...cidrs: readonly string[]): AddressSet {
  return cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, block) => sum.union(block));
}

/**
 * `shop/web -> shop/db TCP 5432`. An endpoint is `namespace/name`, an address, `node worker-1`, or `node` for any.
 * `itself` is the same pod as the source.
 */
export function flow(snapshot: Snapshot, text: string): Flow {
  const match = /^(.+?) -> (.+?) (TCP|UDP|SCTP|ICMP)(?: (\d+))?$/.exec(text.trim());
  if (match === null) {
    throw new Error(`"${text}" is not like "shop/web -> shop/db TCP 5432"`);
  }
  const [, from, to, protocol, port] = match;
  const source = endpoint(snapshot, from);
  const samePod = to === 'itself';
  return {
    source,
    destination: samePod ? source : endpoint(snapshot, to),
    protocol: protocol as FlowProtocol,
    port: Number(port ?? 0),
    ...(samePod ? { samePod } : {}),
  };
}

/** One end of a flow, as `flow` writes it. */
export function endpoint(snapshot: Snapshot, text: string): Endpoint {
  if (text === 'node') {
    return { kind: 'node' };
  }
  if (text.startsWith('node ')) {
    return { kind: 'node', name: text.slice('node '.length) };
  }
  const address = parseAddress(text);
  return address === undefined
    ? { kind: 'workload', workload: workload(snapshot, text) } : { kind: 'address', address };
}

/** The workload called `namespace/name`. */
export function workload(snapshot: Snapshot, text: string): Workload {
  const found = snapshot.workloads.find(candidate => formatWorkload(candidate) === text);
  if (found === undefined) {
    throw new Error(`no workload "${text}" among: ${snapshot.workloads.map(formatWorkload).join(', ')}`);
  }
  return found;
}

/** What the judge says about the flow, and why. */
export function trace(snapshot: Snapshot, text: string): Trace {
  return judge(snapshot, flow(snapshot, text));
}

/** What the judge says about the flow. */
export function verdict(snapshot: Snapshot, text: string): FlowVerdict {
  return trace(snapshot, text).verdict;
}

/** `'shop/web'` as metadata; without a slash there is no namespace. */
export function metadata(name: string, labels?: Record<string, string>): object {
  const [first, second] = name.split('/');
  const header = second === undefined ? { name: first } : { namespace: first, name: second };
  return labels === undefined ? header : { ...header, labels };
}

/** `'http=8080'`, `'dns=53/UDP'`, `'80'`: the port of a container, with or without a name. */
export function containerPort(text: string): object {
  const [, name, number, protocol] = /^(?:(.+)=)?(\d+)(?:\/(.+))?$/.exec(text)!;
  return { ...(name && { name }), containerPort: Number(number), ...(protocol && { protocol }) };
}

export interface PodOptions {
  readonly ports?: readonly string[];
  readonly hostNetwork?: boolean;
  readonly ip?: string;
  readonly node?: string;
  readonly owner?: string;
}

/** A bare pod, or a live one: `pod('shop/web', { app: 'web' }, { ports: ['http=8080'] })`. */
export function pod(name: string, labels: Record<string, string> = {}, options: PodOptions = {}): object {
  const { ip, node: nodeName, owner } = options;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata(name, labels), ...(owner && { ownerReferences: [ownerReference(owner)] }) },
    spec: { ...podSpec(options), ...(nodeName && { nodeName }) },
    ...(ip && { status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] } }),
  };
}

/** `'ReplicaSet web-1'` */
export function ownerReference(text: string): object {
  const [kind, name] = text.split(' ');
  return { apiVersion: 'apps/v1', kind, name, controller: true, uid: name };
}

function podSpec({ ports = [], hostNetwork }: PodOptions): object {
  return {
    containers: [{ name: 'main', image: 'main', ports: ports.map(containerPort) }],
    ...(hostNetwork && { hostNetwork }),
  };
}

/** A Deployment whose pods have the labels. */
export function deployment(name: string, labels: Record<string, string> = {}, options: PodOptions = {}): object {
  return controller('apps/v1', 'Deployment', name, labels, options);
}

/** Any controller with `spec.template`; `spec` is added to its own. */
export function controller(
  apiVersion: string, kind: string, name: string, labels: Record<string, string> = {}, options: PodOptions = {},
  spec: object = {},
): object {
  return {
    apiVersion,
    kind,
    metadata: { ...metadata(name), ...(options.owner && { ownerReferences: [ownerReference(options.owner)] }) },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(options) }, ...spec },
  };
}

/** A Namespace object. */
export function namespace(name: string, labels: Record<string, string> = {}): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A Node object. */
export function node(name: string, ip: string, podCidr?: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: podCidr === undefined ? {} : { podCIDR: podCidr, podCIDRs: [podCidr] },
    status: { addresses: [{ type: 'InternalIP', address: ip }, { type: 'Hostname', address: name }] },
  };
}

/** A NetworkPolicy: `policy('shop/p', { podSelector: {}, ingress: [] })`. */
export function policy(name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: metadata(name), spec };
}

/** A selector by labels: `labeled({ app: 'web' })`. */
export function labeled(matchLabels: Record<string, string>): object {
  return { matchLabels };
}
