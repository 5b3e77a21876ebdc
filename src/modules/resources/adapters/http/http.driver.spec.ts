import { signingKey } from '#libs/standard-webhooks';
import { DRIVER_SECRET, ExampleService } from '../../../../../test/support/provider/index.js';
import type { DriverSecret } from '../../driver.port.js';
import { describeDriverContract } from '../../testing/driver-contract.js';
import { HttpDriver } from './http.driver.js';

describeDriverContract('http', async () => {
  const service = await ExampleService.start();
  const address = {
    url: service.url,
    keys: [signingKey(DRIVER_SECRET)],
    now: () => new Date(),
    callbackUrl: 'http://127.0.0.1:9',
  };
  const driver = new HttpDriver(address);
  const twin = new HttpDriver(address);
  const keyOf = (secrets: readonly DriverSecret[]) => secrets.find(({ name }) => name === 'DOOR_KEY')?.value.reveal();
  return {
    driver,
    twin,
    commands: { read: 'list', write: 'add note', wrong: 'nonsense', slow: 'sleep' },
    opens: async ({ id }, secrets) => (await service.knock(id, keyOf(secrets))) === 200,
    count: async ({ id }) => ((await service.knock(id)) === 404 ? 0 : 1),
    close: async () => {
      await Promise.all([driver.close(), twin.close()]);
      await service.stop();
    },
  };
});
