import { Selector, selects } from './selector';
import { Snapshot } from './snapshot';
import { Ternary } from '../sets/ternary';

/** Whether the selector selects the node, which is one of these; `undefined` means that it may be any. */
export function selectsNodes({ nodes }: Pick<Snapshot, 'nodes'>, selector: Selector, names: readonly string[] | undefined): Ternary {
  if (selector.requirements.length === 0) {
    return 'yes';
  }
  const answers = new Set((names ?? []).map(name => {
    const labels = nodes.get(name)?.labels;
    return labels === undefined ? 'unknown' : selects(selector, labels);
  }));
  return answers.size === 1 ? [...answers][0] : 'unknown';
}
