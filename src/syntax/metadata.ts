import {
  membersOf, faultAt, fieldOf, INTEGER, itemsOf, LIST, MAP, Placed, SyntaxFault, TEXT, textOf, TIME, typeFaults,
  ValueType,
} from './fields';
import { annotationKeyFault, finalizerFault, labelKeyFault, labelValueFault } from './labels';
import { generateNameFault, nameFault, NAMESPACE_NAME, NameRule, OBJECT_NAME } from './names';
import { OWNER_REFERENCE_FIELDS, ownerReferencesFaults } from './owner-references';

/** Fields of which nothing but the type matters, and all others, which have a rule of their own. */
const TYPES: ReadonlyMap<string, ValueType | undefined> = new Map([
  ['name', TEXT], ['generateName', TEXT], ['namespace', TEXT],
  ['selfLink', TEXT], ['uid', TEXT], ['resourceVersion', TEXT], ['generation', INTEGER],
  ['creationTimestamp', TIME], ['deletionTimestamp', TIME], ['deletionGracePeriodSeconds', INTEGER],
  ['labels', undefined], ['annotations', undefined], ['ownerReferences', undefined], ['finalizers', undefined],
  ['managedFields', LIST],
]);

/** The fields of `metadata`. */
export const METADATA_FIELDS: readonly string[] = [...TYPES.keys()];

/** A key that the API does not know, and those that it knows there. */
export interface UnknownField {
  readonly field: string;
  readonly key: string;
  readonly known: readonly string[];
}

/** The keys in `metadata` that the API does not know. */
export function unknownMetadataFields(metadata: Placed): UnknownField[] {
  return [
    ...unknownIn(metadata, METADATA_FIELDS),
    ...itemsOf(fieldOf(metadata, 'ownerReferences')).flatMap(reference => unknownIn(reference, OWNER_REFERENCE_FIELDS)),
  ];
}

function unknownIn(mapping: Placed, known: readonly string[]): UnknownField[] {
  return membersOf(mapping).filter(([key]) => !known.includes(key))
    .map(([key]) => ({ field: fieldOf(mapping, key).field, key, known }));
}

/**
 * What the API server would not take in the metadata of an object.
 *
 * @param rule how objects of its kind may be called
 * @param isCustom whether its kind is not one of Kubernetes itself
 */
export function metadataFaults(
  metadata: Placed, rule: NameRule = OBJECT_NAME, isCustom: boolean = false,
): SyntaxFault[] {
  return [
    ...templateMetadataFaults(metadata),
    ...nameFaults(metadata, rule),
    ...finalizersFaults(fieldOf(metadata, 'finalizers'), isCustom),
    ...ownerReferencesFaults(fieldOf(metadata, 'ownerReferences')),
  ];
}

/** The same of the metadata of a pod template, which gives pods no names and no owners. */
export function templateMetadataFaults(metadata: Placed): SyntaxFault[] {
  return [
    ...typeFaults(metadata, MAP),
    ...[...TYPES].flatMap(([key, type]) => (type === undefined ? [] : typeFaults(fieldOf(metadata, key), type))),
    ...labelsFaults(fieldOf(metadata, 'labels')),
    ...annotationsFaults(fieldOf(metadata, 'annotations')),
  ];
}

function nameFaults(metadata: Placed, rule: NameRule): SyntaxFault[] {
  const [name, generateName, namespace] = ['name', 'generateName', 'namespace'].map(key => fieldOf(metadata, key));
  const check = (field: Placed, fault: string | undefined, { help }: NameRule) =>
    (textOf(field) === '' || fault === undefined ? [] : [faultAt(field, fault, help)]);
  return [
    ...check(name, nameFault(textOf(name), rule), rule),
    ...check(generateName, generateNameFault(textOf(generateName), rule, textOf(name) === ''), rule),
    ...check(namespace, nameFault(textOf(namespace), NAMESPACE_NAME), NAMESPACE_NAME),
  ];
}

/** What the API server would not take as labels. */
export function labelsFaults(labels: Placed): SyntaxFault[] {
  return [...typeFaults(labels, MAP), ...membersOf(labels).flatMap(([key, entry]) => {
    const fault = labelValueFault(textOf(entry));
    return [
      ...keyFaults('label', key, entry, labelKeyFault(key)),
      ...typeFaults(entry, TEXT),
      ...fault === undefined ? [] : [faultAt(entry, fault, 'use a value that a label can have')],
    ];
  })];
}

function keyFaults(what: string, key: string, { field }: Placed, fault: string | undefined): SyntaxFault[] {
  return fault === undefined ? []
    : [{ field, message: `the ${what} key \`${key}\` in \`${field}\` ${fault}`, help: 'write `name` or `dns.name/name`' }];
}

/** Keys and values of all annotations together have at most so many bytes. */
const MOST_BYTES = 256 * 1024;

/** What the API server would not take as annotations. */
export function annotationsFaults(annotations: Placed): SyntaxFault[] {
  const entries = membersOf(annotations);
  const bytes = entries.reduce((sum, [key, entry]) => sum + bytesOf(key) + bytesOf(textOf(entry)), 0);
  return [
    ...typeFaults(annotations, MAP),
    ...entries.flatMap(([key, entry]) => [
      ...keyFaults('annotation', key, entry, annotationKeyFault(key)), ...typeFaults(entry, TEXT),
    ]),
    ...bytes <= MOST_BYTES ? [] : [{
      field: annotations.field,
      message: `\`${annotations.field}\` has ${bytes} bytes, more than the ${MOST_BYTES} that all annotations of an object may have together`,
      help: 'leave the longest of them out',
    }],
  ];
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

const [DELETES_DEPENDENTS, ORPHANS_DEPENDENTS] = ['foregroundDeletion', 'orphan'];

/** What the API server would not take as finalizers. */
export function finalizersFaults(finalizers: Placed, isCustom: boolean = false): SyntaxFault[] {
  const items = itemsOf(finalizers);
  const names = items.map(textOf);
  const isBoth = names.includes(DELETES_DEPENDENTS) && names.includes(ORPHANS_DEPENDENTS);
  return [
    ...typeFaults(finalizers, LIST),
    ...items.flatMap(item => {
      const wrong = typeFaults(item, TEXT);
      const fault = finalizerFault(textOf(item), isCustom);
      return wrong.length > 0 || fault === undefined ? wrong : [faultAt(item, `which ${fault}`, 'write it as `dns.name/name`')];
    }),
    ...isBoth ? [faultAt(finalizers, `which has both \`${DELETES_DEPENDENTS}\` and \`${ORPHANS_DEPENDENTS}\``, 'leave one of the two out')] : [],
  ];
}
