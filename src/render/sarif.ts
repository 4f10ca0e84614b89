import { CheckReport, checkPage, DescribedCheck, PROJECT_PAGE, ReportItem } from './check-report';
import { FilePlace, filePlaceOf } from './file-place';
import { fingerprintsOf } from './fingerprints';
import { plainDetails } from './plain';
import { Acceptance } from '../model/acceptance';
import { Finding, Severity } from '../model/finding';
import { Origin } from '../model/origin';
import { oneLine, sentence } from '../sets/visible';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Where what is known about the cluster stands. What is about no file is shown there, since code scanning takes nothing without one. */
export const PLACE_OF_PLACELESS = 'netpol.yaml';

/** The report in the Static Analysis Results Interchange Format, version 2.1.0, as code scanning services read it. */
export function renderSarif({ items, checks, isAnswered, remarks, version }: CheckReport): string {
  const rules = rulesFor(items, checks);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = fingerprintsOf(items.map(({ finding }) => finding));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'netpol', version, informationUri: PROJECT_PAGE, rules } },
      invocations: [{
        executionSuccessful: isAnswered,
        toolExecutionNotifications: remarks.map(text => ({ level: 'warning', message: { text: literal(oneLine(text)) } })),
      }],
      columnKind: 'utf16CodeUnits',
      results: items.map((item, index) => describeResult(item, indices.get(item.finding.check)!, fingerprints[index])),
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface SarifRule {
  readonly id: string;
}

/** What is found about the input, or about what is accepted, is of no check. */
function rulesFor(items: readonly ReportItem[], checks: readonly DescribedCheck[]): SarifRule[] {
  const known = new Set(checks.map(({ name }) => name));
  const others = [...new Set(items.map(({ finding }) => finding.check))].filter(name => !known.has(name));
  return [...checks.map(describeRule), ...others.map(id => ({ id }))];
}

function describeRule({ name, severity, summary, why }: DescribedCheck): SarifRule {
  const rule = {
    id: name,
    shortDescription: { text: literal(summary) },
    fullDescription: { text: literal(why) },
    help: { text: literal(why) },
    helpUri: checkPage(name),
    defaultConfiguration: { level: LEVELS[severity] },
  };
  return rule;
}

function describeResult({ finding, by }: ReportItem, ruleIndex: number, fingerprint: string): object {
  const { check, severity, at, likewise = [] } = finding;
  return {
    ruleId: check,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: literal(textOf(finding)) },
    locations: [{ ...locationOf(at, PLACE_OF_PLACELESS), ...logicalLocation(at) }],
    ...likewise.length === 0 ? {}
      : { relatedLocations: likewise.map(place => ({ ...locationOf(place), ...logicalLocation(place) })) },
    partialFingerprints: { 'netpol/v1': fingerprint },
    ...by.length === 0 ? {} : { suppressions: by.map(describeSuppression) },
  };
}

/** An annotation stands in the object itself. */
function describeSuppression({ reason, at }: Acceptance): object {
  const isInSource = at.file !== undefined && at.object !== at.file;
  return { kind: isInSource ? 'inSource' : 'external', status: 'accepted', justification: sentence(reason) };
}

function textOf(finding: Finding): string {
  return [sentence(finding.title), ...plainDetails(finding)].join('\n');
}

function locationOf(at: Origin, otherwise?: string): object {
  const place: FilePlace | undefined = filePlaceOf(at) ?? (otherwise === undefined ? undefined : { file: otherwise });
  return place === undefined ? {} : {
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.file) },
      ...place.line === undefined ? {} : { region: { startLine: place.line, startColumn: place.column } },
    },
  };
}

function logicalLocation({ object }: Origin): object {
  return { logicalLocations: [{ fullyQualifiedName: oneLine(object), kind: 'resource' }] };
}

/** A path as a reference: what means something else in one is written as its bytes. */
function uriOf(file: string): string {
  const path = file.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}

/** Without what makes a link of brackets, or a placeholder of braces. */
function literal(text: string): string {
  return text.replace(/\](?=\()/g, '] ').replace(/\{(?=\d+\})/g, '{ ');
}
