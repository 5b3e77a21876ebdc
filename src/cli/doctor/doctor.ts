import 'reflect-metadata';
import { BadConfiguration, loadSettings, type Settings } from '../../platform/config/index.js';
import type { Finding } from './check.js';
import { CHECKS } from './checks.js';
import { examine } from './examine.js';
import { withScene } from './with-scene.js';

const CONFIGURATION = 'configuration';

/** Everything that is to be said of this deployment; where its configuration is at fault, that alone. */
export async function diagnose(read: () => Settings = loadSettings): Promise<readonly Finding[]> {
  const { settings, findings } = configurationOf(read);
  if (settings === null) return findings;
  return [...findings, ...(await withScene(settings, (scene) => examine(CHECKS, scene)))];
}

interface Configuration {
  readonly settings: Settings | null;
  readonly findings: readonly Finding[];
}

function configurationOf(read: () => Settings): Configuration {
  try {
    const settings = read();
    const seen = settings.isProduction ? 'every variable is fit for production' : 'every variable is fit';
    return { settings, findings: [{ check: CONFIGURATION, outcome: 'ok', seen, advice: '' }] };
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    const advice = 'docs/reference/configuration.md tells what each variable takes.';
    const findings = error.faults.map(({ name, problem }) => ({
      check: CONFIGURATION,
      outcome: 'failed' as const,
      seen: `${name} ${problem}`,
      advice,
    }));
    return { settings: null, findings };
  }
}
