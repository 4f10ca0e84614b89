import { Admission } from '../admission/admission';
import { CompiledRule, RuleCompiler } from '../admission/compiled-rules';
import { NO_TRAFFIC, TrafficTable } from '../atoms/traffic-table';
import { Classes } from '../classes/classes';
import { inOrder } from '../classes/selections';

/** What the rules of one subject admit to the classes that they select. Its arrays are reused for the next subject. */
export class SelectedTraffic {
  /** By class: the number of the traffic that rules admit for certain. Meaningful only if `Admission.addsUp`. */
  public readonly must: Int32Array;
  /** By class: the number of the traffic that rules admit, for certain or perhaps. */
  public readonly may: Int32Array;
  /** By class: equal for those that the same rules select, each for certain or each perhaps. Meaningful unless `addsUp`. */
  public readonly alike: Int32Array;
  /** The classes whose entries are not `NO_TRAFFIC`. */
  private admitted: number[] = [];
  /** What becomes of an entry of `alike` when one more rule selects the class. */
  private readonly turns = new Map<number, number>();

  public constructor(
    private readonly classes: Classes,
    private readonly compiler: RuleCompiler,
    private readonly trafficTable: TrafficTable,
  ) {
    this.must = new Int32Array(classes.list.length);
    this.may = new Int32Array(classes.list.length);
    this.alike = new Int32Array(classes.list.length);
  }

  /** Fills `must` and `may` for a subject. Returns the classes to which any rule admits anything, ascending. */
  public collect({ isolation: { rules, groups }, addsUp }: Admission): readonly number[] {
    this.clear();
    const certainPlaces = new Set(groups?.[0]);
    rules.forEach((rule, place) => {
      if (!addsUp) {
        this.tellApart(rule.peers.pods.certain, place * 2);
        this.tellApart(rule.peers.pods.perhaps, place * 2 + 1);
      }
      if (rule.peers.pods.certain.length > 0) {
        this.admit(rule, rule.peers.pods.certain, certainPlaces.has(place));
      }
      if (rule.peers.pods.perhaps.length > 0) {
        this.admit(rule, rule.peers.pods.perhaps, false);
      }
    });
    this.admitted = inOrder(this.admitted);
    return this.admitted;
  }

  /** @param turn what has happened to these classes, and to no others */
  private tellApart(selected: readonly number[], turn: number): void {
    const { alike, turns } = this;
    for (const index of selected) {
      const key = alike[index] * MOST_TURNS + turn;
      let next = turns.get(key);
      if (next === undefined) {
        next = turns.size + 1;
        turns.set(key, next);
      }
      alike[index] = next;
    }
  }

  private admit(rule: CompiledRule, selected: readonly number[], isCertain: boolean): void {
    const { must, may, admitted, trafficTable } = this;
    const isSameForAll = rule.portNames.length === 0;
    for (const index of selected) {
      const traffic = isSameForAll ? rule.traffic : this.compiler.trafficTo(rule, this.classes.list[index].portTable);
      if (traffic === NO_TRAFFIC) {
        continue;
      }
      if (may[index] === NO_TRAFFIC) {
        admitted.push(index);
      }
      may[index] = trafficTable.union(may[index], traffic);
      if (isCertain) {
        must[index] = trafficTable.union(must[index], traffic);
      }
    }
  }

  private clear(): void {
    for (const index of this.admitted) {
      this.must[index] = NO_TRAFFIC;
      this.may[index] = NO_TRAFFIC;
    }
    this.admitted = [];
    if (this.turns.size > 0) {
      this.turns.clear();
      this.alike.fill(0);
    }
  }
}

/** More than twice the rules of any subject, so that an entry and a turn fit into one number. */
const MOST_TURNS = 2 ** 22;
