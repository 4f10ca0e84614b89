import { Ids } from './json-endpoints';
import { ListingContext, renderFooter, renderHeader, renderList, TrafficTexts } from './json-parts';
import { describeWayIn } from './json-ways-in';
import { causesOfGroup, Listing } from './listing';
import { GroupedBy, Overview, Sure } from '../model/grouping';
import { Workload } from '../model/workload';
import { Cause } from '../wording/traces';

/** A group, and why a part of it is unknown. */
interface OpenGroup {
  readonly line: string;
  readonly causes: readonly Cause[];
}

/**
 * The connections as JSON, joined as the text joins them: as `renderJson`, but instead of `connections`
 *
 *     "overview": { "policies", "inTiers", "unsimulated", "isolated": { "ingress": { "certain": [id], "perhaps": [id] }, "egress": … }, "unprotected": [id],
 *                   "fromOutside": { "certain", "perhaps" }, "closedToNodes": { "ingress": [id], "egress": [id] } },
 *     "groups": [{ "sources": [id], "destinations": [id], "allowed", "unknown", "because" }]
 *
 * Any of the sources may exchange that with any of the destinations, but for a bare pod with itself. Among the
 * endpoints are nodes, of type `nodes`. Without an overview only a part was asked for.
 */
export function* renderJsonGroups(listing: Listing, by: GroupedBy, context: ListingContext): Generator<string> {
  const { workloads, absent, blocks, grouped, overview, waysIn } = listing;
  const grouping = grouped({ by, same: 'exactly' });
  const ids = new Ids([...workloads, ...absent], blocks, grouping.nodes);
  const groups = [...openGroups(grouping.groups, listing, ids)];
  yield '{\n';
  yield* renderHeader(context);
  yield* renderList('endpoints', ids.descriptions());
  yield ',\n';
  if (overview !== undefined) {
    yield `  "overview": ${JSON.stringify(describeOverview(overview(), listing, ids))},\n`;
  }
  yield `  "groups": [${groups.map(({ line }) => `\n    ${line}`).join()}${groups.length === 0 ? '' : '\n  '}],\n`;
  yield* renderList('waysIn', waysIn().map(way => describeWayIn(way, ids)));
  yield ',\n';
  yield* renderFooter(groups.flatMap(({ causes }) => causes), context);
  yield '\n}\n';
}

function* openGroups(groups: ReturnType<Listing['grouped']>['groups'], { causesOf }: Listing, ids: Ids): Generator<OpenGroup> {
  const texts = new TrafficTexts();
  for (const { sources, destinations, connections } of groups) {
    const causes = causesOfGroup({ sources, destinations, connections }, causesOf);
    const because = causes.length === 0 ? '' : `,"because":${JSON.stringify(causes.map(({ id }) => id))}`;
    const [from, to] = [sources, destinations].map(({ endpoints }) => endpoints.map(end => ids.quoted(end)).join());
    yield { line: `{"sources":[${from}],"destinations":[${to}],${texts.of(connections)}${because}}`, causes };
  }
}

function describeOverview(
  { isolated, unprotected, fromOutside, closedToNodes }: Overview, { policies, unsimulated }: Listing, ids: Ids,
): object {
  const names = (workloads: readonly Workload[]) => workloads.map(workload => ids.ofWorkload(workload));
  const sure = ({ certain, perhaps }: Sure) => ({ certain: names(certain), perhaps: names(perhaps) });
  return {
    policies: policies.length,
    inTiers: {
      admin: policies.filter(({ tier }) => tier === 'admin').length,
      baseline: policies.filter(({ tier }) => tier === 'baseline').length,
    },
    unsimulated,
    isolated: { ingress: sure(isolated.ingress), egress: sure(isolated.egress) },
    unprotected: names(unprotected),
    fromOutside: sure(fromOutside),
    closedToNodes: { ingress: names(closedToNodes.ingress), egress: names(closedToNodes.egress) },
  };
}
