import { fileURLToPath } from 'node:url';

/* Packages and parts of Node that oclif loads at start and that none of our runs, or only help, touches. */
const UNUSED_AT_START =
  /^(?:node:(?:readline|child_process|fs\/promises|perf_hooks)|ejs|minimatch|tinyglobby|cli-spinners|wrap-ansi|lilconfig|widest-line|string-width|indent-string|clean-stack)$/;

/** esbuild plugin: what oclif imports and does not use at start is loaded when it is first touched. */
export const lazyForOclif = {
  name: 'lazy-for-oclif',
  setup(build) {
    build.onResolve({ filter: UNUSED_AT_START }, ({ path, importer, pluginData }) =>
      pluginData !== 'real' && importer.includes('node_modules/@oclif/core/') ? { path, namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `module.exports = new Proxy(function () {}, {
        get: (_, key) => (key === '__esModule' ? undefined : require(${JSON.stringify(path)})[key]),
        apply: (_, self, args) => Reflect.apply(require(${JSON.stringify(path)}), self, args),
      });`,
      loader: 'js',
      resolveDir: fileURLToPath(new URL('../node_modules/@oclif/core/lib', import.meta.url)),
      pluginData: 'real',
    }));
  },
};
