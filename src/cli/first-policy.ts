import { plainValue } from '../config/document.ts';
import { parseYaml } from '../config/yaml.ts';
import { json } from '../report/escape/json.ts';

const SCHEMA = 'https://ipsec-lint.dev/schemas/policy-1.schema.json';

/** A pack with one policy and its examples as YAML; the comments say how to go on. */
export function firstPolicyYaml(id: string): string {
  return `# yaml-language-server: $schema=${SCHEMA}
# \`ipsec-lint policy test FILE\` runs the examples, \`ipsec-lint check PATH --policy FILE\` uses the pack.
schema: ipsec-lint-policy/1
id: ${json(id)}   # findings are called <id>/<id of the policy>
title: ${json(`VPN rules of ${id}`)}
policies:
  - id: strong-groups
    # What the policy judges: device, connection, ike-proposal, child-proposal, child, identity, filter or path.
    # schemas/view-<name>-1.schema.json lists what each of them has.
    select: ike-proposal
    # What has to hold, and in \`when\` what the policy applies to: JSON Schemas over the view. What is not known leaves it undecided.
    # when: { properties: { ikeVersion: { const: 2 } } }
    assert: { properties: { weakestGroupBits: { minimum: 112 } } }
    message: "{name} has a group of {weakestGroupBits} bits"
    help: "use group 14, 19, 20 or 21"
    severity: error   # or warning, info
    references: ["where the rule is written down"]
    # At least one that the policy must fail and one that it must pass.
    examples:
      fails:
        - { name: old, weakestGroupBits: 80 }
      passes:
        - { name: new, weakestGroupBits: 128 }
`;
}

/** The same as JSON, which has no comments. */
export function firstPolicyJson(id: string): string {
  const parsed = parseYaml(firstPolicyYaml(id));
  if ('error' in parsed) throw new Error(parsed.error);
  return `${json({ $schema: SCHEMA, ...Object(plainValue(parsed.root)) }, 2)}\n`;
}
