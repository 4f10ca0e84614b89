import { checkContext, CheckContext, Variant } from '../checks/check';
import { QUIRK_TEXTS } from '../dialects/cilium/quirk-texts';
import { Quirk } from '../dialects/cilium/quirks';
import { PolicyReading } from '../dialects/described-cluster';
import { Ingested, translate } from '../ingest/ingest';
import { Target } from '../model/cluster';
import { Snapshot } from '../model/snapshot';
import { Audience } from '../wording/audience';

/** What is known beside what was read. */
export interface CheckSurroundings {
  readonly reading: PolicyReading;
  /** Undefined when nobody has said which cluster it is. */
  readonly target?: Target;
  readonly audience: Audience;
}

/** What checks are given of what was read, whoever has read it. */
export function contextOf(
  { snapshot, resources, ignored }: Pick<Ingested, 'snapshot' | 'resources' | 'ignored'>,
  { reading: { documented, without }, target, audience }: CheckSurroundings,
): CheckContext {
  return checkContext({
    target,
    audience,
    snapshot,
    documented: documented.enforcement === snapshot.enforcement ? snapshot : translate(snapshot, resources, documented),
    variants: without.map(({ quirk, dialect }) =>
      lazyVariant(textOf(quirk, target, audience), () => translate(snapshot, resources, dialect))),
    ignoredPolicies: ignored,
  });
}

function textOf(quirk: Quirk, target: Target | undefined, audience: Audience): Pick<Variant, 'does' | 'help'> {
  const { does, help, helpOnGke, helpInManifests = help } = QUIRK_TEXTS[quirk];
  const usual = audience === 'constructs' ? help : helpInManifests;
  return { does, help: target?.networkDriver === 'gke-dataplane-v2' ? helpOnGke ?? usual : usual };
}

/** Most apps have no policy that a quirk changes, and never ask for the snapshot. */
function lazyVariant(text: Pick<Variant, 'does' | 'help'>, makeSnapshot: () => Snapshot): Variant {
  let made: Snapshot | undefined;
  return {
    ...text,
    get snapshot() {
      made ??= makeSnapshot();
      return made;
    },
  };
}
