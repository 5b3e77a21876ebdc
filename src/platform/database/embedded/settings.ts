import type { Durability } from './cluster.js';

/** Command-line settings of the server: reachable from this machine only, quiet about what clients are told anyway. */
export function serverSettings(durability: Durability): readonly string[] {
  const settings = { ...COMMON, ...(durability === 'none' ? NOT_DURABLE : {}) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const COMMON = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  max_locks_per_transaction: '256',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/** Shared memory in the data directory leaves nothing in /dev/shm when the server is killed. */
const NOT_DURABLE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  dynamic_shared_memory_type: 'mmap',
};
