export * from './analysis';
export * from './constructs';
export * from './values';
