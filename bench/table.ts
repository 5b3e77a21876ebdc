import os from 'node:os';
import type { Row } from './measures/row.js';

/** The results and the machine they hold for, as markdown. */
export function asMarkdown(rows: readonly Row[], { rounds, seconds }: { rounds: number; seconds: number }): string {
  const cells = rows.map(({ id, measure, ours, raw, result, floor, goal }) => [
    id,
    measure,
    ours,
    raw,
    result,
    floor,
    goal,
  ]);
  const lines = [
    ['', 'Measure', 'Stallholder', 'Raw', 'Result', 'Floor', 'Goal'],
    ['---', '---', '---:', '---:', '---', '---', '---'],
    ...cells,
  ];
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}, Linux ${os.release()}`;
  const when = new Date().toISOString().slice(0, 10);
  return [
    ...lines.map((line) => `| ${line.join(' | ')} |`),
    '',
    `${when}, Node ${process.versions.node}, PostgreSQL 18 (embedded), ${machine}; ${rounds} rounds of ${seconds} s.`,
  ].join('\n');
}
