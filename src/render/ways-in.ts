import { wrap } from './wrapped-columns';
import { WayIn } from '../model/ways-in';
import { formatWorkload } from '../model/workload';
import { withShortWords } from '../sets/visible';
import { describeTrafficIn, describeWayTo } from '../wording/ways-in';

/** No line is longer, where a list can be broken. */
const WIDTH = 120;

/**
 * One paragraph for each way in, and below it why, unless nothing is closed to it:
 *
 *     internet -> Ingress shop/web (shop.example.com /) -> Service shop/web:80 -> shop/web TCP 8080  allowed
 *
 * Pods that are reached alike stand together.
 */
export function renderWaysIn(waysIn: readonly WayIn[], width: number = WIDTH): string {
  const groups = new Map<string, WayIn[]>();
  for (const way of waysIn) {
    const key = JSON.stringify([describeWayTo(way), describeTrafficIn(way), way.verdict, remarksOn(way)]);
    groups.set(key, [...groups.get(key) ?? [], way]);
  }
  return [...groups.values()].flatMap(group => linesOf(group, width)).join('\n');
}

function linesOf(group: readonly WayIn[], width: number): string[] {
  const [way] = group;
  const pods = [...new Set(group.map(({ target }) => formatWorkload(target)))].join(', ');
  const text = `${describeWayTo(way)} -> ${pods} ${describeTrafficIn(way)}  ${way.verdict}`;
  const remarks = remarksOn(way).flatMap(remark => wrapAtArrows(remark, width - INDENT.length));
  return [...wrapAtArrows(text, width), ...remarks.map(line => `${INDENT}${line}`)];
}

const INDENT = '    ';

/** Why it is open or closed. */
function remarksOn({ verdict, sources, doubts }: WayIn): string[] {
  return verdict === 'allowed' ? [] : [...doubts, ...sources.map(({ name, verdict: own, why }) => `${name}: ${own}: ${why}`)];
}

/** Lines that are broken behind commas and before arrows, and go on further to the right. */
function wrapAtArrows(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of withShortWords(text).split(/(?<=,) |(?=-> )/)) {
    const last = lines[lines.length - 1];
    const joined = last === undefined ? word : `${last}${last.endsWith(' ') ? '' : ' '}${word}`;
    if (last !== undefined && joined.trimEnd().length > width) {
      lines.push(`${INDENT}${word}`);
    } else {
      lines.splice(Math.max(0, lines.length - 1), 1, joined);
    }
  }
  return lines.map(line => line.trimEnd()).flatMap(line => (line.length <= width ? [line]
    : wrap([line.trim()], width - INDENT.length).map(part => `${INDENT}${part}`)));
}
