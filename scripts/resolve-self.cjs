// Lets ts-node run examples/ and scripts/ with `import ... from 'cdk8s-netpol'`, as users write it: the name leads to
// the sources, as `paths` in tsconfig.json does for the compiler and `moduleNameMapper` for jest.
const Module = require('node:module');
const path = require('node:path');

const self = path.join(__dirname, '..', 'src', 'index.ts');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return request === 'cdk8s-netpol' ? self : resolve.call(this, request, ...rest);
};
