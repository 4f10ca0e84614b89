import { refuse } from '../../values/refuse';
import { MagnumLabels } from '../magnum/magnum-labels';

/** Words that no POSIX shell reads anything into. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word of a POSIX shell: as it is, or between single quotes, where only the single quote itself is special. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** One option of a command. With `=` between them, no value is read as another option. */
export function option(name: string, value: string | number | boolean | undefined): string[] {
  return value === undefined ? [] : [`--${name}=${shellWord(String(value))}`];
}

/** A command in several lines that a POSIX shell reads as one. */
export function shellCommand(words: readonly string[]): string {
  return words.join(' \\\n  ');
}

/** `name=value,name=value`, as both clients take labels; refuses what they would take apart elsewhere. */
export function labelList(where: string, method: string, labels: MagnumLabels): string {
  return Object.entries(labels).map(([name, value]) => {
    const separator = /[,;=]/.exec(name) ?? /[,;]/.exec(value);
    if (separator !== null) {
      const place = separator.input === name ? 'name' : `value, \`${value}\`,`;
      refuse(where, `\`${method}\` cannot write the label \`${name}\`: its ${place} holds a \`${separator[0]}\`, where the client would split it`,
        'write the label without it, or use `terraformSnippet()`');
    }
    return `${name}=${value}`;
  }).join(',');
}
