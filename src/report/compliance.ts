import type { ReportPack, ReportRequirement } from './report.ts';

/** Columns of a compliance table, after the requirement. */
export const COMPLIANCE_COLUMNS = ['passed', 'failed', 'undecided', 'waived', 'not applicable'] as const;

/** The counts of a requirement in the order of the columns; words where nothing was counted. */
export function complianceCells(requirement: ReportRequirement): readonly (string | number)[] {
  const { passed, failed, undecided, waived, notApplicable } = requirement;
  return [passed, failed, undecided, waived, notApplicable];
}

/** What a reader has to know of a requirement in place of its counts; nothing where they say it all. */
export function complianceNote({ off, devices, advisory, advised }: ReportRequirement): string {
  if (off === true) return 'switched off, not checked';
  if (devices.length === 0) return 'nothing here that it is about';
  return advisory === undefined ? '' : `advice, not followed ${advised === 1 ? 'once' : `${advised} times`}: ${advisory}`;
}

/** Title of a table: the pack and its document. */
export function complianceTitle({ id, title, document }: ReportPack): string {
  return `${id}: ${title}${document === undefined ? '' : ` (${document})`}`;
}

/** The part of a rule's id within its pack. */
export function requirementName({ ruleId }: ReportRequirement): string {
  return ruleId.slice(ruleId.indexOf('/') + 1);
}
