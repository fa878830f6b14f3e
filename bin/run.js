#!/usr/bin/env node
// Nothing here may call process.exit: it would cut off what a slow reader has not taken yet. The status is set and Node ends by itself.
const { join } = require('node:path');
const { load } = require('./load.js');

const { main } = load();
main(process.argv.slice(2), join(__dirname, '..')).then((status) => {
  process.exitCode = status;
});
