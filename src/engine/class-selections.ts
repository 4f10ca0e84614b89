import { Classes } from './classes';
import { LabelIndex } from './label-index';
import { Mentions } from './mentions';
import { PodSelection, selectionKey, selectorKey } from './selection-key';
import { Selection, selectionOf } from './selections';
import { NamespaceScope } from '../model/policy';
import { Selector, selects } from '../model/selector';
import { namespaceLabels, Snapshot } from '../model/snapshot';
import { Ternary } from '../sets/ternary';

/** Namespaces by number, each with whether it is meant for certain or perhaps. */
type Scope = ReadonlyMap<number, Ternary>;

const NO_NAMESPACE: Scope = new Map();

/** What each distinct selector selects, computed once. */
export class ClassSelections {
  private readonly selections = new Map<string, Selection>();
  private readonly named = new Map<string, Scope>();
  private readonly labeled = new Map<string, Scope>();
  private readonly pods: LabelIndex;
  private readonly namespaces: LabelIndex;
  private readonly members: readonly number[][];

  public constructor(private readonly snapshot: Snapshot, private readonly classes: Classes, mentions: Mentions) {
    this.pods = new LabelIndex(classes.list.map(({ workloads }) => workloads[0].labels), mentions.podLabels.keys());
    this.namespaces = new LabelIndex(
      classes.namespaces.map(name => namespaceLabels(snapshot, name)), mentions.namespaceLabels.keys());
    this.members = classes.namespaces.map(() => []);
    classes.namespaceOf.forEach((namespace, index) => this.members[namespace].push(index));
  }

  /** The classes whose pods are selected; looked for once for each distinct selection. */
  public of(selected: PodSelection): Selection {
    const key = selectionKey(selected);
    let selection = this.selections.get(key);
    if (selection === undefined) {
      selection = this.select(selected);
      this.selections.set(key, selection);
    }
    return selection;
  }

  /** The same for who remembers it himself. */
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

  /** The namespaces that the scope means or may mean. */
  private namespacesOf(scope: NamespaceScope): Scope {
    const key = scope.kind === 'named' ? scope.name : selectorKey(scope.selector);
    const known = scope.kind === 'named' ? this.named : this.labeled;
    let found = known.get(key);
    if (found === undefined) {
      found = scope.kind === 'named' ? this.findNamed(scope.name) : this.findLabeled(scope.selector);
      known.set(key, found);
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
