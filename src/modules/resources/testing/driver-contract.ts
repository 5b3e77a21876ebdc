import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../platform/crypto/index.js';
import { DriverRefused, ReplFailed } from '../driver.errors.js';
import type { DriverResource, DriverSecret } from '../driver.port.js';
import { resourceOf, secretsOf, soon, type DriverHarness } from './driver-harness.js';
import { describeTransferContract } from './driver-transfer-contract.js';
import { describeUsageContract } from './driver-usage-contract.js';

/** What every driver promises; what `make` gives is closed at the end. */
export function describeDriverContract(name: string, make: () => Promise<DriverHarness>): void {
  describe(`the ${name} driver, as every driver,`, () => {
    const contract = new Contract();
    beforeAll(async () => contract.open(await make()));
    beforeEach(() => contract.begin());
    afterEach(() => contract.cleanUp());
    afterAll(() => contract.harness.close());
    describeProvisioning(contract);
    describeDeprovisioning(contract);
    describeSuspension(contract);
    describeRotation(contract);
    describeConsole(contract);
    describeDeadlines(contract);
  });
  describeTransferContract(name, make);
  describeUsageContract(name, make);
}

/** The harness, and one fresh resource per test. */
class Contract {
  harness: DriverHarness;
  resource: DriverResource;
  seed: Secret;

  open(harness: DriverHarness): void {
    this.harness = harness;
  }

  begin(): void {
    this.resource = resourceOf();
    this.seed = Secret.of(randomBytes(32).toString('base64url'));
  }

  async cleanUp(): Promise<void> {
    await this.harness.driver.deprovision(this.resource, soon());
  }

  async provision(): Promise<readonly DriverSecret[]> {
    return (await this.harness.driver.provision(this.resource, this.seed, soon())).secrets;
  }

  async rotate(version: number, seed = `seed of ${version}`): Promise<readonly DriverSecret[]> {
    const { driver } = this.harness;
    return secretsOf(await driver.rotateSecrets(this.resource, Secret.of(seed), version, soon()));
  }

  revoke(version: number): Promise<void> {
    return this.harness.driver.revokeSecrets(this.resource, version, soon());
  }

  opens(secrets: readonly DriverSecret[]): Promise<boolean> {
    return this.harness.opens(this.resource, secrets);
  }

  count(): Promise<number> {
    return this.harness.count(this.resource);
  }

  run(input: string, mode: 'read-only' | 'read-write') {
    return this.harness.driver.repl(this.resource, { input, mode }, soon());
  }
}

function revealed(secrets: readonly DriverSecret[]): Record<string, string> {
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value.reveal()]));
}

function describeProvisioning(contract: Contract): void {
  it('gives secrets that open the instance', async () => {
    expect(await contract.opens(await contract.provision())).toBe(true);
  });

  it('answers a repeated provision with the same secrets and no second instance', async () => {
    const first = await contract.provision();
    const second = await contract.provision();
    expect(revealed(second)).toEqual(revealed(first));
    expect(await contract.opens(first)).toBe(true);
    expect(await contract.count()).toBe(1);
  });

  it('makes one instance of ten provisions at once, from two replicas', async () => {
    const { driver, twin } = contract.harness;
    const attempts = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? driver : twin).provision(contract.resource, contract.seed, soon()),
    );
    const secrets = (await Promise.all(attempts)).map((answer) => revealed(answer.secrets));
    expect(secrets).toEqual(Array(10).fill(secrets[0]));
    expect(await contract.count()).toBe(1);
  });

  it('gives another resource other secrets, which do not open this one', async () => {
    await contract.provision();
    const other = resourceOf();
    const { secrets } = await contract.harness.driver.provision(other, contract.seed, soon());
    expect(await contract.harness.opens(contract.resource, secrets)).toBe(false);
    await contract.harness.driver.deprovision(other, soon());
    expect(await contract.count()).toBe(1);
  });

  it('updates an instance as often as asked, and refuses to update a missing one', async () => {
    const { driver } = contract.harness;
    await expect(driver.update(contract.resource, soon())).rejects.toThrow(DriverRefused);
    const secrets = await contract.provision();
    await driver.update({ ...contract.resource, name: 'renamed' }, soon());
    await driver.update({ ...contract.resource, name: 'renamed' }, soon());
    expect(await contract.opens(secrets)).toBe(true);
  });
}

function describeDeprovisioning(contract: Contract): void {
  it('leaves nothing after a deprovision, and accepts a second one', async () => {
    const secrets = await contract.provision();
    await contract.harness.driver.deprovision(contract.resource, soon());
    await contract.harness.driver.deprovision(contract.resource, soon());
    expect(await contract.count()).toBe(0);
    expect(await contract.opens(secrets)).toBe(false);
  });

  it('deprovisions what never existed', async () => {
    await contract.harness.driver.deprovision(contract.resource, soon());
    expect(await contract.count()).toBe(0);
  });

  it('leaves a whole instance or none when provisions meet deprovisions', async () => {
    const { driver, twin } = contract.harness;
    for (let round = 0; round < 5; round += 1) {
      const [answer] = await Promise.all([
        driver.provision(contract.resource, contract.seed, soon()),
        twin.deprovision(contract.resource, soon()),
        twin.provision(contract.resource, contract.seed, soon()),
        driver.deprovision(contract.resource, soon()),
      ]);
      expect(await contract.count()).toBe((await contract.opens(answer.secrets)) ? 1 : 0);
    }
  });
}

function describeSuspension(contract: Contract): void {
  it('keeps everybody out while suspended, and lets the same secrets in again', async () => {
    const { driver } = contract.harness;
    const secrets = await contract.provision();
    await driver.suspend(contract.resource, soon());
    await driver.suspend(contract.resource, soon());
    await driver.update({ ...contract.resource, name: 'renamed' }, soon());
    expect(await contract.opens(secrets)).toBe(false);
    await expect(contract.run(contract.harness.commands.read, 'read-only')).rejects.toThrow(DriverRefused);
    await driver.resume(contract.resource, soon());
    await driver.resume(contract.resource, soon());
    expect(await contract.opens(secrets)).toBe(true);
  });

  it('does not resume by a repeated provision', async () => {
    const secrets = await contract.provision();
    await contract.harness.driver.suspend(contract.resource, soon());
    expect(revealed(await contract.provision())).toEqual(revealed(secrets));
    expect(await contract.opens(secrets)).toBe(false);
  });

  it('deprovisions a suspended instance', async () => {
    await contract.provision();
    await contract.harness.driver.suspend(contract.resource, soon());
    await contract.harness.driver.deprovision(contract.resource, soon());
    expect(await contract.count()).toBe(0);
  });

  it('has nothing to suspend where nothing is, and refuses to resume it', async () => {
    await contract.harness.driver.suspend(contract.resource, soon());
    await expect(contract.harness.driver.resume(contract.resource, soon())).rejects.toThrow(DriverRefused);
    expect(await contract.count()).toBe(0);
  });
}

function describeRotation(contract: Contract): void {
  it('makes credentials beside the first, each complete, until they are revoked one by one', async () => {
    const first = await contract.provision();
    const second = await contract.rotate(2);
    const third = await contract.rotate(3);
    const all = [first, second, third];
    expect(second.map(({ name }) => name)).toEqual(first.map(({ name }) => name));
    expect(await Promise.all(all.map((one) => contract.opens(one)))).toEqual([true, true, true]);
    await contract.revoke(1);
    expect(await Promise.all(all.map((one) => contract.opens(one)))).toEqual([false, true, true]);
    await contract.revoke(3);
    expect(await Promise.all(all.map((one) => contract.opens(one)))).toEqual([false, true, false]);
  });

  it('answers a repeated rotation with the same secrets, and another version with others', async () => {
    await contract.provision();
    const { driver, twin } = contract.harness;
    const seed = Secret.of('seed of 2');
    const attempts = [driver, twin, driver].map((each) => each.rotateSecrets(contract.resource, seed, 2, soon()));
    const [one, ...others] = (await Promise.all(attempts)).map((made) => revealed(secretsOf(made)));
    expect(others).toEqual([one, one]);
    expect(revealed(await contract.rotate(3, 'seed of 2'))).not.toEqual(one);
    expect(await contract.count()).toBe(1);
  });

  it('revokes as often as asked, also what never was, and brings nothing back', async () => {
    const first = await contract.provision();
    const second = await contract.rotate(2);
    await contract.revoke(7);
    await contract.revoke(1);
    await contract.revoke(1);
    expect(revealed(await contract.provision())).toEqual(revealed(first));
    await contract.harness.driver.suspend(contract.resource, soon());
    await contract.harness.driver.resume(contract.resource, soon());
    expect(await contract.opens(first)).toBe(false);
    expect(await contract.opens(second)).toBe(true);
  });

  it('rotates and revokes a suspended instance without letting anybody in before it is resumed', async () => {
    const { driver } = contract.harness;
    const first = await contract.provision();
    const second = await contract.rotate(2);
    await driver.suspend(contract.resource, soon());
    const third = await contract.rotate(3);
    await contract.revoke(1);
    const all = [first, second, third];
    expect(await Promise.all(all.map((one) => contract.opens(one)))).toEqual([false, false, false]);
    await driver.resume(contract.resource, soon());
    expect(await Promise.all(all.map((one) => contract.opens(one)))).toEqual([false, true, true]);
  });

  it('serves the console whatever the versions, and leaves nothing of them after a deprovision', async () => {
    await contract.provision();
    const second = await contract.rotate(2);
    await contract.revoke(1);
    expect(await contract.run(contract.harness.commands.write, 'read-write')).not.toHaveLength(0);
    await contract.harness.driver.deprovision(contract.resource, soon());
    expect(await contract.opens(second)).toBe(false);
    expect(await contract.count()).toBe(0);
  });

  it('refuses to rotate where no instance is, and has nothing to revoke there', async () => {
    await expect(contract.rotate(2)).rejects.toThrow(DriverRefused);
    await contract.revoke(1);
    expect(await contract.count()).toBe(0);
  });
}

function describeConsole(contract: Contract): void {
  it('runs reads in both modes and writes in one', async () => {
    await contract.provision();
    const { read, write } = contract.harness.commands;
    expect(await contract.run(write, 'read-write')).not.toHaveLength(0);
    for (const mode of ['read-write', 'read-only'] as const) expect(await contract.run(read, mode)).not.toHaveLength(0);
    await expect(contract.run(write, 'read-only')).rejects.toThrow(ReplFailed);
  });

  it('tells in red what is wrong with a command', async () => {
    await contract.provision();
    const failure = await contract.run(contract.harness.commands.wrong, 'read-write').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReplFailed);
    expect(JSON.stringify((failure as ReplFailed).blocks)).toContain('#ff0000');
  });

  it('has no console where no instance is', async () => {
    await expect(contract.run(contract.harness.commands.read, 'read-only')).rejects.toThrow(DriverRefused);
  });
}

function describeDeadlines(contract: Contract): void {
  it('does nothing once the deadline has passed, and says so as a transient failure', async () => {
    const { driver } = contract.harness;
    const passed = { signal: AbortSignal.abort() };
    const failure = await driver.provision(contract.resource, contract.seed, passed).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DriverRefused);
    expect(await contract.count()).toBe(0);
  });

  it('stops a command at the deadline, and serves the next one', async () => {
    await contract.provision();
    const { driver, commands } = contract.harness;
    const command = { input: commands.slow, mode: 'read-only' } as const;
    const call = { signal: AbortSignal.timeout(200) };
    const failure = await driver.repl(contract.resource, command, call).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DriverRefused);
    expect(await contract.run(commands.read, 'read-only')).not.toHaveLength(0);
  });

  it('finishes at the next attempt what a deadline cut short', async () => {
    const { driver } = contract.harness;
    const short = { signal: AbortSignal.timeout(15) };
    await driver.provision(contract.resource, contract.seed, short).catch(() => undefined);
    expect(await contract.opens(await contract.provision())).toBe(true);
    expect(await contract.count()).toBe(1);
  });
}
