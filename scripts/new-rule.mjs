// Makes a rule and its page: npm run new-rule -- group/what-is-wrong
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const [id = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../rules/', import.meta.url));
const path = `${root}${id}`;

if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) fail('usage: npm run new-rule -- group/what-is-wrong');
if (existsSync(`${path}.ts`)) fail(`there is a rule ${id} already`);

mkdirSync(dirname(path), { recursive: true });
writeFileSync(
  `${path}.ts`,
  `import { defineRule, type Device, type Finding } from '../../src/rule/index.ts';

/** Why this is wrong, in one sentence. */
export const rule = defineRule({
  meta: {
    id: '${id}',
    summary: 'what it finds, in one line',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: [],
    references: ['RFC 7296, section 1'],
    messages: {
      found: {
        text: '{gateway} ...: what is wrong and why it matters here',
        help: 'what to write instead',
      },
    },
  },
  device: check,
});

function* check(device: Device): Iterable<Finding<'found'>> {
  for (const gateway of device.gateways) {
    if (gateway.version !== 1) continue;
    const at = gateway.at.version;
    if (at === undefined) continue;
    yield { message: 'found', data: { gateway: gateway.name }, at, subject: gateway.id };
  }
}
`,
);
writeFileSync(
  `${path}.md`,
  `# ${id}

## What
What is found.

## Why
Why the tunnel fails, or what it costs.

## How to fix
What to write instead.

## Fails
### IKEv1
\`\`\`ipsec.conf
conn a
  # expect: ${id}
  keyexchange=ikev1
  right=203.0.113.1
\`\`\`

## Passes
### IKEv2
\`\`\`ipsec.conf
conn a
  keyexchange=ikev2
  right=203.0.113.1
\`\`\`
`,
);
console.log(`rules/${id}.ts\nrules/${id}.md\nNow: npm run generate, then npm test -- test/rules`);

function fail(message) {
  console.error(message);
  process.exit(2);
}
