import type { HeldConnection } from './held-connection.js';
import type { HeldOwner } from './held-owner.js';

/** Owners of a disabled configuration have so long to enable it again. */
const DISABLED_MS = 30 * 86_400_000;

/** Told of each configuration that goes. */
export type RemovalListener = (connection: HeldConnection) => void;

/** The owners that this Vercel knows, and the connectable accounts among their configurations. */
export class ConnectionBook {
  readonly owners = new Map<string, HeldOwner>();
  readonly connections = new Map<string, HeldConnection>();
  private readonly listeners: RemovalListener[] = [];

  constructor(private readonly now: () => Date) {}

  /** Calls back when a configuration has gone, however that came. */
  onRemoval(listener: RemovalListener): void {
    this.listeners.push(listener);
  }

  /** The owner of a configuration. */
  ownerOf({ ownerId }: HeldConnection): HeldOwner {
    const owner = this.owners.get(ownerId);
    if (owner === undefined) throw new Error(`nobody has the id ${ownerId}`);
    return owner;
  }

  /** The present configuration of an owner, the most recent one. */
  current(ownerId: string): HeldConnection | undefined {
    this.bringForward();
    return [...this.connections.values()].findLast((held) => held.ownerId === ownerId && held.state === 'connected');
  }

  /** The configuration that a token was given for, also one that is gone. */
  findByToken(token: string): HeldConnection | undefined {
    this.bringForward();
    return [...this.connections.values()].find(({ tokens }) => tokens.includes(token));
  }

  /** Ends a configuration with what the integration has made under it: variables, log drains, drains. */
  remove(connection: HeldConnection): void {
    if (connection.state === 'removed') return;
    connection.state = 'removed';
    const owner = this.ownerOf(connection);
    for (const things of [owner.drains, owner.logDrains, ...[...owner.projects.values()].map((it) => it.variables)])
      dropOwned(things, connection.id);
    for (const listener of this.listeners) listener(connection);
  }

  /** Removes what has been disabled for too long. */
  bringForward(): void {
    const limit = this.now().getTime() - DISABLED_MS;
    for (const connection of this.connections.values())
      if (connection.disabled !== undefined && connection.disabled.at.getTime() <= limit) this.remove(connection);
  }
}

function dropOwned(things: Map<string, { readonly configurationId: string | null }>, configurationId: string): void {
  for (const [id, thing] of things) if (thing.configurationId === configurationId) things.delete(id);
}
