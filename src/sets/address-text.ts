/** An address as it is written: 32 bits, or 128. */
export interface WrittenAddress {
  readonly value: bigint;
  readonly width: 32 | 128;
}

/**
 * What the Kubernetes API server reads in the text of an address, or undefined. It is what Go read before 1.17, so that
 * numbers may begin with any number of zeros and are decimal all the same.
 *
 * @see https://github.com/kubernetes/utils/blob/master/internal/third_party/forked/golang/net/ip.go
 */
export function readAddressText(text: string): WrittenAddress | undefined {
  const ofFour = readIpv4(text);
  if (ofFour !== undefined) {
    return { value: ofFour, width: 32 };
  }
  const groups = text.includes(':') ? readIpv6(text) : undefined;
  return groups === undefined ? undefined
    : { value: groups.reduce((sum, group) => (sum << 16n) + BigInt(group), 0n), width: 128 };
}

const FOUR_NUMBERS = /^0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})$/;

function readIpv4(text: string): bigint | undefined {
  const numbers = FOUR_NUMBERS.exec(text)?.slice(1).map(Number);
  return numbers === undefined || numbers.some(number => number > 255) ? undefined
    : BigInt(((numbers[0] * 256 + numbers[1]) * 256 + numbers[2]) * 256 + numbers[3]);
}

const GROUPS = 8;

/** The groups of 16 bits. `::` stands for one group of zeros or more, and four numbers with points for the last two. */
function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const start = readGroups(halves[0], halves.length === 1);
  const end = readGroups(halves[1] ?? '', true);
  if (start === undefined || end === undefined) {
    return undefined;
  }
  const missing = GROUPS - start.length - end.length;
  const isWhole = halves.length === 1 ? missing === 0 : missing > 0;
  return isWhole ? [...start, ...Array<number>(missing).fill(0), ...end] : undefined;
}

const GROUP = /^0*([0-9a-fA-F]{1,4})$/;

function readGroups(text: string, isLast: boolean): number[] | undefined {
  const groups = text === '' ? [] : text.split(':').flatMap((group, index, all) => {
    const four = isLast && index === all.length - 1 ? readIpv4(group) : undefined;
    return four === undefined ? parseInt(GROUP.exec(group)?.[1] ?? 'none', 16)
      : [Number(four >> 16n), Number(four & 0xffffn)];
  });
  return groups.some(Number.isNaN) ? undefined : groups;
}
