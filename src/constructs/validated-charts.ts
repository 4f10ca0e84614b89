import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { assertionsAmong } from './stated-assertion';
import { Coverage, coveragesOf, isValidated } from './validated-app';
import { objectsAmong, originOf } from '../analysis/app-manifests';
import { Problem } from '../model/finding';
import { listOf } from '../values/given';
import { PropertyCheck } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

const HELP = 'list charts of the app, or leave `charts` out for all of them';

/** Refuses what is no list of charts. */
export const checkCharts: PropertyCheck = listOf((where, field, value) => {
  if (!Chart.isChart(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a chart`, HELP);
  }
}, HELP);

/** Refuses charts of another app, a chart that stands there twice, and a list without any, which would prove nothing. */
export function refuseForeignCharts(where: string, app: App, charts: readonly Chart[]): void {
  if (charts.length === 0) {
    refuse(where, '`charts` is an empty list, so that nothing would be validated', HELP);
  }
  charts.forEach((chart, index) => {
    if (chart.node.root !== app) {
      refuse(where, `\`charts[${index}]\` is chart \`${chart.node.path}\` of another app`, HELP);
    }
    if (charts.indexOf(chart) !== index) {
      refuse(where, `\`charts\` names chart \`${chart.node.path}\` twice`, 'name it once');
    }
  });
}

/** Everything that the validation reads, charts within its charts too, in the order of the app. */
export function constructsCovered(app: App, { charts }: Coverage): IConstruct[] {
  const all = app.node.findAll();
  if (charts === undefined) {
    return all;
  }
  const covered = new Set(charts.flatMap(chart => chart.node.findAll()));
  return all.filter(construct => covered.has(construct));
}

/** A problem for each chart with something to read in it, which no validation of the app reads. */
export function uncoveredCharts(app: App): Problem[] {
  if (coveragesOf(app).some(({ charts }) => charts === undefined)) {
    return [];
  }
  const constructs = app.node.findAll().filter(construct => !isValidated(construct));
  const charts = new Set([...objectsAmong(constructs), ...assertionsAmong(constructs)].map(nearestChart));
  return [...charts].filter(chart => chart !== undefined).map(chart => ({
    severity: 'warning',
    message: `chart \`${chart.node.path}\` is validated by nobody`,
    at: originOf(chart),
    help: 'add it to the `charts` of a validation',
  }));
}

function nearestChart(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.filter(Chart.isChart).pop();
}

/** What the validation is called in the app and in messages: by its charts, and where others have the same by the cluster. */
export function idOfValidation(app: App, { charts }: Coverage, targetName: string | undefined): string {
  const name = `NetworkPolicyValidation.of${charts === undefined ? '' : `(${charts.map(chart => chart.node.path).join(', ')})`}`;
  const candidates = [name, ...targetName === undefined ? [] : [`${name} for ${targetName}`]];
  const isFree = (id: string) => app.node.tryFindChild(id) === undefined;
  let number = 2;
  while (!candidates.some(isFree)) {
    candidates.push(`${candidates[candidates.length - 1]} ${number}`);
    number += 1;
  }
  return candidates.find(isFree)!;
}

/** The objects that only other validations read, or none. */
export function objectsBeside(app: App, contents: ReadonlyMap<ApiObject, unknown>): IConstruct[] {
  return objectsAmong(app.node.findAll()).filter(object => !contents.has(object));
}
