import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';

const FAULT = new Error('thrown before there was a promise');

describe('a unit of work', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await cloneDatabase();
    source = await new DataSource(dataSourceOptions(database.url, 1)).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('whose work throws at once leaves no transaction to whoever has the connection next', async () => {
    const unitOfWork = new UnitOfWork(source);
    const failing = unitOfWork.run(() => {
      throw FAULT;
    });
    await expect(failing).rejects.toBe(FAULT);
    await source.query('CREATE TABLE kept ()');
    await expect(unitOfWork.run(() => Promise.reject(FAULT))).rejects.toBe(FAULT);
    expect(await source.query(`SELECT to_regclass('kept')::text AS name`)).toEqual([{ name: 'kept' }]);
  });
});
