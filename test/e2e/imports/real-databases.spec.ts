import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnedDatabase } from '../../../src/modules/resources/testing/owned-database.js';
import { rowsOf } from '../../../src/modules/resources/testing/postgres-server.js';
import { AccountIssuer } from '../../support/account-issuer.js';
import { ProductServer, Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { ImportDesk } from './import-desk.js';

const NOTES = 'SELECT text FROM notes ORDER BY 1';

describe('a database that a customer had before', () => {
  let product: ProductServer;
  let issuer: AccountIssuer;
  let shop: Shop;
  let desk: ImportDesk;
  let own: OwnedDatabase;
  beforeAll(async () => {
    product = await ProductServer.open();
    issuer = await AccountIssuer.start();
    issuer.subject = randomUUID();
    shop = await Shop.open({ product, env: issuer.env });
    const owner = { kind: 'account', issuer: issuer.url, subject: issuer.subject } as const;
    own = await OwnedDatabase.make(owner, new URL(product.url).username);
    desk = await ImportDesk.open(shop);
  });
  afterAll(async () => {
    await shop.close();
    await own.drop();
    await product.close();
    await issuer.stop();
  });

  it('is imported by its owner, opens by what Vercel got, and stays whole when it is let go', async () => {
    const start = desk.start({ product_id: 'postgres' });
    const instance = /value="postgres\/(\d+)"/.exec((await desk.browser.open(start)).text)?.[1] ?? '';
    const id = await desk.import(instance, start, 'postgres');
    const [held] = desk.held();
    const url = held?.secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';
    expect([held?.id, held?.name, held?.ownership]).toEqual([id, own.name, 'linked']);
    await rowsOf(url, `INSERT INTO notes VALUES ('from Vercel')`);
    expect(await rowsOf(own.url, NOTES)).toEqual([{ text: 'from Vercel' }, { text: 'mine' }]);
    await desk.team.uninstall();
    await until(async () => {
      const [row] = await shop.sql('SELECT state FROM resources WHERE id = $1', [id]);
      return row?.['state'] === 'removed';
    });
    await expect(rowsOf(url, NOTES)).rejects.toThrow();
    expect(await rowsOf(own.url, NOTES)).toEqual([{ text: 'from Vercel' }, { text: 'mine' }]);
  });
});
