import { Problem } from '../../model/finding';
import { PolicyOfKind } from '../../model/unsimulated';
import { ADMIN_GROUP, whyUntaken } from '../../wording/admin-kinds';
import { Arguments } from '../arguments';
import { KnownCluster } from '../config/known-cluster';
import { CLUSTER_DETAILS } from '../config/options';
import { ExitCode } from '../exit-code';
import { FOCUS_OPTIONS, focusIn } from '../focus';
import { FORMATS, formatNamed, LAYOUT_OPTIONS, layoutIn } from '../formats';
import { listingOf } from '../listing-of';
import { INPUT_DETAILS, INPUT_OPTIONS, Reader, readPaths } from '../read-paths';
import { Terminal } from '../terminal';
import { Verb } from '../verb';

/** `netpol list`: every connection that the policies of some manifests allow. */
export const listVerb: Verb = {
  name: 'list',
  summary: 'every connection that the policies allow',
  usage: 'PATH... [options]',
  options: [
    { name: 'format', value: 'FORMAT', choices: FORMATS, summary: 'how to write the answer' },
    ...LAYOUT_OPTIONS,
    ...FOCUS_OPTIONS,
    ...INPUT_OPTIONS,
  ],
  example: 'netpol list k8s/',
  details: [
    ...INPUT_DETAILS,
    '',
    'formats:',
    '  text      what stands out, and then a table for people, where endpoints of which the same holds share a row',
    '  json      every allowed and every unknown connection, with port ranges; a pair that is absent is denied; of the form',
    '            of schema/list.schema.json',
    '  csv       a line for each pair of endpoints',
    '  md        what stands out, and a table, as the text has them, in Markdown',
    '  dot       a drawing for Graphviz: workloads in their namespaces, what is unknown dashed; without ways in from outside,',
    '            as csv; --workload and the like make it small enough to be looked at',
    '  mermaid   the same for Mermaid, which many programs draw in Markdown',
    '  connlist  the lines of np-guard\'s netpol-analyzer 1.4.4, to compare with: IPv4 only, nothing unknown',
    '',
    ...CLUSTER_DETAILS,
  ],
  run,
};

const READER: Reader = {
  verb: 'list',
  withoutEffect: (cluster, ignored) => [...cluster.withoutEffect, ...ignored.map(policy => ignoredBy(cluster, policy))],
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const write = formatNamed(args.value('format') ?? FORMATS[0], layoutIn(args));
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { ingested: { snapshot }, context, code } = read;
  write(listingOf(snapshot, focusIn(args, snapshot.workloads)), context, terminal);
  return code;
}

/** A policy that has no effect protects nothing, and whoever wrote it believes that it does. */
function ignoredBy({ name, described }: KnownCluster, { group, kind, origin }: PolicyOfKind): Problem {
  const { reason, help } = group === ADMIN_GROUP && described !== undefined ? whyUntaken(kind, described, 'manifests')
    : { reason: `\`${name}\` enforces no \`${kind}\` of ${group}`, help: ['write it as a NetworkPolicy, or name the dialect of what enforces it'] };
  return {
    severity: 'warning',
    message: `${origin.object} has no effect: ${reason}`,
    at: origin,
    field: 'kind',
    help: help.join('; '),
  };
}
