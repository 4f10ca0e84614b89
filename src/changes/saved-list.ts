import { ConnectionRecord, isAbsentKey, nodeKey, NOTHING_PASSES, OTHER_PODS, Passing } from './record';
import { SavedTable, savedWorkload } from './saved-record';
import { NamedWay, nameOfWay } from './ways-in';
import { NodeGroup } from '../model/matrix';
import { Workload } from '../model/workload';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { ALL_PORTS, FIRST_PORT, LAST_PORT, portRange, PROTOCOLS, TransportProtocol } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** A list that `netpol list --format json` wrote, as far as it says for what it holds. */
export interface SavedList {
  readonly dialect: string;
  readonly externalBlocks: boolean;
  readonly isPartial: boolean;
  readonly record: ConnectionRecord;
}

/** Whether it is such a list, whatever else is wrong with it. */
export function isSavedList(content: unknown): boolean {
  return isMap(content) && 'schemaVersion' in content && 'endpoints' in content
    && ('connections' in content || 'groups' in content);
}

/** The list, or what is wrong with it, in words that follow its name. */
export function readSavedList(content: unknown): SavedList | string {
  try {
    return readList(content);
  } catch (error) {
    if (!(error instanceof UnreadableList)) {
      throw error;
    }
    return error.message;
  }
}

class UnreadableList extends Error {}

const KNOWN_VERSION = 1;

const NO_LIST = 'is no list that `netpol list --format json` wrote';

const NOT_IN_THE_INPUT = / \(not in the input\)(#\d+)?$/;

function readList(content: unknown): SavedList {
  const root = map(content, 'the list');
  if (root.schemaVersion !== KNOWN_VERSION) {
    throw new UnreadableList(`was written by another version of netpol: \`schemaVersion\` is not ${KNOWN_VERSION}`);
  }
  const table = new SavedTable();
  const ends = new Ends(items(root, 'endpoints'), table);
  for (const [place, item] of items(root, 'connections').entries()) {
    const at = `connections[${place}]`;
    const connection = map(item, at);
    ends.connect(text(connection, 'source', at), text(connection, 'destination', at), passingIn(connection, at), at);
  }
  for (const [place, item] of items(root, 'groups').entries()) {
    const at = `groups[${place}]`;
    const group = map(item, at);
    const passing = passingIn(group, at);
    items(group, 'sources').forEach(source => items(group, 'destinations').forEach(destination =>
      ends.connect(String(source), String(destination), passing, at)));
  }
  for (const [place, item] of items(root, 'waysIn').entries()) {
    addWayIn(map(item, `waysIn[${place}]`), `waysIn[${place}]`, ends, table);
  }
  return {
    dialect: text(root, 'dialect', 'the list'),
    externalBlocks: root.externalBlocks === true,
    isPartial: root.partial === true,
    record: table.record({
      workloads: [...ends.workloads.values()],
      nodes: 'groups' in root ? ends.nodes : undefined,
      addresses: ends.outside,
      otherwise: (source, destination) => {
        const [from, to] = [source, destination]
          .map(key => (isAbsentKey(key) && !table.isNamedAbsent(key) ? OTHER_PODS : key));
        return table.named(from, to) ?? NOTHING_PASSES;
      },
    }),
  };
}

/** The endpoints by their ids. */
class Ends {
  public readonly workloads = new Map<string, Workload>();
  public readonly nodes: NodeGroup[] = [];
  public outside = NO_ADDRESSES;
  private readonly keys = new Map<string, readonly string[]>();
  private readonly blocks = new Map<string, AddressSet>();

  public constructor(endpoints: readonly unknown[], private readonly table: SavedTable) {
    endpoints.forEach((item, place) => this.addEnd(map(item, `endpoints[${place}]`), `endpoints[${place}]`));
  }

  public connect(source: string, destination: string, passing: Passing, at: string): void {
    const [from, to] = [source, destination].map(id => this.keys.get(id) ?? []);
    const [fromBlock, toBlock] = [source, destination].map(id => this.blocks.get(id));
    if ((from.length === 0 && fromBlock === undefined) || (to.length === 0 && toBlock === undefined)) {
      throw new UnreadableList(`${NO_LIST}: \`${at}\` names an endpoint that is not in it`);
    }
    if (fromBlock !== undefined) {
      to.forEach(key => this.table.addOutside('ingress', key, { addresses: fromBlock, passing }));
    } else if (toBlock !== undefined) {
      from.forEach(key => this.table.addOutside('egress', key, { addresses: toBlock, passing }));
    } else {
      from.forEach(one => to.forEach(other => this.table.add(one, other, passing)));
    }
  }

  private addEnd(end: Fields, at: string): void {
    const id = text(end, 'id', at);
    switch (end.type) {
      case 'workload':
        this.workloads.set(id, savedWorkload(text(end, 'kind', at), text(end, 'namespace', at), text(end, 'name', at)));
        this.keys.set(id, [id]);
        return;
      case 'absent':
        this.keys.set(id, [id === OTHER_PODS ? id : this.table.addAbsent(id.replace(NOT_IN_THE_INPUT, ''))]);
        return;
      case 'nodes': {
        const names = items(end, 'names').map(String);
        this.nodes.push({ kind: 'nodes', names });
        this.keys.set(id, names.length === 0 ? [nodeKey(undefined)] : names.map(nodeKey));
        return;
      }
      case 'external': {
        const addresses = items(end, 'cidrs').map(cidr => addressesOf(String(cidr), at))
          .reduce((sum, block) => sum.union(block), NO_ADDRESSES);
        this.outside = this.outside.union(addresses);
        this.blocks.set(id, addresses);
        return;
      }
      default: throw wrong(`${at}.type`);
    }
  }
}

function addWayIn(way: Fields, at: string, ends: Ends, table: SavedTable): void {
  const target = ends.workloads.get(text(way, 'target', at));
  const { verdict, port } = way;
  const protocol = PROTOCOLS.find(known => known === way.protocol);
  if (target === undefined || typeof port !== 'number' || protocol === undefined
    || (verdict !== 'allowed' && verdict !== 'denied' && verdict !== 'unknown')) {
    throw wrong(at);
  }
  const [entry, service, ...listeners] = [way.entry, way.service, ...items(way, 'listeners')]
    .map(part => map(part, at));
  const clients = way.clients === undefined || way.clients === null ? undefined : items(way, 'clients').map(String);
  const named = { entry, service, listeners, clients, target, protocol, port } as unknown as NamedWay;
  table.addWayIn(nameOfWay(named), { verdict, protocol, port, target: `${target.namespace}/${target.name}` });
}

function passingIn(connection: Fields, at: string): Passing {
  const [allowed, unknown] = (['allowed', 'unknown'] as const).map(part => trafficIn(connection[part], `${at}.${part}`));
  return { allowed, unknown };
}

function trafficIn(value: unknown, at: string): TrafficSet {
  return Object.entries(map(value, at)).reduce((sum, [protocol, ranges]) => {
    if (!PROTOCOLS.includes(protocol as TransportProtocol) || !Array.isArray(ranges)) {
      throw wrong(at);
    }
    return ranges.reduce<TrafficSet>((all, range) =>
      all.union(TrafficSet.of(protocol as TransportProtocol, portsIn(range, at))), sum);
  }, TrafficSet.NONE);
}

function portsIn(range: unknown, at: string): typeof ALL_PORTS {
  const [first, last] = Array.isArray(range) ? range as unknown[] : [];
  if (!isPort(first) || !isPort(last) || first > last) {
    throw wrong(at);
  }
  return portRange(first, last);
}

function addressesOf(cidr: string, at: string): AddressSet {
  const block = parseCidr(cidr);
  if (block === undefined) {
    throw wrong(`${at}.cidrs`);
  }
  return block.addresses;
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= FIRST_PORT && (value as number) <= LAST_PORT;
}

type Fields = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function map(value: unknown, at: string): Fields {
  if (!isMap(value)) {
    throw wrong(at);
  }
  return value;
}

/** What is not there is an empty list. */
function items(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) {
    throw wrong(name);
  }
  return value;
}

function text(fields: Fields, name: string, at: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw wrong(`${at}.${name}`);
  }
  return value;
}

function wrong(at: string): UnreadableList {
  return new UnreadableList(`${NO_LIST}: \`${at}\` is not what stands there`);
}
