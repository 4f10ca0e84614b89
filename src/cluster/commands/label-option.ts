import { Labels } from '../magnum/magnum-labels';
import { refuse } from '../../values/refuse';

/** `name=value,name=value`, as both clients take labels; refuses what they would take apart elsewhere. */
export function labelList(where: string, method: string, labels: Labels): string {
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
