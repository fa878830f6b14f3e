// Preloaded into the command line: whatever would open a connection or ask a name server throws, and says so in a file.
const { appendFileSync } = require('node:fs');

const forbid = (module, names) => {
  const exports = require(module);
  for (const name of names) {
    const used = () => {
      appendFileSync(process.env.NETWORK_LOG, `${module}.${name}\n`);
      throw new Error('no network');
    };
    if (typeof exports[name] === 'function') exports[name] = used;
    else throw new Error(`${module} has no ${name}`);
  }
};

forbid('node:net', ['connect', 'createConnection', 'createServer']);
forbid('node:tls', ['connect', 'createServer']);
forbid('node:dgram', ['createSocket']);
forbid('node:dns', ['lookup', 'resolve', 'reverse', 'lookupService']);
forbid('node:http', ['request', 'get', 'createServer']);
forbid('node:https', ['request', 'get', 'createServer']);
forbid('node:http2', ['connect', 'createServer']);
globalThis.fetch = () => {
  appendFileSync(process.env.NETWORK_LOG, 'fetch\n');
  throw new Error('no network');
};
const { Socket } = require('node:net');
Socket.prototype.connect = () => {
  appendFileSync(process.env.NETWORK_LOG, 'Socket.connect\n');
  throw new Error('no network');
};
