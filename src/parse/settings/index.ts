export { parseSettings } from './parser.ts';
export { type EffectiveSetting, type MergedSettings, mergeSettings, type SectionNode, SectionView } from './resolve.ts';
export type { Include, IncludeResolver, Section, Setting, SettingsFile, Statement, ValuePart, Word } from './tree.ts';
