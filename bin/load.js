// Loads the bundle with the code that V8 compiled when it was built, which halves the start-up. The compiled code is for one version
// of Node and one architecture; any other runs the bundle as a plain module.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const bundle = join(__dirname, '../dist/cli.cjs');

/** Where compiled code for this Node is looked for. */
const cacheFile = join(__dirname, `../dist/cli-${process.version}-${process.arch}.cache`);

/** The bundle as a script, and the module object that running it fills. */
function compile(cachedData) {
  const source = readFileSync(bundle, 'latin1');
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(wrapped, { filename: bundle, cachedData });
  return { script, run: () => runAsModule(script) };
}

function runAsModule(script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, bundle, __dirname);
  return module.exports;
}

/** The exports of the bundle. */
function load() {
  if (!existsSync(cacheFile)) {
    require('node:module').enableCompileCache?.();
    return require(bundle);
  }
  return compile(readFileSync(cacheFile)).run();
}

module.exports = { cacheFile, compile, load };
