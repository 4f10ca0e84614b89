import fc from 'fast-check';
import { isWorse, upgradeBetween, UpgradeSide } from '../../src/changes/upgrade';
import { ChangeKind } from '../../src/model/connection-change';
import { Endpoint, Flow } from '../../src/model/flow';
import { outsideAddresses } from '../../src/model/inside';
import { Snapshot } from '../../src/model/snapshot';
import { FlowVerdict } from '../../src/model/trace';
import { Upgrade } from '../../src/model/upgrade';
import { judge } from '../../src/semantics/judge';
import { boundaryFlows } from '../generators/flows';
import { anyScenario, Scenario, snapshotOf } from '../generators/scenarios';

/** One cluster with two enforcers. */
const anyReadings: fc.Arbitrary<readonly [Snapshot, Snapshot]> = fc.tuple(anyScenario, anyScenario)
  .map(([scenario, { dialect }]: readonly [Scenario, Scenario]) =>
    [snapshotOf(scenario), snapshotOf({ ...scenario, dialect })]);

function sideOf(snapshot: Snapshot, name: string): UpgradeSide {
  return { name, snapshot, ignored: [] };
}

function between(before: Snapshot, after: Snapshot): Upgrade {
  return upgradeBetween(sideOf(before, 'old'), sideOf(after, 'new'), [], { by: 'destination' });
}

const FITS: Readonly<Record<ChangeKind, (before: FlowVerdict, after: FlowVerdict) => boolean>> = {
  opened: (before, after) => before !== 'allowed' && after === 'allowed',
  perhapsOpened: (before, after) => before === 'denied' && after === 'unknown',
  perhapsClosed: (before, after) => before === 'allowed' && after === 'unknown',
  closed: (before, after) => before !== 'denied' && after === 'denied',
};

test('from a reading to itself nothing certain changes', () => fc.assert(fc.property(anyScenario, scenario => {
  const upgrade = between(snapshotOf(scenario), snapshotOf(scenario));
  expect([upgrade.changes, upgrade.objects, upgrade.answer === 'different', isWorse(upgrade)]).toEqual([[], [], false, false]);
}), { numRuns: 25 }));

test('the flow that shows a change is judged in both readings as the change says', () => fc.assert(fc.property(anyReadings, ([before, after]) => {
  const wrong = between(before, after).changes
    .filter(({ kind, witness }) => !FITS[kind](witness.before.trace.verdict, witness.after.trace.verdict));
  expect(wrong.map(({ kind, witness }) => `${kind} ${witness.source} -> ${witness.destination} ${witness.flow.protocol} ${witness.flow.port} `
    + `${witness.before.trace.verdict} ${witness.after.trace.verdict}`)).toEqual([]);
}), { numRuns: 60 }));

test('what is said to be equal is judged alike for certain, and what differs only in the unknown never for certain', () => fc.assert(fc.property(
  anyReadings, ([before, after]) => {
    const { answer } = between(before, after);
    fc.pre(answer !== 'different');
    const outside = outsideAddresses(before);
    const isCompared = ({ source, destination, protocol }: Flow) => protocol !== 'ICMP' && protocol !== 'SCTP'
      && [source, destination].every(end => end.kind !== 'address' || outside.contains(end.address));
    const wrong = [...boundaryFlows(before)].filter(isCompared).filter(flow => {
      const [old, recent] = [before, after].map(reading => judge(reading, {
        ...flow,
        source: inReading(before, reading, flow.source),
        destination: inReading(before, reading, flow.destination),
      }).verdict);
      const isOpen = old === 'unknown' && [flow.source, flow.destination].every(isListed);
      return answer === 'equal' ? isOpen || old !== recent : old !== recent && old !== 'unknown' && recent !== 'unknown';
    });
    expect(wrong.length).toBe(0);
  }), { numRuns: 40 }));

/** Nodes that the input does not have, and of which nobody knows the addresses, are in no list: what they may do is not compared. */
function isListed(end: Endpoint): boolean {
  return end.kind !== 'node' || end.name !== undefined;
}

/** Both readings hold the same workloads in the same order; nodes are those on which the pod does not run. */
function inReading(before: Snapshot, after: Snapshot, end: Endpoint): Endpoint {
  return end.kind === 'node' ? { ...end, isElsewhere: true } : end.kind === 'workload' ? { kind: 'workload', workload: after.workloads[before.workloads.indexOf(end.workload)] } : end;
}
