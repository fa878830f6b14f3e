import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { emptyConfig } from '../../src/config/load.ts';
import { analysisOf } from '../../src/engine/analysis.ts';
import { modelPaths } from '../../src/engine/lint.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../../src/input/index.ts';
import { VIEWS } from '../../src/policy/views/index.ts';
import type { Device, Transform } from '../../src/rule/index.ts';

const SCHEMAS = new URL('../../schemas/', import.meta.url);
const cwd = fileURLToPath(new URL('../../examples/office', import.meta.url));
const { devices } = await modelPaths(['.'], [], { cwd, config: emptyConfig(cwd), maxFileSize: DEFAULT_MAX_FILE_SIZE });
const { ask } = analysisOf(devices);

function validatorOf(view: string): (data: unknown) => string {
  const ajv = new Ajv({ strict: true, allErrors: true });
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(`view-${view}-1.schema.json`, SCHEMAS), 'utf8')));
  return (data) => (validate(data) ? '' : ajv.errorsText(validate.errors));
}

for (const [name, view] of VIEWS)
  test(`what ${name} gives for real devices is valid against its published schema`, () => {
    const wrongWith = validatorOf(name);
    const items = devices.flatMap((device) => [...view.items(device, ask)]);
    assert.ok(items.length > 0);
    for (const { id, data } of items) {
      assert.equal(wrongWith({ ...data }), '', id);
      assert.notEqual(wrongWith({ ...data, another: 1 }), '');
    }
  });

test('the strength of a list is not known when that of one of its transforms is not, whatever the others have', () => {
  const [device] = devices;
  assert.ok(device);
  const stranger = (list: readonly Transform[]): readonly Transform[] =>
    list.flatMap((transform) => [transform, { ...transform, id: 65000 }]);
  const changed: Device = {
    ...device,
    ikeProposals: device.ikeProposals.map((proposal) => ({ ...proposal, ke: stranger(proposal.ke) })),
    childProposals: device.childProposals.map((proposal) => ({ ...proposal, encryption: stranger(proposal.encryption) })),
  };
  for (const [view, property] of [
    ['ike-proposal', 'weakestGroupBits'],
    ['child-proposal', 'weakestEncryptionBits'],
  ] as const) {
    const known = (of: Device): boolean[] => [...(VIEWS.get(view)?.items(of, ask) ?? [])].map(({ data }) => property in data);
    assert.ok(known(device).includes(true));
    assert.ok(!known(changed).includes(true));
  }
});
