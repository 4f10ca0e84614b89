import { isDeepStrictEqual } from 'node:util';
import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { originOf } from './app-manifests';
import { Problem } from '../model/finding';
import { formatOrigin } from '../model/origin';

/**
 * A problem for each object whose file cdk8s overwrites with another object, so that what is shipped is less than what
 * was read. A file is called after the kind and name of its object, whatever its namespace.
 *
 * @param beside objects that were not read together with these, but are written as well
 */
export function overwrittenFiles(
  app: App, contents: ReadonlyMap<ApiObject, unknown>, beside: ReadonlyMap<ApiObject, unknown>,
): Problem[] {
  const all = new Map([...beside, ...contents]);
  const first = new Map<string, ApiObject>();
  const problems: Problem[] = [];
  for (const [object, content] of all) {
    const file = fileOf(app, object, content);
    if (file === undefined) {
      continue;
    }
    const other = first.get(file);
    if (other === undefined) {
      first.set(file, object);
    } else if (contents.has(object) && !isDeepStrictEqual(content, all.get(other))) {
      problems.push(overwritten(file, object, other));
    }
  }
  return problems;
}

function overwritten(file: string, object: ApiObject, other: ApiObject): Problem {
  return {
    severity: 'error',
    message: `${nameOf(object)} and ${nameOf(other)} are written to the same file \`${file}\`, so that one of them is lost`,
    at: { ...originOf(object), object: nameOf(object) },
    field: 'metadata.name',
    help: `give one of them another name (the other one is at ${formatOrigin(originOf(other))}), `
      + 'or write them together: `yamlOutputType: YamlOutputType.FILE_PER_CHART`',
  };
}

function nameOf({ kind, name, metadata: { namespace } }: ApiObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** The file that the object has for itself, as `App.synth()` of cdk8s names it. */
function fileOf(app: App, object: ApiObject, content: unknown): string | undefined {
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_RESOURCE: {
      const { kind, metadata } = content as { kind?: string; metadata?: { name?: string } };
      return fileName(app, kind, metadata?.name);
    }
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return `${Names.toDnsLabel(Chart.of(object))}/${fileName(app, object.kind, object.metadata.name)}`;
    default: return undefined;
  }
}

function fileName({ outputFileExtension }: App, kind: string | undefined, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '') + outputFileExtension;
}
