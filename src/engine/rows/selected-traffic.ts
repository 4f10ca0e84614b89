import { Admission } from '../admission/admission';
import { CompiledRule, RuleCompiler } from '../admission/compiled-rules';
import { NO_TRAFFIC, TrafficTable } from '../atoms/traffic-table';
import { Classes } from '../classes/classes';
import { inOrder } from '../classes/selections';

/** What the rules of a subject admit to the pods that they select, class by class; one array for all subjects in turn. */
export class SelectedTraffic {
  /** By class, as `TrafficTable` numbers it: what rules that certainly apply admit for certain. */
  public readonly must: Int32Array;
  /** What any rule admits, for certain or perhaps; nothing for classes that none of them selects. */
  public readonly may: Int32Array;
  private touched: number[] = [];

  public constructor(
    private readonly classes: Classes, private readonly compiler: RuleCompiler, private readonly trafficTable: TrafficTable,
  ) {
    this.must = new Int32Array(classes.list.length);
    this.may = new Int32Array(classes.list.length);
  }

  /** Runs through all that the rules select, and returns the classes that any of them admits something to, in order. */
  public collect({ isolation: { rules, groups } }: Admission): readonly number[] {
    this.clear();
    const counted = new Set(groups?.[0]);
    rules.forEach((rule, place) => {
      if (rule.peers.pods.certain.length > 0) {
        this.admit(rule, rule.peers.pods.certain, counted.has(place));
      }
      if (rule.peers.pods.perhaps.length > 0) {
        this.admit(rule, rule.peers.pods.perhaps, false);
      }
    });
    this.touched = inOrder(this.touched);
    return this.touched;
  }

  private admit(rule: CompiledRule, selected: readonly number[], isCertain: boolean): void {
    const { must, may, touched, trafficTable } = this;
    const isSame = rule.portNames.length === 0;
    for (const index of selected) {
      const traffic = isSame ? rule.traffic : this.compiler.trafficTo(rule, this.classes.list[index].portTable);
      if (traffic === NO_TRAFFIC) {
        continue;
      }
      if (may[index] === NO_TRAFFIC) {
        touched.push(index);
      }
      may[index] = trafficTable.union(may[index], traffic);
      if (isCertain) {
        must[index] = trafficTable.union(must[index], traffic);
      }
    }
  }

  private clear(): void {
    for (const index of this.touched) {
      this.must[index] = NO_TRAFFIC;
      this.may[index] = NO_TRAFFIC;
    }
    this.touched = [];
  }
}
