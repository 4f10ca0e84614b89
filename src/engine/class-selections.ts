import { Classes } from './classes';
import { LabelIndex } from './label-index';
import { NamespaceScope } from '../model/policy';
import { Selector, selects } from '../model/selector';
import { namespaceLabels, Snapshot } from '../model/snapshot';
import { allOf, Ternary } from '../sets/ternary';

/** The classes that are selected, each list in order and apart from the other. */
export interface Selection {
  readonly certain: Int32Array;
  readonly perhaps: Int32Array;
}

/** What each distinct selector selects, computed once. */
export class ClassSelections {
  private readonly selections = new Map<string, Selection>();
  private readonly scopes = new Map<string, ReadonlyMap<number, Ternary>>();
  private readonly pods: LabelIndex;
  private readonly namespaces: LabelIndex;
  private readonly members: readonly number[][];

  public constructor(private readonly snapshot: Snapshot, private readonly classes: Classes) {
    this.pods = new LabelIndex(classes.list.map(({ workloads }) => workloads[0].labels));
    this.namespaces = new LabelIndex(classes.namespaces.map(name => namespaceLabels(snapshot, name)));
    this.members = classes.namespaces.map(() => []);
    classes.namespaceOf.forEach((namespace, index) => this.members[namespace].push(index));
  }

  /** The classes whose pods the selector selects in the namespaces. */
  public of(scope: NamespaceScope, pods: Selector): Selection {
    const key = selectionKey(scope, pods);
    let selection = this.selections.get(key);
    if (selection === undefined) {
      selection = this.select(scope, pods);
      this.selections.set(key, selection);
    }
    return selection;
  }

  private select(scope: NamespaceScope, pods: Selector): Selection {
    const inScope = this.namespacesOf(scope);
    const certain: number[] = [];
    const perhaps: number[] = [];
    for (const index of this.candidates(inScope, pods)) {
      const scoped = inScope.get(this.classes.namespaceOf[index]);
      const answer = scoped === undefined ? 'no' : pods.requirements.length === 0 ? scoped
        : allOf([scoped, selects(pods, this.classes.list[index].workloads[0].labels)]);
      if (answer !== 'no') {
        (answer === 'yes' ? certain : perhaps).push(index);
      }
    }
    return { certain: Int32Array.from(certain).sort(), perhaps: Int32Array.from(perhaps).sort() };
  }

  private candidates(inScope: ReadonlyMap<number, Ternary>, pods: Selector): readonly number[] {
    const byLabel = this.pods.candidates(pods);
    const byNamespace = [...inScope.keys()].map(namespace => this.members[namespace]);
    const inNamespaces = byNamespace.reduce((sum, { length }) => sum + length, 0);
    return (byLabel !== undefined && byLabel.count < inNamespaces ? byLabel.lists : byNamespace).flat();
  }

  /** The namespaces that the scope means or may mean. */
  private namespacesOf(scope: NamespaceScope): ReadonlyMap<number, Ternary> {
    if (scope.kind === 'named') {
      const number = this.classes.numberOfNamespace.get(scope.name);
      return number === undefined ? new Map() : new Map([[number, 'yes']]);
    }
    const key = JSON.stringify(scope.selector);
    const found = this.scopes.get(key) ?? this.labeled(scope.selector);
    this.scopes.set(key, found);
    return found;
  }

  private labeled(selector: Selector): ReadonlyMap<number, Ternary> {
    const { namespaces } = this.classes;
    const candidates = this.namespaces.candidates(selector)?.lists.flat() ?? [...namespaces.keys()];
    const answers = candidates.map((number): [number, Ternary] =>
      [number, selects(selector, namespaceLabels(this.snapshot, namespaces[number]))]);
    return new Map(answers.filter(([, answer]) => answer !== 'no'));
  }
}

/** The same text for the same selection, whatever the order of requirements and values. */
export function selectionKey(scope: NamespaceScope, pods: Selector): string {
  return JSON.stringify([scope.kind === 'named' ? scope.name : requirementKeys(scope.selector), requirementKeys(pods)]);
}

function requirementKeys({ requirements }: Selector): string[] {
  return requirements.map(({ key, operator, values, lookup }) =>
    JSON.stringify([key, operator, values.length > 1 ? [...values].sort() : values, lookup])).sort();
}
