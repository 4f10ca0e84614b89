import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A place that cannot be read, in words for who named it. */
export class Unreadable extends Error {}

/** The documents of a YAML or JSON file, or of all such files below a folder, in order of their names. */
export function readYamlFiles(place: string): unknown[] {
  if (!existsSync(place)) {
    throw new Unreadable(`there is no ${place}\nhelp: name a folder with YAML files, or one file`);
  }
  const files = statSync(place).isDirectory()
    ? readdirSync(place, { recursive: true, encoding: 'utf8' }).sort().map(name => path.join(place, name)) : [place];
  const readable = files.filter(file => /\.(ya?ml|json)$/.test(file) && statSync(file).isFile());
  if (readable.length === 0) {
    throw new Unreadable(`there is no YAML file in ${place}\nhelp: name a folder with files that end in .yaml, .yml or .json`);
  }
  return readable.flatMap(readYamlFile);
}

function readYamlFile(file: string): unknown[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  const [error] = documents.flatMap(document => document.errors);
  if (error !== undefined) {
    const [{ line } = { line: 1 }] = error.linePos ?? [];
    throw new Unreadable(`${file}:${line}: this is not YAML: ${error.message.split('\n')[0].replace(/ at line .*/, '')}\n`
      + 'help: mend the file; of a Helm chart, pass what `helm template` prints');
  }
  return documents.map(document => document.toJS()).filter(content => content !== null);
}
