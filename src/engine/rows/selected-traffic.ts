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
  /** The classes whose entries are not `NO_TRAFFIC`. */
  private admitted: number[] = [];

  public constructor(
    private readonly classes: Classes,
    private readonly compiler: RuleCompiler,
    private readonly trafficTable: TrafficTable,
  ) {
    this.must = new Int32Array(classes.list.length);
    this.may = new Int32Array(classes.list.length);
  }

  /** Fills `must` and `may` for a subject. Returns the classes to which any rule admits anything, ascending. */
  public collect({ isolation: { rules, groups } }: Admission): readonly number[] {
    this.clear();
    const certainPlaces = new Set(groups?.[0]);
    rules.forEach((rule, place) => {
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
  }
}
