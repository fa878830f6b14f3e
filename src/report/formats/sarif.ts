import { visible } from '../../text/display.ts';
import type { Location } from '../../text/source.ts';
import { json } from '../escape/json.ts';
import { pathUri } from '../escape/uri.ts';
import type { Report, Reporter, ReporterContext, ReportFinding, ReportFix, ReportSeverity } from '../report.ts';

/* GitHub keeps the 5,000 worst results of a run and rejects an upload with more than 25,000. */
const MOST_RESULTS = 5000;
const LEVEL: Readonly<Record<ReportSeverity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const RANK: Readonly<Record<ReportSeverity, number>> = { error: 0, warning: 1, info: 2 };
const SECURITY_SEVERITY: Readonly<Record<ReportSeverity, string>> = { error: '8.0', warning: '5.0', info: '2.0' };

/** SARIF 2.1.0. Results are capped at what GitHub keeps, the worst first; `properties.truncated` tells how many are left out. */
export const sarif: Reporter = { name: 'sarif', render: (report, context) => `${json(log(report, context))}\n` };

function log(report: Report, context: ReporterContext): object {
  const sorted = [...report.findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const kept = sorted.slice(0, MOST_RESULTS);
  const rules = context.rules.filter((rule) => kept.some((finding) => finding.ruleId === rule.id));
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ipsec-lint',
            semanticVersion: context.version,
            informationUri: 'https://www.npmjs.com/package/ipsec-lint',
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: plain(rule.summary) },
              fullDescription: { text: plain(rule.summary) },
              help: { text: plain(rule.summary), markdown: rule.documentation },
              defaultConfiguration: { level: LEVEL[rule.severity] },
              properties: {
                tags: ['security', ...rule.tags].slice(0, 10),
                'security-severity': SECURITY_SEVERITY[rule.severity],
                precision: 'high',
              },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that the linter was started in.' } } },
        invocations: [{ executionSuccessful: report.complete, toolExecutionNotifications: report.problems.map(notification) }],
        results: kept.map((finding) => result(finding, indexOf)),
        properties: { truncated: sorted.length - kept.length },
      },
    ],
  };
}

function result(finding: ReportFinding, indexOf: ReadonlyMap<string, number>): object {
  const index = indexOf.get(finding.ruleId);
  return {
    ruleId: finding.ruleId,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVEL[finding.severity],
    message: { text: `${plain(finding.message)}\n${plain(finding.help)}` },
    locations: [{ ...location(finding.location), logicalLocations: [{ fullyQualifiedName: plain(finding.target) }] }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((r, id) => ({
            id,
            ...location(r.location),
            message: { text: plain(r.message) },
          })),
        }),
    ...(finding.peer === undefined ? {} : { codeFlows: [codeFlow(finding)] }),
    ...(finding.fix === undefined ? {} : { fixes: [fixOf(finding.fix)] }),
    partialFingerprints: { 'ipsecLintFingerprint/v1': finding.fingerprint },
    properties: { confidence: finding.confidence, device: visible(finding.device) },
  };
}

/** A change, by file. */
function fixOf({ title, edits }: ReportFix): object {
  const paths = [...new Set(edits.map(({ location: { path } }) => path))];
  return {
    description: { text: plain(title) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: pathUri(path), uriBaseId: '%SRCROOT%' },
      replacements: edits
        .filter((edit) => edit.location.path === path)
        .map((edit) => ({ deletedRegion: regionOf(edit.location), insertedContent: { text: edit.text } })),
    })),
  };
}

/** The places of a pair finding in the order in which the negotiation meets them. */
function codeFlow({ location: at, message, related }: ReportFinding): object {
  const places = [...related, { location: at, message }];
  return {
    threadFlows: [
      {
        locations: places.map((place) => ({
          location: { ...location(place.location), message: { text: plain(place.message) } },
        })),
      },
    ],
  };
}

function location(at: Location): object {
  return {
    physicalLocation: { artifactLocation: { uri: pathUri(at.path), uriBaseId: '%SRCROOT%' }, region: regionOf(at) },
  };
}

function regionOf({ line, column, endLine, endColumn }: Location): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function notification({ path, line, message }: Report['problems'][number]): object {
  const region = line === undefined ? {} : { region: { startLine: line } };
  const uri = pathUri(path);
  const locations = uri === '' ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }] };
  return { level: 'error', message: { text: plain(message) }, ...locations };
}

/** Text without what SARIF takes for links and placeholders (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function plain(text: string): string {
  return text
    .split('\n')
    .map(visible)
    .join('\n')
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
}
