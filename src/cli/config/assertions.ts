import { joined, partiesOf, readEnds, readPorts } from './assertion-ends';
import { oneOf } from './one-of';
import { SettingsFile } from './settings-file';
import { reportUnknown } from './unknown-keys';
import { Party, Stated } from '../../assertions/assertion';
import { EndFault, readEnd, readSource } from '../../assertions/end-texts';
import { StatedAssertion } from '../../assertions/stated';
import { Field } from '../../ingest/reading/fields';
import { Finding } from '../../model/finding';
import { Origin } from '../../model/origin';
import { DIRECTIONS } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { nearest } from '../../sets/nearest';
import { listed } from '../../wording/lists';

/** An assertion of the configuration. */
export interface ConfiguredAssertion {
  readonly expectation: StatedAssertion['expectation'];
  /** The assertion about this cluster, or what is wrong with it there. @param paths where the manifests are */
  readonly about: (snapshot: Snapshot, paths: readonly string[]) => StatedAssertion | Finding;
}

/** Between two ends. */
const CONNECTION_KEYS: readonly string[] = ['from', 'to', 'ports', 'reason'];

/** The kinds of assertions, as the library calls them, and what each may say. */
export const ASSERTION_KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['mustReach', CONNECTION_KEYS],
  ['mustNotReach', [...CONNECTION_KEYS, 'futurePods']],
  ['mustOnlyBeReachedBy', [...CONNECTION_KEYS, 'futurePods']],
  ['mustOnlyReach', [...CONNECTION_KEYS, 'futurePods']],
  ['mustBeIsolated', ['pods', 'direction', 'reason', 'futurePods']],
]);

/** Reads the assertions of the configuration; whatever is wrong with them is reported. */
export function readConfiguredAssertions(field: Field, file: SettingsFile): ConfiguredAssertion[] {
  return field.maps().flatMap(item => {
    const keys = item.keys();
    const names = [...ASSERTION_KINDS.keys()];
    const [kind] = keys;
    if (keys.length !== 1 || !names.includes(kind)) {
      const meant = keys.length === 1 ? nearest(kind, names) : undefined;
      item.report.fault(`\`${item.path}\` is no assertion`, item.path,
        meant === undefined ? `write one of ${listed(names)}, and below it whom it is about` : `did you mean \`${meant}\`?`);
      return [];
    }
    const body = item.get(kind);
    return body.isMap() ? [readOne(kind, body, file.placeOf(item))] : [];
  });
}

function readOne(kind: string, body: Field, at: Origin): ConfiguredAssertion {
  reportUnknown(body, ASSERTION_KINDS.get(kind)!, `\`${kind}\``);
  const said = { at, reason: body.get('reason').text(), futurePods: body.get('futurePods').boolean() };
  return kind === 'mustBeIsolated' ? readIsolation(body, said) : readConnections(kind, body, said);
}

/** What assertions of every kind may say. */
interface Said extends Stated {
  readonly futurePods?: boolean;
}

function readIsolation(body: Field, said: Said): ConfiguredAssertion {
  const ends = readEnds(body.get('pods'), readSource);
  const direction = body.get('direction').isAbsent ? 'both' : oneOf(body.get('direction'), ['ingress', 'egress', 'both']);
  const directions = direction === undefined || direction === 'both' ? DIRECTIONS : [direction];
  const expectation = 'must-be-isolated';
  return {
    expectation,
    about: (snapshot, paths) => {
      const parties = partiesOf(snapshot, ends);
      return isFault(parties) ? notThere(expectation, said, parties)
        : { expectation, assertion: { ...said, paths, directions, subject: joined(parties) } };
    },
  };
}

const EXPECTATIONS = {
  mustReach: 'must-reach',
  mustNotReach: 'must-not-reach',
  mustOnlyBeReachedBy: 'must-only-be-reached-by',
  mustOnlyReach: 'must-only-reach',
} as const;

function readConnections(kind: string, body: Field, given: Said): ConfiguredAssertion {
  const expectation = EXPECTATIONS[kind as keyof typeof EXPECTATIONS];
  const [from, to] = [readEnds(body.get('from'), readSource), readEnds(body.get('to'), readEnd)];
  const ports = readPorts(body.get('ports'));
  const about = (snapshot: Snapshot, paths: readonly string[]): StatedAssertion | Finding => {
    const [sources, destinations] = [from, to].map(ends => partiesOf(snapshot, ends));
    const said = { ...given, paths, ports };
    if (isFault(sources)) {
      return notThere(expectation, said, sources);
    }
    if (isFault(destinations)) {
      return notThere(expectation, said, destinations);
    }
    switch (expectation) {
      case 'must-only-reach':
        return { expectation, assertion: { ...said, subject: joined(sources), allowed: destinations } };
      case 'must-only-be-reached-by':
        return { expectation, assertion: { ...said, subject: joined(destinations), allowed: sources } };
      default:
        return { expectation, assertion: { ...said, source: joined(sources), destination: joined(destinations) } };
    }
  };
  return { expectation, about };
}

function isFault(parties: readonly Party[] | EndFault): parties is EndFault {
  return 'fault' in parties;
}

function notThere(check: string, { at, reason }: Said, { fault, help }: EndFault): Finding {
  return {
    check,
    severity: 'error',
    title: `${fault}, so there is nothing to check`,
    at,
    evidence: reason === undefined ? [] : [{ label: 'reason', text: reason }],
    notes: [],
    help: [help],
  };
}
