import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Sql } from '../database/index.js';

/** A try of a job that wants to be the only one of its installation. */
export interface Turn {
  readonly installationId: string;
  readonly jobId: string;
  /** A later try of the same job takes over from an earlier one: that its worker died is what made it later. */
  readonly attempt: number;
  /** After so long the turn is anybody's, whatever became of the one who has it. */
  readonly withinSeconds: number;
}

/** A job whose turn has not come after so long is put back, so that it does not keep the others of its batch waiting. */
const PATIENCE_MS = 5_000;
const ASK_AGAIN_MS = 100;

/** Time for a handler that was told to stop, before the next one starts. */
const MARGIN_SECONDS = 5;

const TAKE = `INSERT INTO job_turns AS held (installation_id, job_id, attempt, held_until)
  VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 second')
  ON CONFLICT (installation_id) DO UPDATE
  SET job_id = excluded.job_id, attempt = excluded.attempt, held_until = excluded.held_until
  WHERE held.held_until < clock_timestamp() OR held.job_id = excluded.job_id`;

const GIVE_BACK = `DELETE FROM job_turns WHERE installation_id = $1 AND job_id = $2 AND attempt = $3`;

/**
 * Lets one job at a time run for an installation, by a row and not by a lock of a transaction: nobody holds a connection
 * while a handler calls over the network, and a process that dies gives its turn back.
 */
@Injectable()
export class JobTurns {
  /** Turns that this process has or asks for: the jobs behind wait for it here, and do not ask the database as well. */
  private readonly here = new Map<string, Promise<void>>();

  constructor(private readonly sql: Sql) {}

  /** Gives what ends the turn; null when it has not come in time. */
  async take(turn: Turn): Promise<(() => Promise<void>) | null> {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const others = this.here.get(turn.installationId);
      if (others === undefined) {
        const end = await this.ask(turn);
        if (end !== null) return end;
      } else {
        await Promise.race([others, pause(deadline - performance.now(), undefined, { ref: false })]);
      }
    }
    return null;
  }

  private async ask(turn: Turn): Promise<(() => Promise<void>) | null> {
    const letNextAsk = this.keepHere(turn.installationId);
    try {
      const { installationId, jobId, attempt, withinSeconds } = turn;
      const values = [installationId, jobId, attempt, withinSeconds + MARGIN_SECONDS];
      if ((await this.sql.affected({ text: TAKE, values })) > 0) {
        return () => this.giveBack(turn).finally(letNextAsk);
      }
      await pause(ASK_AGAIN_MS);
    } catch (error) {
      letNextAsk();
      throw error;
    }
    letNextAsk();
    return null;
  }

  private keepHere(installationId: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.here.set(installationId, promise);
    return () => {
      this.here.delete(installationId);
      resolve();
    };
  }

  private async giveBack({ installationId, jobId, attempt }: Turn): Promise<void> {
    await this.sql.affected({ text: GIVE_BACK, values: [installationId, jobId, attempt] });
  }
}
