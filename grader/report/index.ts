// The one public face of the reports: a verdict in, text out.
export { diagram, type DiagramOptions } from './diagram.ts';
export { type StoryPageOptions, storyHtml } from './html.ts';
export { type Report, type ReportedCheck, type ReportedExercise, reportOf } from './json.ts';
export { type Layout, layoutOf, type LayoutOptions, type Row } from './layout.ts';
export type { Lifeline } from './lifelines.ts';
export { scoreboardText, type ScoreboardEntry, type ScoreboardOptions } from './scoreboard.ts';
export { plainStyles, type Style, type Styles } from './styles.ts';
export { toldCheck, type TypeProblem, type VerdictOptions, verdictText } from './verdict.ts';
