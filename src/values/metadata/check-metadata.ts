import { plainData } from './plain-data';
import { LIST, MAP, Placed } from '../../syntax/fields';
import { metadataFaults, unknownMetadataFields } from '../../syntax/metadata';
import { OBJECT_NAME } from '../../syntax/names';
import { isPlainMap } from '../labels/label-syntax';
import { meantBy, PropertyCheck } from '../properties';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** How to mend in code what the rules would have mended in YAML. */
const HELP_IN_CODE: ReadonlyMap<string, string> = new Map([
  [LIST.help, 'write a list: `[...]`'],
  [MAP.help, 'write keys with values: `{ app: \'web\' }`'],
]);

/** Refuses metadata that the API server would refuse, or that cdk8s would leave out. */
export const checkMetadata: PropertyCheck = (where, field, value) => checkGiven(where, field, value, false);

/** The same for an object of a kind that is not one of Kubernetes itself. */
export const checkCustomMetadata: PropertyCheck = (where, field, value) => checkGiven(where, field, value, true);

function checkGiven(where: string, field: string, value: unknown, isCustom: boolean): void {
  if (!isPlainMap(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not metadata`, 'write it: `{ name: \'web\', labels: { app: \'web\' } }`');
  }
  const data = plainData(where, field, value);
  checkEntries(where, `${field}.labels`, data.labels);
  checkEntries(where, `${field}.annotations`, data.annotations);
  refuseFaults(where, { value: data, field }, isCustom);
  if (data.name === '' && !data.generateName) {
    refuse(where, `\`${field}.name\` is empty`, 'write a name, or leave it out for one that is unique in the app');
  }
}

/** Refuses metadata as it is written: with what charts, patches and later calls have added. */
export function checkWrittenMetadata(where: string, metadata: unknown, isCustom: boolean): void {
  refuseFaults(where, { value: metadata, field: 'metadata' }, isCustom);
  const { name, generateName } = (metadata ?? {}) as Record<string, unknown>;
  if (!name && !generateName) {
    refuse(where, 'a patch takes away `metadata.name`', 'leave the name: the API server takes no object without one');
  }
}

/** cdk8s leaves out a key without a value, so that nobody would miss it. */
function checkEntries(where: string, field: string, entries: unknown): void {
  if (!isPlainMap(entries)) {
    return;
  }
  for (const [key, value] of Object.entries(entries)) {
    if (key === 'constructor') {
      refuse(where, `\`${field}\` holds \`constructor\`, a key that cdk8s cannot write`, 'leave it out');
    }
    if (value === undefined || value === null) {
      refuse(where, `\`${field}[${key}]\` is ${value}`, 'give it a value, or leave the key out');
    }
  }
}

function refuseFaults(where: string, metadata: Placed, isCustom: boolean): void {
  const [unknown] = unknownMetadataFields(metadata);
  if (unknown !== undefined) {
    const meant = meantBy(unknown.key, unknown.known);
    refuse(where, `\`${unknown.field}\` is no field that the API server knows`, meant === undefined
      ? `there are ${unknown.known.join(', ')}` : `did you mean \`${meant}\`?`);
  }
  const [fault] = metadataFaults(metadata, OBJECT_NAME, isCustom);
  if (fault !== undefined) {
    refuse(where, fault.message, HELP_IN_CODE.get(fault.help) ?? fault.help);
  }
}
