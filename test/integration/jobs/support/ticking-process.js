import 'reflect-metadata';
import { Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** Of the build, since Node cannot read the decorators of the sources. */
const built = (folder) => import(new URL(`../../../../dist/src/platform/${folder}/index.js`, import.meta.url).href);
const { Clock, ClockModule } = await built('clock');
const { readSettings, SettingsModule } = await built('config');
const { DatabaseModule, Sql } = await built('database');
const { defineJob, HandlesJob, JobQueue, JobsModule, JobWorker, Ticks } = await built('jobs');
const { MetricsModule } = await built('metrics');

/**
 * One of several processes that tick at once: from slot to slot of a clock that all of them move, through as many slots as it is
 * told, and meanwhile works what is due, each run a row. Says "ticked" at the end of its slots.
 */
const [slots] = process.argv.slice(2).map(Number);
const SLOT_SECONDS = 600;
const TICK = defineJob('tests.tick', 'bulk');

class Tick {
  constructor(sql) {
    this.sql = sql;
  }

  async run({ slot }) {
    await this.sql.affected({ text: 'INSERT INTO runs (slot, pid) VALUES ($1, $2)', values: [slot, process.pid] });
  }
}
HandlesJob(TICK)(Tick);
Inject(Sql)(Tick, undefined, 0);

class Replica {}
Module({
  imports: [SettingsModule.of(readSettings(process.env)), MetricsModule, DatabaseModule, ClockModule, JobsModule],
  providers: [Tick],
})(Replica);

const app = await NestFactory.createApplicationContext(Replica, { logger: ['error', 'fatal'] });
await app.get(JobWorker).start();
const [clock, sql, ticks] = [app.get(Clock), app.get(Sql), app.get(Ticks)];
for (let slot = 1; slot <= slots; slot += 1) {
  const text = 'UPDATE clock_offsets SET offset_ms = greatest(offset_ms, $1::bigint) WHERE id = 1';
  await sql.affected({ text, values: [slot * SLOT_SECONDS * 1_000] });
  await clock.refresh();
  await ticks.claim(TICK, SLOT_SECONDS);
}
process.stdout.write('ticked\n');
process.once('SIGTERM', () => void end());

async function end() {
  await app.get(JobWorker).stop(60_000);
  await app.get(JobQueue).stop(0);
  await app.close();
  process.exit(0);
}
