import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { soak, type SoakResult } from './soak.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, logs: { type: 'string' } },
});
if (values.logs !== undefined) mkdirSync(values.logs, { recursive: true });

const started = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`${((performance.now() - started) / 1_000).toFixed(0).padStart(5)} s  ${line}\n`);
try {
  const result = await soak({ minutes: Number(values.minutes), logs: values.logs, say });
  process.stdout.write(`${report(result)}\n`, () => process.exit(isWell(result) ? 0 : 1));
} catch (error) {
  process.stderr.write(`${String(error)}\n`, () => process.exit(1));
}

function isWell({ findings, memory }: SoakResult): boolean {
  return findings.count === 0 && memory.every((each) => each.verdict().isFlat);
}

function report({ stage, book, findings, memory }: SoakResult): string {
  const answers = stage.front.tallies().map(({ kind, statuses, waits }) => {
    const sorted = waits.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(0);
    const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, times]) => `${status} × ${times}`);
    return `| ${kind} | ${waits.length} | ${counts.join(', ')} | ${at(0.5)} | ${at(0.99)} |`;
  });
  const verdicts = memory.map((each, index) => `memory of api ${index + 1}: ${each.verdict().told}`);
  const broken = memory.some((each) => !each.verdict().isFlat) ? ['memory grows'] : [];
  return [
    '| Asked | Times | Answers | p50 ms | p99 ms |',
    '| --- | ---: | --- | ---: | ---: |',
    ...answers,
    '',
    [...book.done].map(([what, times]) => `${what}: ${times}`).join(', '),
    ...verdicts,
    ...(isWell({ stage, book, findings, memory }) ? ['all invariants hold'] : [...findings.lines(), ...broken]),
  ].join('\n');
}
