// Preloaded into the command line: what asks for the present directory, as every command that reads configurations does, throws an error
// that holds one of them.
process.cwd = () => {
  throw new Error(`CRASH ${require('node:fs').readFileSync('router.cfg', 'utf8')}`);
};
