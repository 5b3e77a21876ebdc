import { accessSync, constants } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The program that browser tests start: `CHROMIUM_PATH` where that is set, else the first at a usual place; null when it is not there. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  const places = named ? [named] : USUAL_PLACES;
  return places.find(isProgram) ?? null;
}

/** Whether a run leaves browser tests out: where no Chromium is, unless they have to run (`CI=true`), and then they fail. */
export function leavesBrowserTestsOut(): boolean {
  return findChromium() === null && process.env['CI'] !== 'true';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
