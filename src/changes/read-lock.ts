import { LOCK_VERSION, parseKey, parseOther, parsePassing, partsOfKey } from './lock-lines';
import { impliedPassing } from './lock-rules';
import { ConnectionRecord, isAbsentKey, nodeKey, NOTHING_PASSES, OTHER_PODS, Passing } from './record';
import { SavedTable, savedWorkload } from './saved-record';
import { LockHeader } from './write-lock';
import { NodeGroup } from '../model/matrix';
import { FlowVerdict } from '../model/trace';
import { PROTOCOLS, TransportProtocol } from '../sets/ports';

/** What a lock file says. */
export interface LockFile extends LockHeader {
  readonly record: ConnectionRecord;
}

/** Why a lock file is not read: a line that says nothing, or something else than another. */
export interface LockFault {
  /** From 1; undefined where it is about the whole file. */
  readonly line?: number;
  /** In words that follow the name of the file. */
  readonly reason: string;
}

/** Whether a text is a lock file, or was one before somebody merged or edited it. */
export function isLockText(text: string): boolean {
  return /^(?:(?:#.*|\s*|[<>=|]{7}.*)\r?\n)*version: \d+\s*\r?\n(?:.*\r?\n){0,8}?dialect: /.test(text);
}

/** What the text of a lock file says, or why it cannot be read. */
export function readLock(text: string): LockFile | LockFault {
  const reader = new LockReader();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const reason = reader.read(line, index + 1);
    if (reason !== undefined) {
      return { line: index + 1, reason };
    }
  }
  return reader.result();
}

const VERDICTS: readonly string[] = ['allowed', 'denied', 'unknown'];

class LockReader {
  private readonly table = new SavedTable();
  private readonly header = new Map<string, string>();
  private readonly workloads = new Set<string>();
  private readonly nodes = new Set<string>();
  /** By what a line is about: what it says, and where. */
  private readonly said = new Map<string, { readonly what: string; readonly line: number }>();

  /** Why the line cannot be read. */
  public read(line: string, number: number): string | undefined {
    if (/^([<>|]{7}( |$)|={7}$)/.test(line)) {
      return 'has the marks of a merge that is not finished';
    }
    if (line.trim() === '' || line.startsWith('#')) {
      return undefined;
    }
    const place = line.lastIndexOf(': ');
    const [subject, what] = [line.slice(0, place), line.slice(place + 2)];
    if (place < 0) {
      return NOT_WRITTEN;
    }
    const before = this.said.get(subject);
    this.said.set(subject, before ?? { what, line: number });
    if (before !== undefined) {
      return before.what === what ? undefined : `says something else than line ${before.line} about the same`;
    }
    return /^(version|dialect|external-blocks)$/.test(subject) ? this.readHeader(subject, what)
      : subject.startsWith('internet ') ? this.readWay(subject, what) : this.readConnection(subject, what);
  }

  public result(): LockFile | LockFault {
    const dialect = this.header.get('dialect');
    if (!this.header.has('version') || dialect === undefined) {
      return { reason: 'does not begin as a lock file: it has no `version` or no `dialect`' };
    }
    const nodes: NodeGroup[] = [...this.nodes].sort().map(name => ({ kind: 'nodes', names: [name] }));
    return {
      dialect,
      externalBlocks: this.header.get('external-blocks') === 'yes',
      record: this.table.record({
        workloads: [...this.workloads].sort().map(partsOfKey)
          .map(({ kind, namespace, name }) => savedWorkload(kind, namespace, name)),
        nodes: [...nodes, { kind: 'nodes', names: [] }],
        otherwise: (source, destination) => this.implied(source, destination),
      }),
    };
  }

  /** What a line would say that is not there. */
  private implied(source: string, destination: string): Passing {
    const [from, to] = [source, destination].map(generalOf);
    if (from !== source || to !== destination) {
      return this.table.named(from, to) ?? NOTHING_PASSES;
    }
    const [sent, received] = [this.table.named(source, OTHER_PODS), this.table.named(OTHER_PODS, destination)];
    return this.workloads.has(source) && this.workloads.has(destination) && sent !== undefined && received !== undefined
      ? impliedPassing(sent, received) : NOTHING_PASSES;
  }

  private readHeader(name: string, value: string): string | undefined {
    this.header.set(name, value.trim());
    return name === 'version' && value.trim() !== `${LOCK_VERSION}`
      ? `is of version ${value.trim()} of the format, and this netpol reads version ${LOCK_VERSION}` : undefined;
  }

  private readWay(name: string, verdict: string): string | undefined {
    const [, target, written, digits] = / -> (\S+) ([A-Z]+) (\d+)$/.exec(name) ?? [];
    const protocol = PROTOCOLS.find(known => known === written) as TransportProtocol | undefined;
    if (protocol === undefined || !VERDICTS.includes(verdict)) {
      return NOT_WRITTEN;
    }
    this.table.addWayIn(name, { verdict: verdict as FlowVerdict, target, protocol, port: Number(digits) });
    return undefined;
  }

  private readConnection(subject: string, what: string): string | undefined {
    const [, word, arrow, otherText] = /^(\S+) (<-|->) (.+)$/.exec(subject) ?? [];
    const key = word === undefined ? undefined : parseKey(word);
    const other = otherText === undefined ? undefined : parseOther(otherText);
    const passing = parsePassing(what);
    if (key === undefined || other === undefined || passing === undefined) {
      return NOT_WRITTEN;
    }
    this.workloads.add(key);
    if (other.kind === 'outside') {
      this.table.addOutside(arrow === '<-' ? 'ingress' : 'egress', key, { addresses: other.addresses, passing });
      return undefined;
    }
    const otherKey = other.kind === 'absent' ? this.table.addAbsent(other.description) : this.end(other.key);
    const [source, destination] = arrow === '<-' ? [otherKey, key] : [key, otherKey];
    this.table.add(source, destination, passing);
    return undefined;
  }

  private end(key: string): string {
    if (key.startsWith('node ')) {
      this.nodes.add(key.slice('node '.length));
    } else if (key !== OTHER_PODS && key !== nodeKey(undefined)) {
      this.workloads.add(key);
    }
    return key;
  }
}

const NOT_WRITTEN = 'is no line that netpol writes';

/** Those for which a line stands that has none for them. */
function generalOf(key: string): string {
  return isAbsentKey(key) ? OTHER_PODS : key.startsWith('node ') ? nodeKey(undefined) : key;
}
