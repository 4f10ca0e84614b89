import { defineMappingTag, defineScalarTag, defineSequenceTag, NOT_RESOLVED } from 'js-yaml';
import { MAPPING, SEQUENCE } from './collections';
import { parseNumber } from './numbers';

const NUMBER = { implicitFirstChars: [...'+-.0123456789'], identify: () => false };

/** Every number that is written without a tag. */
export const PLAIN_NUMBER = defineScalarTag('tag:yaml.org,2002:int', {
  ...NUMBER,
  implicit: true,
  resolve: (source, isExplicit) => {
    const number = parseNumber(source);
    return number === undefined || (isExplicit && !isWhole(source, number)) ? NOT_RESOLVED : number;
  },
});

/** What has a point or an exponent, or more digits than 64 bits hold, is not taken for whole. */
function isWhole(source: string, number: number): boolean {
  const isFraction = /^[-+]?[0-9_]*(\.|[0-9_][eE])/.test(source);
  return !isFraction && number >= -(2 ** 63) && number < 2 ** 64;
}

export const TAGGED_FLOAT = defineScalarTag('tag:yaml.org,2002:float', {
  ...NUMBER, resolve: source => parseNumber(source) ?? NOT_RESOLVED,
});

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `!!binary d2Vi` is the text `web`: Kubernetes makes JSON of it, which has no bytes. */
export const BINARY = defineScalarTag('tag:yaml.org,2002:binary', {
  resolve: source => {
    const digits = source.replace(/[\r\n]/g, '');
    return BASE64.test(digits) ? Buffer.from(digits, 'base64').toString('utf8') : NOT_RESOLVED;
  },
  identify: () => false,
});

const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(([Tt]|\s+)\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?\s*(Z|[-+]\d{1,2}(:?\d{2})?)?)?$/;

/** A date stays the text that it is. */
export const DATE = defineScalarTag('tag:yaml.org,2002:timestamp', {
  resolve: source => (TIMESTAMP.test(source) ? source : NOT_RESOLVED),
  identify: () => false,
});

/** A tag that Kubernetes does not know changes nothing: `!Ref web` is `web`. */
export const UNKNOWN_TAGS = [
  defineScalarTag('', { matchByTagPrefix: true, resolve: source => source, identify: () => false }),
  defineSequenceTag('', { ...SEQUENCE, matchByTagPrefix: true }),
  defineMappingTag('', { ...MAPPING, matchByTagPrefix: true }),
];
