import { EndIds } from './json-comparison';
import { describeDirection, StepPlaces } from './json-explanation';
import { describeTraffic, ListingContext, renderHeaderOf, renderList, renderProblems } from './json-parts';
import { Explained } from '../model/explained';
import { ObjectChange, Upgrade, WitnessedChange } from '../model/upgrade';
import { oneLine, sentence } from '../sets/visible';

/** Where policies and rules stand in each of the two readings. */
interface PlacesOfBoth {
  readonly before: StepPlaces;
  readonly after: StepPlaces;
}

/** How two readings differ as JSON, of the form that schema/upgrade.schema.json describes: one folded change a line. */
export function* renderJsonUpgrade(upgrade: Upgrade, places: PlacesOfBoth, context: ListingContext): Generator<string> {
  const { from, to, answer, comparison, changes, objects, unknownInBoth } = upgrade;
  const ends = new EndIds(comparison);
  yield '{\n';
  yield* renderHeaderOf({ from, to, answer }, context);
  yield `  "unknownInBoth": ${unknownInBoth},\n`;
  yield* renderList('endpoints', ends.descriptions);
  yield ',\n';
  yield* renderList('changes', changes.map(change => describeChange(change, ends, places)));
  yield ',\n';
  yield* renderList('waysIn', comparison.waysIn.map(({ way, before = null, after = null }) => ({ way, before, after })));
  yield ',\n';
  yield* renderList('objects', objects.map(describeObject));
  yield ',\n';
  yield* renderProblems(context);
  yield '\n}\n';
}

function describeChange(
  { kind, group, witness: { flow, source, destination, before, after } }: WitnessedChange,
  ends: EndIds, places: PlacesOfBoth,
): object {
  return {
    kind,
    sources: group.sources.map(end => ends.of(end)),
    destinations: group.destinations.map(end => ends.of(end)),
    traffic: describeTraffic(group.traffic),
    witness: {
      source: oneLine(source),
      destination: oneLine(destination),
      protocol: flow.protocol,
      port: flow.port,
      from: describeReading(before, places.before),
      to: describeReading(after, places.after),
    },
  };
}

function describeReading({ trace: { verdict, egress, ingress }, notes, help }: Explained, places: StepPlaces): object {
  return {
    verdict,
    egress: describeDirection(egress, places),
    ingress: describeDirection(ingress, places),
    notes: notes.map(sentence),
    help: help.map(sentence),
  };
}

function describeObject({ at, fate, before, after, fault, help }: ObjectChange): object {
  return {
    object: oneLine(at.object),
    file: at.file,
    source: at.source,
    fate,
    from: before,
    to: after,
    fault: fault && sentence(fault),
    help: help && sentence(help),
  };
}
