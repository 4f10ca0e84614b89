import { Field } from './fields';
import { Report } from './report';
import { reportUnknownField } from './unknown-fields';
import { SyntaxFault } from '../../syntax/fields';
import { metadataFaults, templateMetadataFaults, unknownMetadataFields } from '../../syntax/metadata';
import { nameRuleOf } from '../../syntax/names';

/** Groups of Kubernetes itself that have a name like those of others. */
const NATIVE_GROUPS: readonly string[] = ['networking.k8s.io', 'discovery.k8s.io'];

/** Reports what is wrong with the metadata of an object, as far as the kind and its API group are known. */
export function reportMetadata(metadata: Field, kind: string, group: string | undefined): void {
  const isCustom = group === undefined || (group.includes('.') && !NATIVE_GROUPS.includes(group));
  addAll(metadata.report, metadataFaults(placed(metadata), nameRuleOf(kind, group), isCustom));
  reportUnknown(metadata);
}

/** The same for the metadata that pods get from their template. */
export function reportTemplateMetadata(metadata: Field): void {
  addAll(metadata.report, templateMetadataFaults(placed(metadata)));
  reportUnknown(metadata);
}

function placed({ value, path }: Field): { readonly value: unknown; readonly field: string } {
  return { value, field: path };
}

function addAll(report: Report, faults: readonly SyntaxFault[]): void {
  faults.forEach(({ message, field, help }) => report.fault(message, field, help));
}

function reportUnknown(metadata: Field): void {
  for (const { field, key, known } of unknownMetadataFields(placed(metadata))) {
    reportUnknownField(metadata.report, field, key, known);
  }
}
