import { existsSync } from 'node:fs';
import path from 'node:path';
import { refusal } from './sql.js';
import type { Step } from './stage.js';

const end: Step = {
  name: 'End it all',
  async run(stage, checks) {
    const postgres = stage.get('postgres');
    const { url } = stage.get('vercel');
    checks.same('the app drains and ends with code 0', await stage.get('app').stop(), 0);
    checks.same('every server ends', await stage.grounds.endings.run(), []);
    checks.like('PostgreSQL is gone', await refusal(postgres.url), /^ECONNREFUSED/);
    checks.same('the simulated Vercel is gone', await fetch(url).catch(() => 'gone'), 'gone');
    const left = [path.dirname(postgres.directory), stage.grounds.place.directory].filter((directory) =>
      existsSync(directory),
    );
    checks.same('no file is left', left, []);
  },
};

/** The end of every play. */
export const END: readonly Step[] = [end];
