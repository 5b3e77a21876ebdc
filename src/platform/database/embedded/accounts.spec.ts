import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { serviceAccount } from './account.js';
import { type Identity, openWorkshop, OwnerProcess, type Refusal, type Workshop } from './testing/index.js';

const ROOT = process.getuid?.() === 0;
const NOBODY: Identity = ROOT ? { uid: 65_534, gid: 65_534 } : {};

const processes: OwnerProcess[] = [];
let workshop: Workshop;

function own(directory: string, identity?: Identity): OwnerProcess {
  const owner = new OwnerProcess(workshop, directory, identity);
  processes.push(owner);
  return owner;
}

function directoryOf({ uid, gid }: Identity): string {
  const directory = workshop.makeDirectory();
  if (uid !== undefined && gid !== undefined) chownSync(directory, uid, gid);
  return directory;
}

beforeAll(() => {
  workshop = openWorkshop();
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((owner) => owner.end('SIGINT')));
});

afterAll(() => workshop.remove());

describe('an ordinary user', () => {
  it('runs the server from an install that nobody may write to', async () => {
    chmodSync(path.join(workshop.binaries, 'lib'), 0o555);
    const directory = directoryOf(NOBODY);
    const report = await own(directory, NOBODY).report();
    chmodSync(path.join(workshop.binaries, 'lib'), 0o755);
    expect(report).toMatchObject({ startedHere: true, home: path.join(directory, '18') });
    expect(statSync(report.home).uid).toBe(NOBODY.uid ?? process.getuid?.());
    expect(readdirSync(directory).filter((name) => name.startsWith('runtime'))).toHaveLength(1);
  });

  it('is told what to do about a directory that is not writable', async () => {
    const directory = directoryOf(NOBODY);
    chmodSync(directory, 0o555);
    const refusal = await own(path.join(directory, 'data'), NOBODY).next<Refusal>();
    expect(refusal.name).toBe('EmbeddedPostgresUnavailable');
    expect(refusal.message).toMatch(/cannot write to .*data.*EMBEDDED_POSTGRES_DIR.*DATABASE_URL/);
  });
});

describe('a project in a home that others cannot enter', () => {
  it('has its server all the same', async () => {
    const home = workshop.makeDirectory();
    mkdirSync(path.join(home, 'project'));
    const report = await own(path.join(home, 'project/.data/postgres')).report();
    expect(report.startedHere).toBe(true);
    await processes[0]?.end('SIGINT');
    rmSync(path.dirname(report.home), { recursive: true });
  });

  it('has its server under a umask that closes every new file to others', async () => {
    const home = workshop.makeDirectory();
    const before = process.umask(0o077);
    const owner = own(path.join(home, 'project/.data/postgres'));
    process.umask(before);
    const report = await owner.report();
    expect(report.startedHere).toBe(true);
    await owner.end('SIGINT');
    rmSync(path.dirname(report.home), { recursive: true });
  });
});

if (ROOT) {
  describe('root', () => {
    it('hands the server to a service account, and finds it again', async () => {
      const directory = workshop.makeDirectory();
      const { home, pid } = await own(directory).report();
      expect(home).toBe(path.join(directory, '18'));
      expect(statSync(home).uid).toBe(serviceAccount().ids.uid);
      expect(statSync(`/proc/${pid}`).uid).toBe(serviceAccount().ids.uid);
    });

    it('runs the server of an ordinary user as that user', async () => {
      const directory = directoryOf(NOBODY);
      const first = own(directory, NOBODY);
      await first.report();
      await first.end('SIGINT');
      const { pid } = await own(directory).report();
      expect(statSync(`/proc/${pid}`).uid).toBe(NOBODY.uid);
    });

    it('leaves files behind that an ordinary user is told to remove', async () => {
      const directory = workshop.makeDirectory();
      const first = own(directory);
      await first.report();
      await first.end('SIGINT');
      chmodSync(directory, 0o777);
      const refusal = await own(directory, NOBODY).next<Refusal>();
      expect(refusal.message).toMatch(/belong to user \d+.*EMBEDDED_POSTGRES_DIR.*DATABASE_URL/);
    });
  });

  describe('a user without a passwd entry', () => {
    it('is told to set DATABASE_URL', async () => {
      const nameless = { uid: 54_321, gid: 54_321 };
      const refusal = await own(directoryOf(nameless), nameless).next<Refusal>();
      expect(refusal.message).toMatch(/54321 has no passwd entry.*DATABASE_URL/);
    });
  });
}
