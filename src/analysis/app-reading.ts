import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { originOf, readManifests } from './app-manifests';
import { Background, read, Reading } from './snapshot-of';
import { Problem } from '../model/finding';

/** What was read of an app. */
export interface AppReading extends Reading {
  /** Each object with its manifest. An object that cannot be rendered is missing; it is among the problems. */
  readonly contents: ReadonlyMap<ApiObject, unknown>;
}

/**
 * Reads all objects of an app.
 *
 * @param constructs all that is in the app: finding it takes some time in a large one
 * @param written the manifests that cdk8s has written already; every other object is asked for its own
 */
export function readApp(
  constructs: readonly IConstruct[], background: Background, written: ReadonlyMap<ApiObject, unknown> = new Map(),
): AppReading {
  const { manifests, problems, contents } = readManifests(constructs, written);
  const reading = read(manifests, background);
  return { ...reading, contents, problems: [...problems, ...ownRenderings(constructs), ...reading.problems] };
}

/** A chart may write something else than its objects. */
function ownRenderings(constructs: readonly IConstruct[]): Problem[] {
  return constructs.filter(Chart.isChart).filter(rendersItself).map(chart => ({
    severity: 'warning',
    message: `chart \`${chart.node.path}\` has a \`toJson()\` of its own, and what that changes was not read`,
    at: originOf(chart),
    help: 'change the objects instead, with `apiObject.addJsonPatch(...)`: those are read as they are written',
  }));
}

function rendersItself(chart: Chart): boolean {
  let holder: object | null = chart;
  while (holder !== null && !Object.hasOwn(holder, 'toJson')) {
    holder = Object.getPrototypeOf(holder);
  }
  return holder !== Chart.prototype && !isPrototypeOfChart(holder);
}

/** Every copy of cdk8s in the process has a `Chart` of its own. */
function isPrototypeOfChart(holder: object | null): boolean {
  const type = own(holder, 'constructor');
  return own(own(type, Symbol.for('jsii.rtti')), 'fqn') === 'cdk8s.Chart';
}

function own(holder: any, key: string | symbol): any {
  return holder && Object.hasOwn(holder, key) ? holder[key] : undefined;
}
