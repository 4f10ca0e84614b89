import { Acceptance, AcceptanceScope, Accepted } from '../model/acceptance';
import { Finding } from '../model/finding';
import { Origin } from '../model/origin';
import { nearest } from '../sets/nearest';
import { list } from '../wording/lists';

/** What is known of acceptances beside themselves. */
export interface AcceptanceSurroundings {
  /** All names that an acceptance may have. */
  readonly names: readonly string[];
  /** Of a check that was not run nothing can be accepted, and nothing is wrong with that. */
  readonly isRun: (check: string) => boolean;
  /** The objects that were read, as messages call them. */
  readonly objects: ReadonlySet<string>;
}

/** What is left to be said, with a finding for each acceptance that accepts nothing, and what is accepted. */
export interface Sifted {
  readonly findings: readonly Finding[];
  readonly accepted: readonly Accepted[];
}

/** Takes out what somebody accepts. */
export function sift(
  found: readonly Finding[], acceptances: readonly Acceptance[], surroundings: AcceptanceSurroundings,
): Sifted {
  const accepted = found.flatMap((finding): Accepted[] => {
    const by = acceptances.filter(acceptance => placesOf(finding).some(place => covers(acceptance, finding, place)));
    return isWhollyAccepted(finding, by) ? [{ finding, by }] : [];
  });
  const taken = new Set(accepted.map(({ finding }) => finding));
  return {
    findings: [
      ...found.filter(finding => !taken.has(finding)),
      ...acceptances.flatMap(acceptance => unusedFinding(acceptance, found, surroundings) ?? []),
    ],
    accepted,
  };
}

/** One finding may stand for the same fault at several places. Nothing is hidden before all of them are accepted. */
function isWhollyAccepted(finding: Finding, acceptances: readonly Acceptance[]): boolean {
  return placesOf(finding).every(place => acceptances.some(acceptance => covers(acceptance, finding, place)));
}

function placesOf({ at, likewise = [] }: Finding): Origin[] {
  return [at, ...likewise];
}

function covers({ check, scope }: Acceptance, finding: Finding, place: Origin): boolean {
  return check === finding.check && isWithin(place, scope);
}

function isWithin({ object, constructPath = '' }: Origin, scope: AcceptanceScope): boolean {
  switch (scope.kind) {
    case 'everywhere':
      return true;
    case 'construct':
      return constructPath === scope.path || constructPath.startsWith(`${scope.path}/`);
    case 'object':
      return object === scope.object;
    case 'namespace':
      return isInNamespace(object, scope.namespace);
  }
}

/** `NetworkPolicy shop/web` and `Namespace shop` are in namespace `shop`. */
function isInNamespace(object: string, namespace: string): boolean {
  const [kind, name = ''] = object.split(' ');
  return kind === 'Namespace' ? name === namespace : name.startsWith(`${namespace}/`);
}

/** Undefined where the acceptance is of use, or may be where more is run. */
function unusedFinding(
  acceptance: Acceptance, found: readonly Finding[], { names, isRun, objects }: AcceptanceSurroundings,
): Finding | undefined {
  const { check, scope } = acceptance;
  if (!names.includes(check)) {
    const meant = nearest(check, names);
    return unused(acceptance, {
      title: `\`${check}\`, which is accepted here, is no check`,
      help: meant === undefined ? 'docs/checks.md names the checks' : `did you mean \`${meant}\`?`,
    });
  }
  const alike = found.filter(finding => finding.check === check);
  if (!isRun(check) || alike.some(finding => placesOf(finding).some(place => isWithin(place, scope)))) {
    return undefined;
  }
  return isRead(scope, objects)
    ? unused(acceptance, {
      title: `there is no \`${check}\` to accept${wordsOf(scope)}`,
      help: 'take the acceptance away, or it will hide the next such fault',
      elsewhere: alike.flatMap(placesOf),
    })
    : unused(acceptance, {
      // Whoever asks about one file of many has said nothing wrong about the others.
      severity: 'info',
      title: `\`${check}\` is accepted${wordsOf(scope)}, and nothing of that is in the input`,
      help: 'if it is gone, or has another name, correct the acceptance',
      elsewhere: alike.flatMap(placesOf),
    });
}

function isRead(scope: AcceptanceScope, objects: ReadonlySet<string>): boolean {
  return scope.kind === 'object' ? objects.has(scope.object)
    : scope.kind === 'namespace' ? [...objects].some(object => isInNamespace(object, scope.namespace)) : true;
}

function wordsOf(scope: AcceptanceScope): string {
  switch (scope.kind) {
    case 'everywhere':
      return '';
    case 'construct':
      return ` below \`${scope.path}\``;
    case 'object':
      return ` at \`${scope.object}\``;
    case 'namespace':
      return ` in namespace \`${scope.namespace}\``;
  }
}

interface Words extends Pick<Finding, 'title'> {
  readonly severity?: Finding['severity'];
  readonly help: string;
  /** Where the same was found. */
  readonly elsewhere?: readonly Origin[];
}

function unused({ reason, at }: Acceptance, { title, severity = 'warning', help, elsewhere = [] }: Words): Finding {
  const places = [...new Set(elsewhere.map(({ constructPath, object }) => `\`${constructPath ?? object}\``))];
  return {
    check: 'unused-acceptance',
    severity,
    title,
    at,
    evidence: [
      { label: 'reason', text: reason },
      ...places.length === 0 ? [] : [{ label: 'found at', text: list(places, 3) }],
    ],
    notes: [],
    help: [help],
  };
}
