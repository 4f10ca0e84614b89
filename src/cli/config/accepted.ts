import { CHECK_NAMES } from './check-levels';
import { SettingsFile } from './settings-file';
import { reportUnknown } from './unknown-keys';
import { Field } from '../../ingest/reading/fields';
import { Acceptance, AcceptanceScope } from '../../model/acceptance';
import { nearest } from '../../sets/nearest';
import { isDnsLabel } from '../../syntax/names';
import { list } from '../../wording/lists';

/** What an accepted finding may say. */
export const ACCEPTED_KEYS: readonly string[] = ['check', 'object', 'namespace', 'reason'];

/** Reads the findings that the configuration accepts; whatever is wrong with them is reported. */
export function readAccepted(field: Field, file: SettingsFile): Acceptance[] {
  return field.maps().flatMap(item => readOne(item, file) ?? []);
}

function readOne(field: Field, file: SettingsFile): Acceptance | undefined {
  reportUnknown(field, ACCEPTED_KEYS, 'an accepted finding');
  const check = readCheck(field);
  const reason = field.get('reason').text()?.trim() ?? '';
  if (reason === '') {
    field.report.fault(`\`${field.path}\` has no \`reason\``, field.path, 'write why the finding is all right, for the next reader');
  }
  return check === undefined ? undefined : { check, reason, scope: readScope(field), at: file.placeOf(field) };
}

function readCheck(field: Field): string | undefined {
  const name = field.get('check');
  const check = name.text();
  if (name.isAbsent) {
    field.report.fault(`\`${field.path}\` names no \`check\``, field.path,
      'write the name that stands in the brackets of the message: `check: dns-blocked`');
  } else if (check !== undefined && !CHECK_NAMES.includes(check)) {
    const meant = nearest(check, CHECK_NAMES);
    name.fault('which is no check', meant === undefined ? `the checks are ${list(CHECK_NAMES, Infinity)}` : `did you mean \`${meant}\`?`);
  }
  return check;
}

function readScope(field: Field): AcceptanceScope {
  const object = readObject(field.get('object'));
  const namespace = readNamespace(field.get('namespace'));
  if (object !== undefined && namespace !== undefined) {
    field.report.fault(`\`${field.path}\` names both an \`object\` and a \`namespace\``, field.path,
      'leave the namespace out: the object has it in its name');
  }
  return object !== undefined ? { kind: 'object', object }
    : namespace !== undefined ? { kind: 'namespace', namespace } : { kind: 'everywhere' };
}

function readObject(field: Field): string | undefined {
  const object = field.text();
  if (object !== undefined && !/^[A-Z]\w* [^\s/]+(\/[^\s/]+)?$/.test(object)) {
    field.fault('not the name of an object', 'write its kind, its namespace and its name: `NetworkPolicy shop/web`');
  }
  return object;
}

function readNamespace(field: Field): string | undefined {
  const namespace = field.text();
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    field.fault('not the name of a namespace', 'write a name such as `shop`');
  }
  return namespace;
}
