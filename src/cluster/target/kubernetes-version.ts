import { refuse } from '../../values/refuse';
import { quoted } from '../../values/shown';

/** The first version that Virtuozzo's label `network_driver` works with. */
const OLDEST_WITH_LABEL = '1.29.3';
const VERSION = /^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/;

export const DEFAULT_KUBERNETES_VERSION = OLDEST_WITH_LABEL;

/** `1.29.3` of `v1.29.3` and of itself. */
export function parseKubernetesVersion(where: string, text: string): string {
  const match = VERSION.exec(text);
  if (match === null) {
    refuse(where, `\`kubernetesVersion\` is ${quoted(text)}, which is not a version`,
      `write major, minor and patch: \`${DEFAULT_KUBERNETES_VERSION}\``);
  }
  return match[1];
}

/** An older version ignores the label and reports nothing, so that its cluster would get another network driver. */
export function checkLabelIsKnown(where: string, version: string): void {
  if (isOlder(version, OLDEST_WITH_LABEL)) {
    refuse(where, `\`kubernetesVersion\` is \`${version}\`, but the label \`network_driver\` needs ${OLDEST_WITH_LABEL} or later`,
      `write \`${OLDEST_WITH_LABEL}\` or a later version, or leave it out`);
  }
}

function isOlder(version: string, other: string): boolean {
  const theirs = other.split('.').map(Number);
  const difference = version.split('.').map((part, index) => Number(part) - theirs[index]).find(part => part !== 0);
  return difference !== undefined && difference < 0;
}
