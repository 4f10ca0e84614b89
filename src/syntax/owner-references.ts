import {
  BOOLEAN, faultAt, fieldOf, itemsOf, LIST, MAP, Placed, SyntaxFault, TEXT, textOf, typeFaults, ValueType,
} from './fields';

const TYPES: ReadonlyMap<string, ValueType> = new Map([
  ['apiVersion', TEXT], ['kind', TEXT], ['name', TEXT], ['uid', TEXT], ['controller', BOOLEAN], ['blockOwnerDeletion', BOOLEAN],
]);

/** The fields of an owner reference. */
export const OWNER_REFERENCE_FIELDS: readonly string[] = [...TYPES.keys()];

/** What the API server would not take in a list of owner references. */
export function ownerReferencesFaults(references: Placed): SyntaxFault[] {
  const items = itemsOf(references);
  const controllers = items.filter(item => fieldOf(item, 'controller').value === true);
  return [
    ...typeFaults(references, LIST),
    ...items.flatMap(ownerReferenceFaults),
    ...controllers.slice(1).map(second => faultAt(fieldOf(second, 'controller'),
      `and so it is in \`${controllers[0].field}\`, while only one owner is the controller`, 'leave out `controller` in all but one')),
  ];
}

/** What the API server would not take in one owner reference. */
export function ownerReferenceFaults(reference: Placed): SyntaxFault[] {
  const ofFields = [...TYPES].flatMap(([key, type]) => typeFaults(fieldOf(reference, key), type));
  const wrong = [...typeFaults(reference, MAP), ...ofFields];
  return wrong.length > 0 ? wrong : [
    ...['kind', 'name', 'uid'].map(key => fieldOf(reference, key)).filter(field => textOf(field) === '')
      .map(field => faultAt(field, 'while an owner has one', HELP)),
    ...apiVersionFaults(reference),
  ];
}

const HELP = 'write `apiVersion`, `kind`, `name` and `uid` of the owner, or leave the item out';

function apiVersionFaults(reference: Placed): SyntaxFault[] {
  const apiVersion = fieldOf(reference, 'apiVersion');
  const [group, version] = splitVersion(textOf(apiVersion));
  if (version === '') {
    return [faultAt(apiVersion, 'which has no version', HELP)];
  }
  return group === '' && version === 'v1' && fieldOf(reference, 'kind').value === 'Event'
    ? [faultAt(fieldOf(reference, 'kind'), 'which can own nothing', 'leave the item out')] : [];
}

/** Of what has more than one `/` the API server reads neither. */
function splitVersion(apiVersion: string): [group: string, version: string] {
  const parts = apiVersion.split('/');
  return parts.length === 1 ? ['', parts[0]] : parts.length === 2 ? [parts[0], parts[1]] : ['', ''];
}
