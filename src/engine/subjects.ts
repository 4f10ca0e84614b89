import { Admission, Isolation } from './admissions';
import { ClassSelections } from './class-selections';
import { Classes, WorkloadClass } from './classes';
import { CompiledRule, RuleCompiler } from './compiled-rules';
import { Passages } from './passages';
import { Direction, DIRECTIONS, Policy, Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { ALL_PORTS } from '../sets/ports';
import { Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

/** A policy that selects a class, for certain or perhaps. */
interface Application {
  readonly policy: Policy;
  readonly certain: boolean;
}

/** What holds for a pod that nothing isolates. */
const NO_ISOLATION: Isolation = {
  rules: [], groups: [], isPerhapsOpen: true, isSelected: false, ownNode: 'no', subjectIsPerhapsNode: false,
};

/** Which admission each class has as a subject; undefined where nothing isolates it, whatever it selects. */
export class Subjects {
  private readonly applications: Readonly<Record<Direction, readonly Application[][]>>;
  private readonly admissions: Readonly<Record<Direction, (Admission | null | undefined)[]>>;
  private readonly byKey = new Map<string, Admission>();
  private readonly dropped: TrafficSet;

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    selections: ClassSelections,
    private readonly compiler: RuleCompiler,
    private readonly passages: Passages,
  ) {
    this.applications = { egress: classes.list.map(() => []), ingress: classes.list.map(() => []) };
    this.admissions = { egress: [], ingress: [] };
    this.dropped = snapshot.enforcement.droppedProtocols.map(protocol => TrafficSet.of(protocol, ALL_PORTS))
      .reduce((sum, traffic) => sum.union(traffic), TrafficSet.NONE);
    for (const policy of snapshot.policies) {
      const selection = selections.of({ kind: 'named', name: policy.subject.namespace }, policy.subject.pods);
      for (const direction of DIRECTIONS.filter(one => policy[one] !== undefined)) {
        const applications = this.applications[direction];
        selection.certain.forEach(index => applications[index].push({ policy, certain: true }));
        selection.perhaps.forEach(index => applications[index].push({ policy, certain: false }));
      }
    }
  }

  /** What the class lets pass; undefined means everything, because no policy governs it. */
  public admissionOf(index: number, direction: Direction): Admission | undefined {
    const known = this.admissions[direction][index];
    if (known !== undefined) {
      return known ?? undefined;
    }
    const admission = this.build(this.classes.list[index], direction);
    this.admissions[direction][index] = admission ?? null;
    return admission;
  }

  private build(subject: WorkloadClass, direction: Direction): Admission | undefined {
    const { mode, hostNetworkPods } = this.snapshot.enforcement;
    const { hostNetwork } = subject.workloads[0];
    const applications = this.applications[direction][subject.index];
    const countsAsNode = hostNetwork && hostNetworkPods === 'nodes';
    const isOpen = mode === 'never' || (applications.length === 0 && mode === 'default');
    if (countsAsNode || (isOpen && this.dropped.isEmpty)) {
      return undefined;
    }
    const isolation = isOpen ? NO_ISOLATION : this.isolate(applications, direction, subject, hostNetwork);
    const key = keyOf(isolation);
    const admission = this.byKey.get(key) ?? new Admission(isolation, this.passages, this.dropped);
    this.byKey.set(key, admission);
    return admission;
  }

  /**
   * A policy that certainly applies makes every rule of its kind count. Where all apply perhaps, traffic is certain to
   * pass only if each of them would admit it, for it may be the only one that applies.
   */
  private isolate(
    applications: readonly Application[], direction: Direction, subject: WorkloadClass, hostNetwork: boolean,
  ): Isolation {
    const isAlwaysIsolated = this.snapshot.enforcement.mode === 'always';
    const compile = (some: readonly Application[]) =>
      this.compile(some.flatMap(({ policy }) => policy[direction]!.rules), direction, subject);
    const certain = applications.filter(application => application.certain);
    const rules = compile(applications);
    const places = (some: readonly CompiledRule[]) => some.map(rule => rules.indexOf(rule));
    const groups = certain.length > 0 ? [places(compile(certain))]
      : isAlwaysIsolated ? undefined
        : unique(applications.map(application => places(compile([application]))));
    return {
      rules,
      groups,
      isPerhapsOpen: certain.length === 0 && !isAlwaysIsolated,
      isSelected: applications.length > 0,
      ownNode: this.ownNode(direction, certain.length > 0),
      subjectIsPerhapsNode: hostNetwork,
    };
  }

  private ownNode(direction: Direction, isCertainlySelected: boolean): Ternary {
    const { reachesOwnNode, admitsOwnNode, admitsOwnNodeUnselected, mode } = this.snapshot.enforcement;
    if (direction === 'egress') {
      return reachesOwnNode ? 'yes' : 'no';
    }
    return !admitsOwnNode ? 'no' : isCertainlySelected || mode !== 'always' ? 'yes' : admitsOwnNodeUnselected;
  }

  /** Each distinct rule once, in an order that does not depend on that of the policies. */
  private compile(rules: readonly Rule[], direction: Direction, { portTable }: WorkloadClass): CompiledRule[] {
    return [...new Set(rules.map(rule => this.compiler.compile(rule, direction, portTable)))]
      .sort((left, right) => (left.key < right.key ? -1 : 1));
  }
}

function unique(groups: readonly (readonly number[])[]): number[][] {
  return [...new Set(groups.map(group => group.join()))].sort()
    .map(text => (text === '' ? [] : text.split(',').map(Number)));
}

/** The same for isolations that say the same; direction does not matter, for the rules hold the ports already. */
function keyOf({ rules, groups, isPerhapsOpen, isSelected, ownNode, subjectIsPerhapsNode }: Isolation): string {
  return JSON.stringify([
    rules.map(({ key }) => key), groups ?? 'none', isPerhapsOpen, isSelected, ownNode, subjectIsPerhapsNode,
  ]);
}
