import { Origin } from '../model/origin';

/** A place in a file, in the parts that other programs ask for. */
export interface FilePlace {
  readonly file: string;
  /** The number of the document in the file, from 1. */
  readonly document?: number;
  readonly line?: number;
  readonly column?: number;
}

/** Where something stands; undefined where it stands in no file. */
export function filePlaceOf({ file, source, line }: Origin): FilePlace | undefined {
  if (file === undefined) {
    return undefined;
  }
  const [, name, document] = /^(.*?)(?:#(\d+))?$/s.exec(file)!;
  const [, sourceLine, column] = /:(\d+)(?::(\d+))?$/.exec(source ?? '') ?? [];
  return {
    file: name.replace(/^(\.\/+)+(?=.)/, ''),
    document: numberIn(document),
    line: line ?? numberIn(sourceLine),
    column: numberIn(column),
  };
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
