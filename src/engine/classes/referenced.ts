import { interpretationsOf } from '../../model/interpretation';
import { LabelFacts, UncertainLabel, uncertaintyOf } from '../../model/labels';
import { Policy, Rule } from '../../model/policy';
import { Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { PossibleSubjects } from '../../model/unsimulated';
import { AddressSet } from '../../sets/addresses';
import { TransportProtocol } from '../../sets/ports';

/** The label keys that selectors ask for, each with the values they name. No policy can tell other values apart. */
export type ReferencedLabels = ReadonlyMap<string, ReadonlySet<string>>;

/** A port name that some rule uses. */
export interface ReferencedPortName {
  readonly protocol: TransportProtocol;
  readonly name: string;
}

/** Everything that the policies look at. No policy can tell apart endpoints that agree in all of it. */
export interface Referenced {
  /** The namespaces that a policy or a peer refers to by name. */
  readonly namespaces: ReadonlySet<string>;
  readonly podLabels: ReferencedLabels;
  readonly namespaceLabels: ReferencedLabels;
  /** The namespaces and service accounts that pod selectors ask for as if they were labels. */
  readonly lookedUp: Readonly<Record<'namespace' | 'service-account', ReadonlySet<string>>>;
  readonly portNames: readonly ReferencedPortName[];
  /** The addresses of every peer that is given by addresses. */
  readonly addresses: readonly AddressSet[];
}

/** Everything that the policies look at. */
export function referencedBy(snapshot: Snapshot): Referenced {
  const { unsimulated } = snapshot;
  const found = new Collector();
  for (const { policies, enforcement } of interpretationsOf(snapshot)) {
    enforcement.switchingLabels.forEach(({ key }) => found.addPodLabel(key));
    policies.forEach(policy => found.addPolicy(policy));
  }
  unsimulated.forEach(({ subjects }) => subjects.forEach(subject => found.addPods(subject)));
  const { namespaces, podLabels, namespaceLabels, lookedUp, addresses, names } = found;
  const portNames = [...names].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name);
  return { namespaces, podLabels, namespaceLabels, lookedUp, portNames, addresses };
}

class Collector {
  public readonly namespaces = new Set<string>();
  public readonly podLabels = new Map<string, Set<string>>();
  public readonly namespaceLabels = new Map<string, Set<string>>();
  public readonly lookedUp = { 'namespace': new Set<string>(), 'service-account': new Set<string>() };
  public readonly names = new Map<string, ReferencedPortName>();
  public readonly addresses: AddressSet[] = [];

  public addPodLabel(key: string): void {
    this.podLabels.set(key, this.podLabels.get(key) ?? new Set());
  }

  public addPolicy({ subject, egress, ingress }: Policy): void {
    if (egress !== undefined || ingress !== undefined) {
      this.addPods(subject);
    }
    egress?.rules.forEach(rule => this.addRule(rule));
    ingress?.rules.forEach(rule => this.addRule(rule));
  }

  private addRule({ peers, ports }: Rule): void {
    for (const peer of peers) {
      if (peer.kind === 'pods') {
        this.addPods(peer);
      } else if (peer.kind === 'addresses') {
        this.addresses.push(peer.addresses);
      }
    }
    for (const match of ports) {
      if (match.kind === 'named') {
        this.names.set(`${match.protocol} ${match.name}`, { protocol: match.protocol, name: match.name });
      }
    }
  }

  public addPods({ pods, namespaces }: PossibleSubjects): void {
    this.addSelector(pods, this.podLabels);
    if (namespaces.kind === 'named') {
      this.namespaces.add(namespaces.name);
    } else {
      this.addSelector(namespaces.selector, this.namespaceLabels);
    }
  }

  private addSelector({ requirements }: Selector, labels: Map<string, Set<string>>): void {
    for (const { key, lookup, values } of requirements) {
      if (lookup === 'nothing' || typeof lookup === 'object') {
        continue;
      }
      let known = lookup === undefined ? labels.get(key) : this.lookedUp[lookup];
      if (known === undefined) {
        known = new Set();
        labels.set(key, known);
      }
      for (const value of values) {
        known.add(value);
      }
    }
  }
}

/** What the policies can see of the labels, as text: equal for labels that no policy can tell apart. */
export function visibleLabels(labels: LabelFacts, referenced: ReferencedLabels): string {
  let text = '';
  let place = 0;
  for (const [key, values] of referenced) {
    const uncertain = uncertaintyOf(labels, key);
    const value = labels.known.get(key);
    if (uncertain !== undefined) {
      text += `;${place}~${visibleUncertainty(uncertain, values)}`;
    } else if (value !== undefined) {
      text += `;${place}=${visible(value, values)}`;
    }
    place += 1;
  }
  return text;
}

function visibleUncertainty(label: UncertainLabel, referenced: ReadonlySet<string>): string {
  const texts = (values: Iterable<string>) => [...new Set([...values].map(one => visible(one, referenced)))].sort().join('');
  return `${label.mayBeAbsent ? '-' : ''}${label.values === undefined ? '*' : texts(label.values)}`;
}

/** The value if some selector names it, `-` if there is none, and `?` for every other value. */
export function visible(value: string | undefined, referenced: ReadonlySet<string>): string {
  return value === undefined ? '-' : referenced.has(value) ? lengthPrefixed(value) : '?';
}

/** The text with its length in front, which makes concatenations of such texts unambiguous. */
export function lengthPrefixed(text: string): string {
  return `${text.length}:${text}`;
}
