// A lab scenario as the linter reads it: a directory for each end and the topology.
// Writes the same files as the shared lab's scenario_dir.py (`agreement.mjs --verify-directories` holds the two together).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENDS = {
  initiator: { name: 'branch', outside: '198.51.100.10', behind: '10.1.0.10', inside: '192.168.1.1' },
  responder: { name: 'hq', outside: '192.0.2.20', behind: '10.2.0.20', inside: '192.168.0.1' },
};
const NAT = {
  initiator: { kind: 'napt', public: '203.0.113.1' },
  responder: { kind: 'forward', public: '203.0.113.2', ports: ['udp/500', 'udp/4500', 'esp', 'ah'] },
};

/** `charon.*` settings with dotted keys, as the text of a strongswan.conf. */
function settingsText(settings) {
  const root = new Map();
  for (const [dotted, value] of Object.entries(settings)) {
    const path = dotted.split('.');
    const last = path.pop();
    let section = root;
    for (const part of path) {
      if (!section.has(part)) section.set(part, new Map());
      section = section.get(part);
    }
    section.set(last, value);
  }
  const print = (section, indent) =>
    [...section]
      .map(([key, value]) =>
        value instanceof Map ? `${indent}${key} {\n${print(value, `${indent}  `)}${indent}}\n` : `${indent}${key} = ${value}\n`,
      )
      .join('');
  return print(new Map([['charon', root]]), '');
}

/** The rules of an end's own INPUT, as iptables-save prints them. */
function filterText(rules) {
  const lines = ['*filter', ':INPUT ACCEPT [0:0]', ':FORWARD ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]'];
  for (const rule of rules) {
    const [action, protocol, from, to] = rule.split(/\s+/);
    if (rule.split(/\s+/).includes('established')) {
      lines.push(`-A INPUT -i eth0 -m conntrack --ctstate RELATED,ESTABLISHED -j ${action === 'deny' ? 'DROP' : 'ACCEPT'}`);
      continue;
    }
    const ports =
      from === undefined
        ? ''
        : ` -m ${protocol}${from === 'any' ? '' : ` --sport ${from.replaceAll('-', ':')}`}${to === 'any' ? '' : ` --dport ${to.replaceAll('-', ':')}`}`;
    lines.push(`-A INPUT -i eth0 -p ${protocol}${ports} -j ${action === 'permit' ? 'ACCEPT' : 'DROP'}`);
  }
  return [...lines, '-A INPUT -i eth0 -j DROP', 'COMMIT', ''].join('\n');
}

/** The files of a scenario: path relative to its directory, and text. */
export function scenarioFiles(scenario) {
  const files = new Map();
  const devices = {};
  const nat = scenario.nat ?? 'none';
  for (const [role, { name, outside, behind, inside }] of Object.entries(ENDS)) {
    const end = scenario[role];
    if ('ipsec_conf' in end) {
      files.set(`${name}/ipsec.conf`, end.ipsec_conf);
      files.set(`${name}/ipsec.secrets`, end.ipsec_secrets ?? '');
    } else {
      files.set(`${name}/swanctl.conf`, end.swanctl);
    }
    if (end.strongswan && Object.keys(end.strongswan).length > 0)
      files.set(`${name}/strongswan.conf`, settingsText(end.strongswan));
    const rules = role === 'responder' ? scenario.filter : scenario.initiator_filter;
    if (rules) files.set(`${name}/iptables.rules`, filterText(rules));
    const translated = nat === role || nat === 'both';
    const [first, last] = translated ? [behind, outside] : [outside, behind];
    devices[name] = { files: [`${name}/**`], addresses: [first, inside, last], nat: translated ? NAT[role] : { kind: 'none' } };
  }
  files.set('ipsec-lint.config.json', JSON.stringify({ topology: { devices } }, null, 1));
  return files;
}

/** Writes a scenario's files below `root`, which it makes. */
export function writeScenario(scenario, root) {
  for (const { name } of Object.values(ENDS)) mkdirSync(join(root, name), { recursive: true });
  for (const [path, text] of scenarioFiles(scenario)) writeFileSync(join(root, path), text);
}
