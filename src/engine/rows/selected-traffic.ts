import { NOTHING, Traffics } from '../atoms/traffic-table';
import { Classes } from '../classes/classes';
import { inOrder } from '../classes/selections';
import { Admission } from '../admission/admission';
import { CompiledRule, RuleCompiler } from '../admission/compiled-rules';

/** What the rules of a subject admit to the pods that they select, class by class; one array for all subjects in turn. */
export class SelectedTraffic {
  /** By class, as `Traffics` counts: what rules that certainly apply admit for certain. */
  public readonly certain: Int32Array;
  /** What any rule admits, for certain or perhaps; nothing for classes that none of them selects. */
  public readonly possible: Int32Array;
  private touched: number[] = [];

  public constructor(
    private readonly classes: Classes, private readonly compiler: RuleCompiler, private readonly traffics: Traffics,
  ) {
    this.certain = new Int32Array(classes.list.length);
    this.possible = new Int32Array(classes.list.length);
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
    const { certain, possible, touched, traffics } = this;
    const isSame = rule.portNames.length === 0;
    for (const index of selected) {
      const traffic = isSame ? rule.traffic : this.compiler.trafficTo(rule, this.classes.list[index].portTable);
      if (traffic === NOTHING) {
        continue;
      }
      if (possible[index] === NOTHING) {
        touched.push(index);
      }
      possible[index] = traffics.union(possible[index], traffic);
      if (isCertain) {
        certain[index] = traffics.union(certain[index], traffic);
      }
    }
  }

  private clear(): void {
    for (const index of this.touched) {
      this.certain[index] = NOTHING;
      this.possible[index] = NOTHING;
    }
    this.touched = [];
  }
}
