import { Classes } from './classes';
import { LabelIndex } from './label-index';
import { Referenced } from './referenced';
import { Selection, selectionOf } from './selections';
import { SelectorNumbers } from './selector-numbers';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { Selector, selects } from '../../model/selector';
import { namespaceLabels, Snapshot } from '../../model/snapshot';
import { Ternary } from '../../sets/ternary';

/** Namespaces by number, each with whether it is meant for certain or perhaps. */
type Scope = ReadonlyMap<number, Ternary>;

const NO_NAMESPACE: Scope = new Map();

/** Pods that are selected in some namespaces. */
type PodSelection = Pick<PodsPeer, 'namespaces' | 'pods'>;

/** There are fewer selectors than that, so that two numbers fit into one. */
const MOST_SELECTORS = 2 ** 26;

/** What each distinct selector selects, computed once. */
export class ClassSelections {
  private readonly numbers = new SelectorNumbers();
  private readonly numberOfName = new Map<string, number>();
  private readonly selections = new Map<number, Selection>();
  private readonly scopes = new Map<number, Scope>();
  private readonly pods: LabelIndex;
  private readonly namespaces: LabelIndex;
  private readonly members: readonly number[][];

  public constructor(private readonly snapshot: Snapshot, private readonly classes: Classes, referenced: Referenced) {
    this.pods = new LabelIndex(classes.list.map(({ workloads }) => workloads[0].labels), referenced.podLabels.keys());
    this.namespaces = new LabelIndex(
      classes.namespaces.map(name => namespaceLabels(snapshot, name)), referenced.namespaceLabels.keys());
    this.members = classes.namespaces.map(() => []);
    classes.namespaceOf.forEach((namespace, index) => this.members[namespace].push(index));
  }

  /** The same number for the same selection, whatever the order of requirements and values, and for no other. */
  public numberOf({ namespaces, pods }: PodSelection): number {
    return this.numberOfScope(namespaces) * MOST_SELECTORS + this.numbers.of(pods);
  }

  /** The classes whose pods are selected; looked for once for each distinct selection. */
  public of(selected: PodSelection): Selection {
    const number = this.numberOf(selected);
    let selection = this.selections.get(number);
    if (selection === undefined) {
      selection = this.select(selected);
      this.selections.set(number, selection);
    }
    return selection;
  }

  /** The same for who asks about each selection but once. */
  public select({ namespaces, pods }: PodSelection): Selection {
    const scope = this.namespacesOf(namespaces);
    const certain: number[] = [];
    const perhaps: number[] = [];
    for (const list of this.candidates(scope, pods)) {
      for (const index of list) {
        const scoped = scope.get(this.classes.namespaceOf[index]);
        const answer = scoped === undefined ? 'no' : selects(pods, this.classes.list[index].workloads[0].labels);
        if (answer !== 'no') {
          (answer === 'yes' && scoped === 'yes' ? certain : perhaps).push(index);
        }
      }
    }
    return selectionOf(certain, perhaps);
  }

  private candidates(scope: Scope, pods: Selector): readonly (readonly number[])[] {
    const byLabel = this.pods.candidates(pods);
    let inNamespaces = 0;
    for (const namespace of scope.keys()) {
      inNamespaces += this.members[namespace].length;
    }
    return byLabel !== undefined && byLabel.count < inNamespaces
      ? byLabel.lists : [...scope.keys()].map(namespace => this.members[namespace]);
  }

  /** Selectors of namespaces have even numbers here, names odd ones. */
  private numberOfScope(scope: NamespaceScope): number {
    if (scope.kind === 'labeled') {
      return this.numbers.of(scope.selector) * 2;
    }
    const number = this.numberOfName.get(scope.name) ?? this.numberOfName.size;
    this.numberOfName.set(scope.name, number);
    return number * 2 + 1;
  }

  /** The namespaces that the scope means or may mean. */
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
