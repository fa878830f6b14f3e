import { csvField } from '../escape/csv.ts';
import type { Reporter } from '../report.ts';

const HEADER = ['severity', 'rule', 'confidence', 'device', 'peer', 'path', 'line', 'column', 'message', 'help', 'fingerprint'];

/** RFC 4180 table for spreadsheets: a row for each finding. */
export const csv: Reporter = {
  name: 'csv',
  render: ({ findings }) => {
    const rows = findings.map(({ severity, ruleId, confidence, device, peer, location, message, help, fingerprint }) => [
      severity,
      ruleId,
      confidence,
      device,
      peer ?? '',
      location.path,
      location.line,
      location.column,
      message,
      help,
      fingerprint,
    ]);
    return [HEADER, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
  },
};
