import { Admission } from './admission';
import { CompiledRule, RuleCompiler } from './compiled-rules';
import { Isolation } from './isolation';
import { compileTiers, keyOfLadder, levelsOfTiers, TierApplication } from './tiers';
import { TrafficDirection, DIRECTIONS, Section } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { switchedBy } from '../../model/switching-labels';
import { Ternary } from '../../sets/ternary';
import { trafficOfProtocols } from '../../sets/traffic-set';
import { BoundsTable } from '../atoms/bounds-table';
import { NO_TRAFFIC } from '../atoms/traffic-table';
import { ClassSelections } from '../classes/class-selections';
import { Classes, PortTable, WorkloadClass } from '../classes/classes';

/** What a policy that applies to a class says in one direction, and whether it applies for certain or perhaps. */
interface Application {
  readonly section: Section;
  readonly certain: boolean;
}

type ByDirection<Item> = Readonly<Record<TrafficDirection, Item[]>>;

/** The isolation of a pod that no policy isolates: everything passes. */
const NO_ISOLATION: Isolation = {
  rules: [], groups: [], isPerhapsOpen: true, isSelected: false, ownNode: 'no',
};

/** What is known where a policy applies that is not simulated: anything may pass, and nothing does for certain. */
const UNSIMULATED: Isolation = {
  rules: [], groups: undefined, isPerhapsOpen: true, isSelected: true, ownNode: 'no',
};

/** Whether labels of a class open its pods, or isolate them. */
interface Switched {
  readonly opens: Ternary;
  readonly isolates: Ternary;
}

const NO_APPLICATION: readonly Application[] = [];

/** The admission of each class as a subject. Classes about which the policies say the same share one. */
export class Subjects {
  /** By class; undefined where no policy applies. */
  private readonly applications: ByDirection<Application[] | undefined> = { egress: [], ingress: [] };
  /** By class: what stands above and below the normal tier; undefined where nothing does. */
  private readonly tiers: ByDirection<TierApplication[] | undefined> = { egress: [], ingress: [] };
  /** By class; undefined where it is not built yet, null where everything passes. */
  private readonly admissions: ByDirection<Admission | null | undefined> = { egress: [], ingress: [] };
  /** The classes that policies may select which are not simulated. */
  private readonly unsimulated = { egress: new Set<number>(), ingress: new Set<number>() };
  private readonly byKey = new Map<string, Admission>();
  private readonly dropped: number;

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    selections: ClassSelections,
    private readonly compiler: RuleCompiler,
    private readonly boundsTable: BoundsTable,
  ) {
    this.dropped = boundsTable.trafficTable.numberOf(trafficOfProtocols(snapshot.enforcement.droppedProtocols));
    for (const policy of snapshot.policies) {
      const selection = selections.select(policy.subject);
      for (const direction of DIRECTIONS) {
        const section = policy[direction];
        if (section?.isolates) {
          apply(this.applications[direction], selection.certain, { section, certain: true });
          apply(this.applications[direction], selection.perhaps, { section, certain: false });
        } else if (section !== undefined) {
          apply(this.tiers[direction], selection.certain, { policy, certain: true });
          apply(this.tiers[direction], selection.perhaps, { policy, certain: false });
        }
      }
    }
    for (const { subjects, directions } of snapshot.unsimulated) {
      const selected = subjects.map(subject => selections.select(subject))
        .flatMap(({ certain, perhaps }) => [...certain, ...perhaps]);
      directions.forEach(direction => selected.forEach(index => this.unsimulated[direction].add(index)));
    }
  }

  /**
   * The admission of a class whose pods count as pods; undefined means that everything passes, because no policy
   * governs the class.
   */
  public admissionOf(index: number, direction: TrafficDirection): Admission | undefined {
    const known = this.admissions[direction][index];
    if (known !== undefined) {
      return known ?? undefined;
    }
    const admission = this.build(this.classes.list[index], direction);
    this.admissions[direction][index] = admission ?? null;
    return admission;
  }

  private build(subject: WorkloadClass, direction: TrafficDirection): Admission | undefined {
    const { mode } = this.snapshot.enforcement;
    const applications = this.applications[direction][subject.index] ?? NO_APPLICATION;
    const tiers = this.tiers[direction][subject.index];
    const switched = this.switched(subject);
    const isOpen = mode === 'never' || switched.opens === 'yes'
      || (applications.length === 0 && tiers === undefined && mode === 'default' && switched.isolates === 'no');
    const isUnsimulated = mode !== 'never' && this.unsimulated[direction].has(subject.index);
    if (isOpen && !isUnsimulated && this.dropped === NO_TRAFFIC) {
      return undefined;
    }
    const isolation = isUnsimulated ? UNSIMULATED
      : isOpen ? NO_ISOLATION : tiers === undefined ? this.isolate(applications, direction, subject, switched)
        : this.onLadder(this.isolate(applications, direction, subject, switched), tiers, direction, subject, switched);
    const key = keyOf(isolation);
    let admission = this.byKey.get(key);
    if (admission === undefined) {
      admission = new Admission(isolation, this.boundsTable, this.compiler, this.dropped, this.snapshot);
      this.byKey.set(key, admission);
    }
    return admission;
  }

  /**
   * Policies that apply for certain form one group of rules. If all apply only perhaps, each is a group of its own: it
   * may be the only one that applies, so traffic passes for certain only if each of them admits it.
   */
  private isolate(
    applications: readonly Application[], direction: TrafficDirection, { portTable }: WorkloadClass,
    { opens, isolates }: Switched,
  ): Isolation {
    const mayBeIsolatedAnyway = isolates !== 'no';
    const compile = (some: readonly Application[]) => this.compile(some, direction, portTable);
    const certain = applications.every(application => application.certain)
      ? applications : applications.filter(application => application.certain);
    const rules = compile(applications);
    const groups = certain === applications ? [[...rules.keys()]]
      : certain.length > 0 ? [placesIn(rules, compile(certain))]
        : mayBeIsolatedAnyway ? undefined
          : unique(applications.map(application => placesIn(rules, compile([application]))));
    return {
      rules,
      groups,
      isPerhapsOpen: opens !== 'no' || (certain.length === 0 && isolates !== 'yes'),
      isSelected: applications.length > 0,
      ownNode: this.ownNode(direction, certain.length > 0 || !mayBeIsolatedAnyway ? 'yes'
        : applications.length > 0 || isolates === 'unknown' ? 'unknown' : 'no'),
    };
  }

  /** The same with the tiers around it. */
  private onLadder(
    isolation: Isolation, tiers: readonly TierApplication[], direction: TrafficDirection,
    { index, portTable }: WorkloadClass, { opens, isolates }: Switched,
  ): Isolation {
    const applications = this.applications[direction][index] ?? NO_APPLICATION;
    const all = new Set([...isolation.rules, ...compileTiers(tiers, direction, portTable, this.compiler)]);
    const rules = inOrderOfNumbers(all);
    const places = new Map(rules.map((rule, place) => [rule, place]));
    const placeOf = (rule: CompiledRule) => places.get(rule)!;
    const unisolated = applications.some(({ certain }) => certain) || isolates === 'yes' ? 'no'
      : applications.length === 0 && isolates === 'no' ? 'yes' : 'unknown';
    return {
      ...isolation,
      rules,
      groups: unisolated === 'yes' ? [] : isolation.groups?.map(group => group.map(place => placeOf(isolation.rules[place]))),
      ladder: {
        ...levelsOfTiers(tiers, direction, portTable, this.compiler, placeOf),
        normal: isolation.rules.map(placeOf),
        unisolated,
        isPerhapsOpened: opens !== 'no',
      },
    };
  }

  /** What labels of the class do by themselves. To mode `always` every pod is as if a label isolated it. */
  private switched({ workloads: [{ labels }] }: WorkloadClass): Switched {
    const { enforcement } = this.snapshot;
    return {
      opens: switchedBy(enforcement, labels, 'opens').is,
      isolates: enforcement.mode === 'always' ? 'yes' : switchedBy(enforcement, labels, 'isolates').is,
    };
  }

  /** @param isOpen whether the subject is selected, or not isolated at all */
  private ownNode(direction: TrafficDirection, isOpen: Ternary): Ternary {
    const { reachesOwnNode, admitsOwnNode, admitsOwnNodeUnselected } = this.snapshot.enforcement;
    if (direction === 'egress') {
      return reachesOwnNode ? 'yes' : 'no';
    }
    return !admitsOwnNode ? 'no' : admitsOwnNodeUnselected ? 'yes' : isOpen;
  }

  /** The distinct rules, in order of their numbers, so that equal sets of rules are equal lists. */
  private compile(applications: readonly Application[], direction: TrafficDirection, table: PortTable): CompiledRule[] {
    const rules = new Set<CompiledRule>();
    for (const { section } of applications) {
      for (const rule of section.rules) {
        rules.add(this.compiler.compile(rule, direction, table));
      }
    }
    return inOrderOfNumbers(rules);
  }
}

function inOrderOfNumbers(rules: ReadonlySet<CompiledRule>): CompiledRule[] {
  return rules.size > 1 ? [...rules].sort((left, right) => left.number - right.number) : [...rules];
}

function apply<Item>(all: (Item[] | undefined)[], indexes: readonly number[], application: Item): void {
  for (const index of indexes) {
    (all[index] ??= []).push(application);
  }
}

/** The indexes of some rules in the list of all; both lists are in order of the rules' numbers. */
function placesIn(all: readonly CompiledRule[], some: readonly CompiledRule[]): number[] {
  const places: number[] = [];
  let place = 0;
  for (const rule of some) {
    while (all[place] !== rule) {
      place += 1;
    }
    places.push(place);
  }
  return places;
}

function unique(groups: readonly (readonly number[])[]): number[][] {
  return [...new Set(groups.map(group => group.join()))].sort()
    .map(text => (text === '' ? [] : text.split(',').map(Number)));
}

/** Equal for isolations that say the same. The direction makes no difference once the rules are compiled. */
function keyOf({ rules, groups, isPerhapsOpen, isSelected, ownNode, ladder }: Isolation): string {
  const numbers = rules.map(({ number }) => number).join();
  const grouped = groups === undefined ? 'none' : groups.length === 1 && groups[0].length === rules.length ? 'all'
    : groups.map(group => group.join(' ')).join('|');
  return `${numbers};${grouped};${isPerhapsOpen};${isSelected};${ownNode}${ladder === undefined ? '' : `;${keyOfLadder(ladder)}`}`;
}
