export * from './analysis';
export * from './cluster';
export * from './constructs';
export * from './values';
