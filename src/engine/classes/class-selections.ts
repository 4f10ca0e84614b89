import { Classes } from './classes';
import { LabelIndex } from './label-index';
import { Referenced } from './referenced';
import { Selection, selectionOf, unite } from './selections';
import { SelectorNumbers } from './selector-numbers';
import { alternativesFor, holdsInAnyCase } from '../../model/alternatives';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { Selector, selects } from '../../model/selector';
import { namespaceLabels, Snapshot } from '../../model/snapshot';
import { Ternary } from '../../sets/ternary';

/** The numbers of the namespaces that a scope covers: `yes` for certain, `unknown` for perhaps. */
type Scope = ReadonlyMap<number, Ternary>;

const NO_NAMESPACE: Scope = new Map();

/** A pod selector and the namespaces in which it selects. */
type PodSelection = Omit<PodsPeer, 'kind'>;

/** More than a cluster has selectors, so that the numbers of a scope and of a pod selector fit into one number. */
const MOST_SELECTORS = 2 ** 25;

/** What each distinct selector selects, computed once. */
export class ClassSelections {
  private readonly numbers = new SelectorNumbers();
  private readonly numbersOfNames = new Map<string, number>();
  private readonly selections = new Map<number, Selection>();
  private readonly scopes = new Map<number, Scope>();
  private readonly pods: LabelIndex;
  private readonly namespaces: LabelIndex;
  /** By number of a namespace: its classes. */
  private readonly members: readonly number[][];

  public constructor(private readonly snapshot: Snapshot, private readonly classes: Classes, referenced: Referenced) {
    this.pods = new LabelIndex(classes.list.map(({ workloads }) => workloads[0].labels), referenced.podLabels.keys());
    this.namespaces = new LabelIndex(
      classes.namespaces.map(name => namespaceLabels(snapshot, name)), referenced.namespaceLabels.keys());
    this.members = classes.namespaces.map(() => []);
    classes.namespaceOf.forEach((namespace, index) => this.members[namespace].push(index));
  }

  /** A number for the selection; equal only for equal ones, whatever the order of requirements and values. */
  public numberOf({ namespaces, pods, skipsHostNetwork = false }: PodSelection): number {
    return (this.numberOfScope(namespaces) * 2 + Number(skipsHostNetwork)) * MOST_SELECTORS + this.numbers.of(pods);
  }

  /** The classes whose pods are selected; cached for each distinct selection. */
  public of(selected: PodSelection): Selection {
    const number = this.numberOf(selected);
    let selection = this.selections.get(number);
    if (selection === undefined) {
      selection = this.select(selected);
      this.selections.set(number, selection);
    }
    return selection;
  }

  /** The classes whose pods are selected, without the cache: for callers that ask about each selection only once. */
  public select({ namespaces, pods, skipsHostNetwork }: PodSelection): Selection {
    const scope = this.namespacesOf(namespaces);
    const certain: number[] = [];
    const perhaps: number[] = [];
    for (const list of this.candidates(scope, pods)) {
      for (const index of list) {
        const scoped = scope.get(this.classes.namespaceOf[index]);
        const [{ labels, hostNetwork }] = this.classes.list[index].workloads;
        const answer = scoped === undefined || (skipsHostNetwork && hostNetwork) ? 'no' : selects(pods, labels);
        if (answer !== 'no') {
          (answer === 'yes' && scoped === 'yes' ? certain : perhaps).push(index);
        }
      }
    }
    return selectionOf(certain, perhaps);
  }

  /**
   * The classes that one of the peers selects. What each selects only perhaps may be certain together: a namespace
   * either has `team=red` or has not.
   */
  public ofAny(peers: readonly PodsPeer[]): Selection {
    const { certain, perhaps } = unite(peers.map(peer => this.of(peer)));
    if (peers.length < 2 || perhaps.length === 0) {
      return { certain, perhaps };
    }
    const answers = perhaps.map(index => {
      const [pod] = this.classes.list[index].workloads;
      const alternatives = alternativesFor(peers, pod);
      return { index, answer: holdsInAnyCase(alternatives, namespaceLabels(this.snapshot, pod.namespace), pod.labels) };
    });
    const withAnswer = (wanted: Ternary) => answers.filter(({ answer }) => answer === wanted).map(({ index }) => index);
    return selectionOf([...certain, ...withAnswer('yes')], withAnswer('unknown'));
  }

  /** The classes to test: those that the label index offers or those of the namespaces, whichever are fewer. */
  private candidates(scope: Scope, pods: Selector): readonly (readonly number[])[] {
    const byLabel = this.pods.candidates(pods);
    let inNamespaces = 0;
    for (const namespace of scope.keys()) {
      inNamespaces += this.members[namespace].length;
    }
    return byLabel !== undefined && byLabel.count < inNamespaces
      ? byLabel.lists : [...scope.keys()].map(namespace => this.members[namespace]);
  }

  /** Even for namespace selectors, odd for namespace names, so that no two scopes share a number. */
  private numberOfScope(scope: NamespaceScope): number {
    if (scope.kind === 'labeled') {
      return this.numbers.of(scope.selector) * 2;
    }
    const number = this.numbersOfNames.get(scope.name) ?? this.numbersOfNames.size;
    this.numbersOfNames.set(scope.name, number);
    return number * 2 + 1;
  }

  /** The namespaces that the scope covers, for certain or perhaps. */
  private namespacesOf(scope: NamespaceScope): Scope {
    const number = this.numberOfScope(scope);
    let found = this.scopes.get(number);
    if (found === undefined) {
      found = scope.kind === 'named' ? this.findNamed(scope.name) : this.findLabeled(scope.selector);
      this.scopes.set(number, found);
    }
    return found;
  }

  private findNamed(name: string): Scope {
    const number = this.classes.numberOfNamespace.get(name);
    return number === undefined ? NO_NAMESPACE : new Map([[number, 'yes']]);
  }

  private findLabeled(selector: Selector): Scope {
    const { namespaces } = this.classes;
    const candidates = this.namespaces.candidates(selector)?.lists.flat() ?? [...namespaces.keys()];
    const answers = candidates.map((number): [number, Ternary] =>
      [number, selects(selector, namespaceLabels(this.snapshot, namespaces[number]))]);
    return new Map(answers.filter(([, answer]) => answer !== 'no'));
  }
}
