// Runs the built command on small examples and stores the code that V8 compiled for it beside the bundle: node compile-cache.cjs
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { cacheFile, compile } = require('../bin/load.js');

const root = join(__dirname, '..');
const office = join(root, 'examples/office');

/* What runs here is in the cache: the common commands on every dialect. */
const SWANCTL = `connections {
  a {
    version = 2
    remote_addrs = 203.0.113.1
    proposals = aes256-sha256-modp2048
    local {
      auth = psk
    }
    remote {
      auth = psk
    }
    children {
      c {
        local_ts = 10.1.0.0/16
        remote_ts = 10.2.0.0/16
      }
    }
  }
}
`;
const IPSEC_CONF = 'config setup\n\nconn b\n  keyexchange=ikev2\n  left=%any\n  right=203.0.113.2\n  auto=start\n';
const RULES = '*filter\n:INPUT DROP [0:0]\n-A INPUT -p udp --dport 500 -j ACCEPT\nCOMMIT\n';

async function warmUp() {
  const { script, run } = compile();
  const { main } = run();
  const directory = mkdtempSync(join(tmpdir(), 'ipsec-lint-build-'));
  try {
    writeFileSync(join(directory, 'swanctl.conf'), SWANCTL);
    writeFileSync(join(directory, 'ipsec.conf'), IPSEC_CONF);
    writeFileSync(join(directory, 'rules.v4'), RULES);
    const config = join(office, 'ipsec-lint.config.json');
    for (const format of ['json', 'text']) {
      await main(['check', office, '-c', config, '-f', format], root);
      await main(['check', join(office, 'hq.cfg'), '-f', format], root);
      await main(['check', directory, '-f', format], root);
    }
    await main(['pair', 'hq', 'branch', '-c', config], root);
    writeFileSync(cacheFile, script.createCachedData());
  } finally {
    rmSync(directory, { recursive: true });
  }
}

warmUp().then(() => {
  process.exitCode = 0;
});
