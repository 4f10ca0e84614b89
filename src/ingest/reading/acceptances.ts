import { Field, valueAt } from './fields';
import { Report } from './report';
import { Acceptance } from '../../model/acceptance';
import { Problem } from '../../model/finding';
import { Origin } from '../../model/origin';

/** What the annotations begin with that are meant for this tool. */
const OWN_PREFIX = 'netpol.cdk8s-netpol.dev/';

/** `netpol.cdk8s-netpol.dev/accept.dns-blocked: why` */
const ACCEPT_PREFIX = `${OWN_PREFIX}accept.`;

/** The maps around the metadata in which people look for the annotations of an object: its own, and those of its pods. */
const METADATA: readonly (readonly string[])[] = [
  ['metadata'],
  ['spec', 'template', 'metadata'],
  ['spec', 'jobTemplate', 'metadata'],
  ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
];

/** What the object itself accepts of what is found about it. */
export function acceptancesOf(content: unknown, at: Origin, problems: Problem[]): Acceptance[] {
  const own = METADATA.flatMap(path => {
    const annotations = [...path, 'annotations'];
    const keys = Object.keys(mapAt(content, annotations)).filter(key => key.startsWith(OWN_PREFIX));
    return keys.map(key => ({ annotations, key }));
  });
  if (own.length === 0) {
    return [];
  }
  // An annotation closes and opens nothing, so that the object itself stays what it is.
  const root = Field.root(content, new Report(at, problems, 'warning'));
  return own.flatMap(({ annotations, key }) =>
    readAcceptance(annotations.reduce((field, step) => field.get(step), root).entry(key), key, at) ?? []);
}

function readAcceptance(field: Field, key: string, at: Origin): Acceptance | undefined {
  if (!key.startsWith(ACCEPT_PREFIX)) {
    field.report.fault(`the annotation \`${key}\` is not known, and changes nothing`, field.path,
      `to accept a finding, write \`${ACCEPT_PREFIX}CHECK: REASON\``);
    return undefined;
  }
  const reason = typeof field.value === 'string' ? field.value.trim() : '';
  if (reason === '') {
    field.report.fault(`the annotation \`${key}\` gives no reason, and accepts nothing`, field.path,
      'write why the finding is all right, for the next reader');
    return undefined;
  }
  return { check: key.slice(ACCEPT_PREFIX.length), reason, scope: { kind: 'object', object: at.object }, at };
}

function mapAt(content: unknown, path: readonly string[]): object {
  const value = path.reduce(valueAt, content);
  return typeof value === 'object' && value !== null ? value : {};
}
