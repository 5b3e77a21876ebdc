import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { ROOT } from '../../support/built.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook', string>>;
}

interface World {
  readonly name: string;
  readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly object[] }[];
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const groups = (parse(read('deploy/kustomize/base/alerts.yaml')) as { spec: { groups: { rules: Alert[] }[] } }).spec
  .groups;
const alerts = groups.flatMap(({ rules }) => rules);
const worlds = parse(read('test/integration/deploy/alerts/worlds.yaml')) as { readonly tests: readonly World[] };

describe('the alerts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
    writeFileSync(path.join(folder, 'rules.yaml'), stringify({ groups }));
    writeFileSync(path.join(folder, 'rules-alone.yaml'), stringify({ groups: groups.map(withoutTexts) }));
    writeFileSync(path.join(folder, 'worlds.yaml'), stringify(worlds));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const promtool = (...args: string[]): string =>
    execFileSync('promtool', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  it('are rules that Prometheus takes', () => {
    expect(promtool('check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml')).toContain(
      `SUCCESS: ${alerts.length} rules found`,
    );
  });

  it('fire in the worlds in which they should, and are silent in the others', () => {
    expect(promtool('test', 'rules', 'worlds.yaml')).toContain('SUCCESS');
  });

  it.each(alerts)('$alert is tried both ways', ({ alert }) => {
    const tried = worlds.tests.flatMap((world) => world.alert_rule_test).filter(({ alertname }) => alertname === alert);
    expect(tried.map(({ exp_alerts: expected }) => expected.length > 0)).toEqual([true, false]);
  });

  it.each(alerts)('$alert has a page that says what to do', ({ alert, annotations }) => {
    expect(annotations.runbook).toBe(`docs/runbooks/${alert}.md`);
    const page = read(annotations.runbook);
    expect(page.startsWith(`# ${alert}\n`)).toBe(true);
    expect(page).toMatch(/## Look\n\n- [\s\S]+## Do\n\n- /);
    expect(read('docs/runbooks/README.md')).toContain(`(${alert}.md)`);
  });
});

/** What they say is not part of whether they fire. */
function withoutTexts({ rules, ...group }: { readonly rules: readonly Alert[] }): object {
  return {
    ...group,
    rules: rules.map((rule) => ({ alert: rule.alert, expr: rule.expr, for: rule.for, labels: rule.labels })),
  };
}
