import { Ids } from './json-endpoints';
import { describeTraffic, ListingContext, renderHeader, renderList, renderProblems } from './json-parts';
import { CHANGE_KINDS, ComparedEndpoint, StateComparison } from '../model/connection-change';
import { ExternalBlock } from '../model/matrix';
import { Workload } from '../model/workload';
import { describedAsAbsent, OWN_NODE } from '../wording/endpoints';

/** What changed as JSON, of the form that schema/diff.schema.json describes: one pair of endpoints a line. */
export function* renderJsonComparison(comparison: StateComparison, context: ListingContext): Generator<string> {
  const { pairs, appeared, gone, waysIn } = comparison;
  const ends = new EndIds(comparison);
  const namesOf = (workloads: readonly Workload[]) => workloads.map(workload => ends.of({ kind: 'workload', workload }));
  yield '{\n';
  yield* renderHeader(context);
  const counts = Object.fromEntries(CHANGE_KINDS.map(kind =>
    [kind, pairs.filter(({ change }) => !change[kind].isEmpty).length]));
  yield `  "counts": ${JSON.stringify(counts)},\n`;
  yield `  "workloads": ${JSON.stringify({ appeared: namesOf(appeared), gone: namesOf(gone) })},\n`;
  yield* renderList('endpoints', ends.descriptions);
  yield ',\n';
  yield* renderList('changes', pairs.map(({ source, destination, change }) => ({
    source: ends.of(source),
    destination: ends.of(destination),
    ...Object.fromEntries(CHANGE_KINDS.map(kind => [kind, describeTraffic(change[kind])])),
  })));
  yield ',\n';
  yield* renderList('waysIn', waysIn.map(({ way, before = null, after = null }) => ({ way, before, after })));
  yield ',\n';
  yield* renderProblems(context);
  yield '\n}\n';
}

/** The names of the endpoints that have changed. */
export class EndIds {
  public readonly descriptions: readonly object[];
  private readonly ids: Ids;
  /** Each list of addresses is one endpoint, in however many pairs it is. */
  private readonly blocks = new Map<string, ExternalBlock>();

  public constructor({ pairs, nodes, appeared, gone }: StateComparison) {
    const ends = pairs.flatMap(({ source, destination }) => [source, destination]);
    const absent = new Set<string>();
    const workloads = new Set<Workload>([...appeared, ...gone]);
    for (const end of ends) {
      if (end.kind === 'external') {
        this.blocks.set(end.cidrs.join(), this.blocks.get(end.cidrs.join()) ?? end);
      } else if (end.kind === 'absent') {
        absent.add(end.description);
      } else if (end.kind === 'workload') {
        workloads.add(end.workload);
      }
    }
    this.ids = new Ids([...workloads], [...this.blocks.values()], nodes.filter(group => ends.includes(group)));
    this.descriptions = [
      ...this.ids.descriptions(),
      ...ends.some(({ kind }) => kind === 'own-node') ? [{ id: OWN_NODE, type: 'own-node' }] : [],
      ...[...absent].sort().map(description => ({ id: describedAsAbsent(description), type: 'absent', description })),
    ];
  }

  public of(end: ComparedEndpoint): string {
    return end.kind === 'absent' ? describedAsAbsent(end.description) : end.kind === 'own-node' ? OWN_NODE
      : this.ids.of(end.kind === 'external' ? this.blocks.get(end.cidrs.join())! : end);
  }
}
