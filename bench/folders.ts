import * as path from 'node:path';

/** The root of the repository. */
export const ROOT = path.join(__dirname, '..');

/** For clusters, peers and answers; nothing in it is kept under version control. */
export const CACHE = path.join(__dirname, '.cache');
