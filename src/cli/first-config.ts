import type { SurveyedDevice } from '../engine/survey.ts';
import { json } from '../report/escape/json.ts';
import { visible } from '../text/display.ts';

/** So many devices are written down; more would be no small file. */
const LISTED = 50;

const EXAMPLES: Readonly<Record<NonNullable<SurveyedDevice['questions'][number]['key']>, string>> = {
  addresses: 'addresses: ["192.0.2.1"]',
  nat: 'nat: { kind: napt, public: "192.0.2.1" }   # none | static | napt | forward',
};

/** A first configuration as YAML, with what the files do not tell as comments. */
export function firstYaml(devices: readonly SurveyedDevice[]): string {
  const listed = devices.slice(0, LISTED);
  return [
    '# yaml-language-server: $schema=https://ipsec-lint.dev/schemas/config-1.schema.json',
    '# What the configurations cannot say. Answer the questions, or leave them: what is unknown is counted, never taken for right.',
    '# `ipsec-lint config show` prints what holds and where it comes from.',
    '',
    ...(listed.length === 0 ? ['topology: { devices: {} }'] : ['topology:', '  devices:', ...listed.flatMap(deviceLines)]),
    ...(devices.length > LISTED
      ? [`    # ${devices.length - LISTED} more devices are found by their files; they need no entry.`]
      : []),
    '',
    '# rules: { crypto/no-pfs: error }       # off, info, warning, error; `ipsec-lint rules` lists them',
    '# overrides:                            # other severities for some files or devices',
    '#   - { files: ["lab/**"], rules: { crypto/weak-algorithm: info } }',
    '# policies: [nist-sp800-77r1]           # packs; `ipsec-lint policy list` lists them',
    '# ignore: ["old/**"]',
    '',
  ].join('\n');
}

function deviceLines(device: SurveyedDevice): readonly string[] {
  const { name, questions } = device;
  return [
    `    ${json(name)}:   # ${comment(summaryOf(device))}`,
    `      files: [${globsOf(device)
      .map((glob) => json(glob))
      .join(', ')}]`,
    ...questions.flatMap(({ key, text }) => [
      `      # ${comment(text)}`,
      ...(key === undefined ? [] : [`      # ${EXAMPLES[key]}`]),
    ]),
  ];
}

/** The same as JSON, which has no comments. */
export function firstJson(devices: readonly SurveyedDevice[]): string {
  const entries = devices.slice(0, LISTED).map((device) => [device.name, { files: globsOf(device) }] as const);
  return `${json({ $schema: 'https://ipsec-lint.dev/schemas/config-1.schema.json', topology: { devices: Object.fromEntries(entries) } }, 2)}\n`;
}

/** What a device is, in a few words. */
export function summaryOf({ platform, version, outside }: SurveyedDevice): string {
  const system = `${platform === 'ios' ? 'IOS' : 'strongSwan'}${version === undefined ? '' : ` ${version}`}`;
  return `${system}, ${outside === undefined ? 'outside address not told' : `outside ${outside}`}`;
}

/** A path as a glob that matches it and, where it has special characters, little else. */
function globsOf({ files }: SurveyedDevice): readonly string[] {
  return files.map((path) => path.replace(/[*[\]{}]/g, '?'));
}

function comment(text: string): string {
  return visible(text).replace(/\s+/g, ' ');
}
