import { ManifestObject } from './reading/manifest-object';
import { Problem } from '../model/finding';
import { Origin } from '../model/origin';
import { NAMESPACE_NAME_LABEL } from '../model/snapshot';
import { NetworkPolicyResource } from '../resources/network-policy';
import { count, list } from '../wording/lists';

/** Which namespaces the objects of an input name, and how many leave theirs to the tool that applies them. */
export interface NamespaceUse {
  readonly leftOpen: number;
  /** The first object that leaves it open. */
  readonly firstLeftOpen?: Origin;
  /** The namespaces that objects state, that are objects themselves or that selectors ask for by name, sorted. */
  readonly named: readonly string[];
}

/** Counts while objects are read. */
export class NamespaceCount {
  private leftOpen = 0;
  private firstLeftOpen?: Origin;
  private readonly named = new Set<string>();

  public add({ kind, namespace, name, isNamespaceLeftOpen, origin }: ManifestObject): void {
    if (isNamespaceLeftOpen) {
      this.leftOpen += 1;
      this.firstLeftOpen ??= origin;
    } else if (namespace !== '') {
      this.named.add(namespace);
    } else if (kind === 'Namespace') {
      this.named.add(name);
    }
  }

  /** @param policies of which the selectors may ask for namespaces by name */
  public result(policies: readonly NetworkPolicyResource[]): NamespaceUse {
    const asked = policies.flatMap(({ ingress, egress }) => [...ingress, ...egress])
      .flatMap(({ peers }) => peers).flatMap(({ namespaceSelector }) => namespaceSelector?.requirements ?? [])
      .filter(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In').flatMap(({ values }) => values);
    const named = [...new Set([...this.named, ...asked])].sort();
    return { leftOpen: this.leftOpen, firstLeftOpen: this.firstLeftOpen, named };
  }
}

/** What to do, in the words of the command or of the library. */
export interface NamespaceHelp {
  /** How to say where objects stand that name no namespace. */
  readonly state: (example: string) => string;
  /** What to do instead of naming a namespace that no object is left for. */
  readonly instead: string;
}

/**
 * What is likely to be a mistake about namespaces: objects that are left to the tool that applies them, next to others that
 * name theirs, and a namespace that is given for objects of which there is none.
 *
 * @param given the namespace that the user gave for such objects
 */
export function namespaceProblems(
  { leftOpen, firstLeftOpen, named }: NamespaceUse, given: string | undefined, help: NamespaceHelp,
): Problem[] {
  if (given !== undefined) {
    return leftOpen > 0 ? [] : [{
      severity: 'warning',
      message: `namespace \`${given}\` changes nothing: every object names its namespace${named.length === 0 ? '' : `, ${list(named)}`}`,
      at: { object: 'the input' },
      help: help.instead,
    }];
  }
  const others = named.filter(name => name !== 'default');
  return leftOpen === 0 || others.length === 0 || firstLeftOpen === undefined ? [] : [{
    severity: 'warning',
    message: `${count(leftOpen, 'object')} ${leftOpen === 1 ? 'names' : 'name'} no namespace and ${leftOpen === 1 ? 'is' : 'are'} taken to be in \`default\`, `
      + `while others speak of ${list(others.map(name => `\`${name}\``))}`,
    at: firstLeftOpen,
    field: 'metadata.namespace',
    help: help.state(others.length === 1 ? others[0] : 'NAME'),
  }];
}
